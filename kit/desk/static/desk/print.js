// 打印: the sheets open in a page of their own; here it is asked whether they came out well.
"use strict";
for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", () => {
    setTimeout(() => document.getElementById(button.dataset.ask).showModal(), 600);
  });
}
// How many hand-outs were asked for stands in the other form.
for (const form of document.querySelectorAll("form[data-counts]")) {
  form.addEventListener("submit", () => {
    for (const count of document.querySelectorAll(`#${form.dataset.counts} .count`)) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name: count.name, value: count.value }));
    }
  });
}
