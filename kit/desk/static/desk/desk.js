// What every page may need: tabs, dialogs, focus on what changed. Each page works without it where it can.
"use strict";
const all = (query, root = document) => [...root.querySelectorAll(query)];

function choose(tab) {
  for (const other of all("[role=tab]", tab.parentElement)) {
    const on = other === tab;
    other.setAttribute("aria-selected", String(on));
    other.tabIndex = on ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls")).hidden = !on;
  }
}

document.addEventListener("click", (event) => {
  const it = event.target.closest("button, a");
  if (!it) return;
  if (it.getAttribute("role") === "tab") choose(it);
  if (it.dataset.open) document.getElementById(it.dataset.open).showModal();
  if ("close" in it.dataset) it.closest("dialog").close();
});
document.addEventListener("keydown", (event) => {
  const tab = event.target.closest("[role=tab]");
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const tabs = all("[role=tab]", tab.parentElement);
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  choose(next);
  next.focus();
});
// A dialog that was refused opens again, with what is wrong told behind it.
for (const one of all("[data-open-now]")) document.getElementById(one.dataset.open).showModal();
for (const spot of all("[data-land]")) spot.focus({ preventScroll: true });
// A sheet that could not be drawn is not being drawn any more.
for (const sheet of all(".drawn")) sheet.addEventListener("error", () => sheet.classList.remove("drawn"));
