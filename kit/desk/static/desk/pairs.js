// Confirming: Enter or blank on 对 goes to the next one; of several candidates only one stands.
"use strict";
{
  const form = document.querySelector("[data-pairs]");
  if (form) {
    const left = document.querySelector("[data-left]");
    const rows = [...form.querySelectorAll("[data-row]")];
    const tick = (row) => row.querySelector("input[type=checkbox]");
    const open = () => rows.filter((row) => !tick(row).checked && !rivalOf(row));

    // Another candidate of the same field was taken: this one asks no more.
    function rivalOf(row) {
      if (!("oneOf" in row.dataset)) return false;
      return rows.some((other) => other !== row && other.dataset.label === row.dataset.label && tick(other).checked);
    }

    function count() {
      const many = open().length;
      left.textContent = many ? `还有 ${many} 处没确认；没确认的不填，留空` : "都确认了";
      for (const row of rows) row.classList.toggle("sure", tick(row).checked);
    }

    function confirmed(row) {
      if ("oneOf" in row.dataset && tick(row).checked) {
        for (const other of rows) {
          if (other !== row && other.dataset.label === row.dataset.label) tick(other).checked = false;
        }
      }
      count();
      if (!tick(row).checked) return;
      const next = open()[0];
      (next ? tick(next) : document.querySelector(".btn.main")).focus();
    }

    for (const row of rows) {
      tick(row).addEventListener("change", () => confirmed(row));
      tick(row).addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        tick(row).checked = true;
        confirmed(row);
      });
      for (const box of row.querySelectorAll("textarea")) {
        const fit = () => {
          box.style.height = "auto";
          box.style.height = `${box.scrollHeight + 4}px`;
        };
        box.addEventListener("input", fit);
        fit();
      }
    }
    count();
    if (open().length) tick(open()[0]).focus({ preventScroll: true });
  }
}
