// A file dropped anywhere on the page is brought in; one that is chosen goes at once.
"use strict";
{
  const form = document.querySelector("[data-drop-file]");
  if (form) {
    const box = form.querySelector("input[type=file]");
    for (const button of form.querySelectorAll("[data-with-script-hidden]")) button.hidden = true;
    box.addEventListener("change", () => {
      if (box.files.length) form.submit();
    });
    const carries = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
    addEventListener("dragover", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      form.classList.add("over");
    });
    addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) form.classList.remove("over");
    });
    addEventListener("drop", (event) => {
      if (!carries(event) || event.defaultPrevented) return;
      event.preventDefault();
      box.files = event.dataTransfer.files;
      form.submit();
    });
  }
}
