// 播音: plays, asks whether it was heard, and looks at the clock by itself.
"use strict";
{
  let busy = false;
  const told = (seconds) => (seconds < 60 ? `${seconds} 秒` : `${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`);

  for (const player of document.querySelectorAll("[data-player]")) {
    const sound = player.querySelector("audio");
    const part = (name) => player.querySelector(`[data-${name}]`);
    const bar = player.querySelector("progress");

    const ask = () => {
      busy = true; // until it is answered no page is loaded anew
      sound.pause();
      part("on").hidden = true;
      part("ready").hidden = true;
      part("hand").hidden = true;
      part("told").hidden = false;
      part("asked").focus({ preventScroll: true });
    };
    const silent = () => {
      busy = false;
      part("silent").hidden = false;
      part("on").hidden = true;
      part("ready").hidden = false;
    };
    part("play").addEventListener("click", () => {
      busy = true;
      part("silent").hidden = true;
      part("ready").hidden = true;
      part("on").hidden = false;
      sound.currentTime = 0;
      sound.play().then(() => part("left").focus({ preventScroll: true }), silent);
    });
    part("stop").addEventListener("click", ask);
    part("by-hand").addEventListener("click", ask);
    sound.addEventListener("ended", ask);
    sound.addEventListener("timeupdate", () => {
      bar.value = sound.currentTime;
      part("left").textContent = `正在播，还有 ${told(Math.max(0, Math.round(bar.max - sound.currentTime)))}`;
    });
  }

  const clock = document.querySelector("[data-second-of-day]");
  const began = performance.now();
  setInterval(() => {
    const minute = Math.floor((Number(clock.dataset.secondOfDay) + (performance.now() - began) / 1000) / 60) % 1440;
    clock.textContent = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
  }, 1000);

  const again = document.querySelector("[data-again-s]");
  if (again) {
    setInterval(() => {
      const open = document.querySelector("dialog[open], details[open]");
      if (!busy && !open && document.activeElement.tagName !== "INPUT") location.reload();
    }, Number(again.dataset.againS) * 1000);
  }
}
