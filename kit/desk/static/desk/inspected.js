// 台账: prints the page; where on a photo something was read is put there.
"use strict";
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
for (const spot of document.querySelectorAll("[data-x]")) {
  Object.assign(spot.style, { left: `${spot.dataset.x}%`, top: `${spot.dataset.y}%` });
}
