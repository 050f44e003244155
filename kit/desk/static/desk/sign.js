// Has the script of an item spoken, and plays it: only of exactly the words on this page.
"use strict";
const asking = document.querySelector("[data-hear]");
const told = document.getElementById("told");
const LOOK_MS = 1000;

async function hear(button) {
  const clip = document.getElementById("clip");
  told.textContent = "正在念，要一两分钟。可以先看别的。";
  clip.hidden = true;
  const asked = new FormData(asking);
  if (button.name) asked.append(button.name, button.value);
  const begun = await fetch(asking.action, { method: "POST", body: asked, headers: { Accept: "application/json" } });
  if (!begun.ok) {
    told.textContent = "正在念别的，过一会儿再点。";
    return;
  }
  const { name } = await begun.json();
  for (;;) {
    await new Promise((done) => setTimeout(done, LOOK_MS));
    const at = await (await fetch(`${asking.action}${name}/?code=${asking.dataset.hear}`)).json();
    if (at.is_spoken) {
      told.textContent = "念好了。";
      clip.src = `${asking.action}${name}/sound/`;
      clip.hidden = false;
      clip.play().catch(() => {});
      return;
    }
    if (at.told || !at.is_alive) {
      told.textContent = at.told || "没有念成，再点一次。";
      return;
    }
  }
}

asking?.addEventListener("submit", (event) => {
  event.preventDefault();
  hear(event.submitter ?? asking.querySelector("button")).catch(() => { told.textContent = "没有念成，再点一次。"; });
});
