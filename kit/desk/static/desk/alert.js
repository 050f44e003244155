// 发预警: what a kind proposes, the poster while typing, and going on by itself once it is signed.
"use strict";
{
  const form = document.querySelector("form[data-preview]");
  const card = document.querySelector("[data-stage]");
  const PAUSE_MS = 600;
  const LOOK_MS = 2000;

  // A fact is put into its field by a press, and never by itself.
  function offer(button) {
    button.textContent = `${button.dataset.word}：${button.dataset.text}`;
    button.hidden = !button.dataset.text;
  }

  function propose(chosen) {
    form.querySelector("[data-other]").hidden = chosen.value !== "别的";
    const sender = form.querySelector("[data-offer=sender]");
    sender.dataset.text = chosen.dataset.sender;
    offer(sender);
    for (const name of ["warn", "do", "phones"]) {
      const field = form.elements[name];
      // What somebody typed stays.
      if (field.value === field.defaultValue) {
        field.value = field.defaultValue = chosen.dataset[name];
      }
    }
  }

  function mark() {
    for (const one of form.querySelectorAll(".pick")) one.classList.toggle("on", one.querySelector("input").checked);
  }

  function say(name, text) {
    const spot = document.querySelector(`[data-${name}]`);
    spot.textContent = text;
    spot.hidden = !text;
  }

  let wish = 0;
  async function preview() {
    const mine = (wish += 1);
    const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) }).catch(() => null);
    if (mine !== wish || !answer || !answer.ok) return;
    const look = await answer.json();
    const sheet = document.querySelector("[data-sheet]");
    if (look.picture) sheet.src = look.picture;
    sheet.hidden = !look.picture;
    document.querySelector("[data-none]").hidden = Boolean(look.picture);
    say("distance", look.distance);
    say("seconds", look.seconds);
    say("warnings", look.warnings.join(""));
    const missing = look.faults.filter((one) => !one.message.startsWith("没有填"));
    say("stops", missing.map((one) => one.message + one.remedy).join(""));
  }

  let timer = 0;
  function later() {
    clearTimeout(timer);
    timer = setTimeout(preview, PAUSE_MS);
  }

  if (form) {
    form.addEventListener("change", (event) => {
      if (event.target.name === "kind") propose(event.target);
      mark();
      later();
    });
    form.addEventListener("input", later);
    for (const button of form.querySelectorAll("[data-offer]")) {
      offer(button);
      button.addEventListener("click", () => {
        const field = form.elements[button.dataset.offer];
        field.value = button.dataset.text;
        field.focus();
        later();
      });
    }
    mark();
    later();
  }

  async function look() {
    const answer = await fetch(card.dataset.look).catch(() => null);
    const found = answer && answer.ok ? await answer.json() : null;
    if (found && found.stage !== card.dataset.stage) location.reload();
    else setTimeout(look, LOOK_MS);
  }

  if (card) {
    if (card.dataset.stage === "written") setTimeout(look, LOOK_MS);
    const go = card.querySelector("form[data-go]");
    if (go) go.submit();
    const since = card.querySelector("[data-since-s]");
    const began = performance.now();
    const tick = () => {
      const s = Number(since.dataset.sinceS) + Math.round((performance.now() - began) / 1000);
      since.textContent = s < 60 ? `${s} 秒` : `${Math.floor(s / 60)} 分 ${s % 60} 秒`;
    };
    if (since) setInterval(tick, 1000);
    const play = card.querySelector("[data-play]");
    if (play) {
      play.addEventListener("click", () => {
        const sound = card.querySelector("[data-sound]");
        sound.currentTime = 0;
        sound.play();
      });
    }
  }
}
