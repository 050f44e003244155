// Settings: what is being chosen is shown at once. Without this file every page works by its buttons.
"use strict";
const form = document.getElementById("setting");
const days = document.getElementById("days");
const sheet = document.getElementById("sheet");
const speak = document.getElementById("speak");
const WAIT_MS = 250;
const LOOK_MS = 1000;

for (const part of all("[data-without-script]")) part.hidden = true;

function mark(input) {
  for (const one of all(`input[name="${input.name}"]`, form)) one.closest(".pick")?.classList.toggle("on", one.checked);
}

// The last answer asked for is shown, whichever comes last.
function shows(place, ask) {
  let number = 0;
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const mine = (number += 1);
      try {
        const answer = await ask();
        if (answer.ok && mine === number) place.innerHTML = await answer.text();
      } catch { /* the desk was closed: what stands here stays */ }
    }, WAIT_MS);
  };
}

const showDays = days && shows(days, () => fetch(days.dataset.from, { method: "POST", body: new FormData(form) }));
let row = "board-0";
const showSheet = sheet && shows(sheet, () => {
  const asked = new URLSearchParams({
    paper: form.elements[`${row}-paper`].value,
    read_from_m: form.elements[`${row}-read_from_m`].value,
  });
  return fetch(`${sheet.dataset.from}?${asked}`);
});

form.addEventListener("input", (event) => {
  const input = event.target;
  if (input.closest(".pick")) mark(input);
  if (showDays) showDays();
  const board = /^(board-\d+)-(paper|read_from_m)$/.exec(input.name);
  if (showSheet && board) {
    row = board[1];
    showSheet();
  }
});

async function hear() {
  const told = document.getElementById("speaking");
  const sound = document.getElementById("sound");
  told.textContent = "正在念，约 20 秒。";
  sound.hidden = true;
  const begun = await fetch(speak.formAction, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
  if (!begun.ok) {
    told.textContent = "没有念成。正在念别的，过一会儿再点。";
    return;
  }
  const { name } = await begun.json();
  for (;;) {
    await new Promise((done) => setTimeout(done, LOOK_MS));
    const at = await (await fetch(`${document.getElementById("voice").dataset.speak}${name}/`)).json();
    if (at.is_spoken) {
      told.textContent = "念好了。";
      sound.src = `${document.getElementById("voice").dataset.speak}${name}/sound/`;
      sound.hidden = false;
      sound.play().catch(() => {});
      return;
    }
    if (!at.is_alive) {
      told.textContent = at.told;
      return;
    }
  }
}

speak?.addEventListener("click", (event) => {
  event.preventDefault();
  hear().catch(() => { document.getElementById("speaking").textContent = "没有念成，再点一次。"; });
});
