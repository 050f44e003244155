// Searches as one types: the rows come from the server, an older answer never overtakes a newer one.
"use strict";
{
  const form = document.querySelector("[data-search]");
  const rows = document.querySelector("[data-rows]");
  const found = document.querySelector("[data-found]");
  let asked = null;
  let pause = 0;

  async function search() {
    if (asked) asked.abort();
    asked = new AbortController();
    const wanted = new URLSearchParams(new FormData(form));
    history.replaceState(null, "", `?${wanted}`);
    wanted.set("rows", "1");
    try {
      const answer = await fetch(`?${wanted}`, { signal: asked.signal });
      if (!answer.ok) return;
      rows.innerHTML = await answer.text();
      found.textContent = rows.querySelector("[data-count]").dataset.count;
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
}
