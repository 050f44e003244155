// Shows how far the making of a week is; the page is loaded anew once it has ended.
"use strict";
{
  const card = document.querySelector("[data-progress]");
  const EVERY_MS = 1500;

  function row({ label, state, count }) {
    const line = document.createElement("li");
    if (state) line.className = state;
    const name = document.createElement("span");
    if (state === "past") name.className = "done";
    name.textContent = label;
    line.append(name, Object.assign(document.createElement("span"), { textContent: count }));
    return line;
  }

  function show(far) {
    card.querySelector("[data-left]").textContent = far.left;
    card.querySelector("[data-counted]").textContent = far.counted;
    card.querySelector("[data-lost]").hidden = true;
    const bar = card.querySelector("progress");
    if (far.total) Object.assign(bar, { max: far.total, value: far.done });
    else bar.removeAttribute("value");
    card.querySelector("[data-rows]").replaceChildren(...far.rows.map(row));
  }

  async function look() {
    try {
      const answer = await fetch(card.dataset.progress, { headers: { Accept: "application/json" } });
      const far = answer.ok && !answer.redirected ? await answer.json() : { ended: true };
      if (far.ended) {
        location.reload();
        return;
      }
      show(far);
    } catch {
      card.querySelector("[data-lost]").hidden = false;
    }
    setTimeout(look, EVERY_MS);
  }

  if (card) setTimeout(look, EVERY_MS);
  for (const spot of document.querySelectorAll("[data-reload-s]")) {
    setTimeout(() => location.reload(), 1000 * Number(spot.dataset.reloadS));
  }
}
