// U盘: the button names the stick; a stick brings the village that it was for last time.
"use strict";
{
  const form = document.querySelector("[data-sticks]");
  if (form) {
    const chosen = (name) => form.querySelector(`input[name=${name}]:checked`);
    const place = form.querySelector("[data-elsewhere]");
    const show = () => {
      const stick = chosen("stick");
      const isTyped = Boolean(stick) && stick.dataset.load === undefined;
      place.hidden = !isTyped;
      form.querySelector("[data-copy]").textContent = stick && !isTyped ? `拷到“${stick.dataset.name}”` : "拷到U盘";
      for (const one of form.querySelectorAll(".pick")) one.classList.toggle("on", one.querySelector("input").checked);
    };
    form.addEventListener("change", (event) => {
      const last = event.target.name === "stick" ? event.target.dataset.load : "";
      for (const one of form.querySelectorAll("input[name=load]")) if (last && one.value === last) one.checked = true;
      show();
    });
    show();
  }
}
