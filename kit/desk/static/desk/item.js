// The editor: what is typed keeps itself at every pause, and is looked at beside the form.
"use strict";
{
  const edit = document.querySelector("[data-edit]");
  const form = document.getElementById("item-form");
  const said = document.querySelector("[data-saved]");
  const part = (name) => document.querySelector(`[data-${name}]`);
  const PAUSE_MS = 250;
  const AGAIN_MS = 3000;
  const leaf = Math.random().toString(36).slice(2);
  let kept = typed();
  let keeping = false;
  let pause = 0;

  // What is sent: all that the form shows. The number is that of the wording the form began from.
  function typed() {
    const data = new FormData(form);
    data.delete("csrfmiddlewaretoken");
    data.delete("number");
    return new URLSearchParams(data).toString();
  }

  function tell(text, good) {
    said.textContent = text;
    said.classList.toggle("done", good);
  }

  async function keep() {
    const now = typed();
    if (keeping || now === kept) return;
    keeping = true;
    tell("正在存……", false);
    let again = 0;
    try {
      const answer = await fetch(edit.dataset.keep, { method: "POST", body: new FormData(form) });
      const told = await answer.json();
      if (told.ok) {
        kept = now;
        taken(told);
      } else {
        tell(told.said, false);
      }
    } catch {
      tell("没存上，正在再试。字还在。", false);
      again = AGAIN_MS;
    }
    keeping = false;
    if (again) setTimeout(keep, again);
    else if (typed() !== kept && typed() !== now) keep();
  }

  function taken(told) {
    form.elements.number.value = told.number;
    if (told.at) tell(`${told.at} 已存好`, true);
    part("undo").hidden = !told.can_undo;
    part("drop").hidden = !told.at;
    // A clash is shown by the page itself; so is what stands in no single box.
    if (told.clashes.length || told.others === null || kindChanged) {
      location.reload();
      return;
    }
    for (const [name, value] of Object.entries(told.others)) {
      const box = form.elements.namedItem(name);
      if (box && box.value !== value && box !== document.activeElement) box.value = value;
    }
    kept = typed();
  }

  let kindChanged = false;
  form.addEventListener("input", (event) => {
    if (event.target.name === "类型") kindChanged = true;
    if (event.target.name === "标题") part("title").textContent = event.target.value || "还没有标题";
    clearTimeout(pause);
    pause = setTimeout(() => {
      keep();
      look();
    }, PAUSE_MS);
  });
  addEventListener("beforeunload", () => {
    if (typed() === kept || keeping) return;
    fetch(edit.dataset.keep, { method: "POST", body: new FormData(form), keepalive: true });
  });

  // Looking.
  let asked = null;
  let count = 0;
  let sheet = "";
  const PHONE = "telephone";

  async function look() {
    if (asked) asked.abort();
    asked = new AbortController();
    count += 1;
    const mine = count;
    const data = new FormData(form);
    data.set("sheet", sheet === PHONE ? "" : sheet);
    data.set("leaf", leaf);
    data.set("count", String(mine));
    let seen = null;
    try {
      const answer = await fetch(edit.dataset.look, { method: "POST", body: data, signal: asked.signal });
      if (answer.status === 204) return; // a newer look is on its way
      if (answer.ok) seen = await answer.json();
    } catch (error) {
      if (error.name === "AbortError") return;
    }
    if (mine !== count) return;
    if (seen) {
      show(seen);
      return;
    }
    part("counts").replaceChildren(make("span", "还没看成，正在再看", { class: "tag" }));
    setTimeout(() => { if (mine === count) look(); }, AGAIN_MS);
  }

  function make(name, text, attributes = {}) {
    const one = document.createElement(name);
    if (text) one.textContent = text;
    for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
    return one;
  }

  function show(seen) {
    showTabs(seen);
    showSheet(seen);
    showScript(seen);
    showFindings(seen);
    for (const day of all("[data-day]")) day.textContent = seen.days[day.dataset.day] || "";
  }

  function showTabs(seen) {
    const names = [...seen.sheets, ...(seen.sheets.length ? [{ name: PHONE, title: "手机页" }] : [])];
    const tabs = part("tabs");
    if (!names.some((one) => one.name === sheet)) sheet = seen.sheet;
    if (tabs.dataset.names === JSON.stringify(names)) return;
    tabs.dataset.names = JSON.stringify(names);
    tabs.replaceChildren();
    part("panels").replaceChildren();
    if (!names.length) part("panels").append(make("p", "标题和表格有了，这里就有海报。", { class: "empty" }));
    for (const one of names) {
      const on = one.name === sheet;
      const tab = make("button", one.title, {
        type: "button", role: "tab", id: `tab-${one.name}`, "aria-controls": `panel-${one.name}`, "aria-selected": String(on), "data-sheet": one.name,
      });
      tab.tabIndex = on ? 0 : -1;
      const panel = make("div", "", { role: "tabpanel", id: `panel-${one.name}`, "aria-labelledby": `tab-${one.name}`, class: "stack tight" });
      panel.hidden = !on;
      tabs.append(tab);
      part("panels").append(panel);
    }
  }

  function showSheet(seen) {
    const panel = document.getElementById(`panel-${sheet}`);
    if (!panel) return;
    if (sheet === PHONE) {
      showTelephone(panel);
      return;
    }
    if (seen.sheet !== sheet) return;
    panel.replaceChildren();
    if (!seen.picture) {
      panel.append(make("p", "这张纸放不下，左边说了要改哪里。", { class: "empty" }));
      return;
    }
    const title = form.elements.namedItem("标题").value;
    panel.append(make("img", "", { class: "sheet", alt: `做出来的样子：${title}`, src: `data:image/png;base64,${seen.picture}` }));
    const below = make("p", "", { class: "row between" });
    if (seen.distance) below.append(make("span", seen.distance, { class: "done good" }));
    below.append(make("span", [seen.paper, seen.pages > 1 ? `${seen.pages} 面` : ""].filter(Boolean).join("，"), { class: "soft" }));
    panel.append(below);
    if (!seen.whole) panel.append(make("p", "还有要填的，先这样看。", { class: "soft" }));
  }

  async function showTelephone(panel) {
    await keep();
    const frame = panel.querySelector("iframe") || make("iframe", "", { class: "telephone", title: "手机扫码看到的页" });
    if (!frame.isConnected) panel.append(frame);
    frame.src = edit.dataset.telephone;
  }

  part("tabs").addEventListener("click", (event) => {
    const tab = event.target.closest("[data-sheet]");
    if (!tab || tab.dataset.sheet === sheet) return;
    sheet = tab.dataset.sheet;
    look();
  });
  part("tabs").addEventListener("focusin", (event) => {
    const tab = event.target.closest("[aria-selected=true]");
    if (!tab || tab.dataset.sheet === sheet) return;
    sheet = tab.dataset.sheet;
    look();
  });

  function showScript(seen) {
    part("seconds").textContent = seen.script.length ? seen.seconds : "这一件不播";
    script = seen.script.map((line) => line.said);
    part("hear-all").hidden = !script.length;
    part("doubts").textContent = seen.doubts ? `${seen.doubts} 处读音请看：点画线的字` : "";
    part("script").replaceChildren(...seen.script.map((line) => {
      const row = make("li");
      const say = make("button", line.at, { type: "button", class: "say", "aria-label": `听 ${line.at} 的这一句` });
      say.addEventListener("click", () => hear([line.said], readingsNow()));
      row.append(say);
      const words = make("span");
      for (const one of line.parts) {
        if (one.word) {
          const doubt = make("button", one.text, { type: "button", class: "doubt", "aria-label": `${one.text}，这里怎么念` });
          doubt.addEventListener("click", () => askReading(one, line.said));
          words.append(doubt);
        } else {
          words.append(one.text);
        }
      }
      row.append(words);
      return row;
    }));
  }

  function showFindings(seen) {
    const boxes = new Map(all("[data-says]").map((box) => [box.dataset.says, box]));
    for (const box of boxes.values()) box.replaceChildren();
    for (const field of all(".field[data-label]")) field.classList.remove("stop");
    let empty = 0;
    for (const one of seen.findings) {
      const box = boxes.get(one.field) || boxes.get(one.field.split(".")[0]);
      if (!box) continue;
      // What is not written yet is no mistake, until somebody wants it signed.
      if (one.missing && !("refused" in edit.dataset)) {
        empty += 1;
        continue;
      }
      const finding = make("span", "", { class: one.stop ? "finding stop" : "finding" });
      finding.append(make("b", `${one.word}：`), one.text);
      for (const mend of mends(one)) finding.append(make("br"), mend);
      box.append(finding);
      const field = box.closest(".field");
      if (one.stop) field.classList.add("stop");
      const folded = box.closest("details");
      if (folded) folded.open = true;
    }
    const counts = [];
    if (empty) counts.push(make("span", `还要填 ${empty}`, { class: "tag" }));
    if (seen.stops > empty) counts.push(make("span", `要改 ${seen.stops - empty}`, { class: "tag stop" }));
    if (seen.looks) counts.push(make("span", `请核实 ${seen.looks}`, { class: "tag look" }));
    if (!counts.length) counts.push(make("span", "没有要改的", { class: "tag ok done" }));
    part("counts").replaceChildren(...counts);
  }

  // A finding that has one plain answer offers it.
  function mends(one) {
    const day = one.text.match(/写“([^”]+)”/);
    const typedIn = form.elements.namedItem(one.field);
    if (one.text.includes("{截止}") && day && typedIn && typedIn.value.includes(day[1])) {
      const follow = make("button", "改成跟着“截止”走", { type: "button", class: "link" });
      follow.addEventListener("click", () => {
        typedIn.value = typedIn.value.replaceAll(day[1], "{截止}");
        changed(typedIn);
      });
      return [follow];
    }
    const like = one.text.match(/像“([^”]+)”/);
    if (one.code === "K15" && like && typedIn) {
      const take = make("button", `把类型改成“${like[1]}”`, { type: "button", class: "link" });
      take.addEventListener("click", () => {
        typedIn.value = like[1];
        changed(typedIn);
      });
      return [take];
    }
    if (one.code !== "K11") return [];
    const button = make("button", "今天打过，通的", { type: "button", class: "link" });
    button.addEventListener("click", () => {
      const box = form.elements.namedItem("电话");
      box.value = box.value.split("\n").map((line) => (line.trim() && !line.includes("试拨") ? `${line.trim()}（已试拨 ${edit.dataset.today}）` : line)).join("\n");
      changed(box);
    });
    return [button];
  }

  function changed(box) {
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Hearing: spoken by a child process, played sentence by sentence as they come.
  let script = [];
  const sound = new Audio();
  let hearing = 0; // the newest; an older one plays no further
  const readingsNow = () => form.elements.namedItem("读音").value;

  function played(address) {
    return new Promise((go, fail) => {
      sound.onended = go;
      sound.onerror = fail;
      sound.src = address;
      sound.play().catch(fail);
    });
  }

  async function hear(said, readings) {
    const mine = ++hearing;
    sound.pause();
    const tellHearing = (text) => { if (mine === hearing) part("hearing").textContent = text; };
    tellHearing("正在念……");
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const one of said) data.append("said", one);
    data.set("readings", readings);
    try {
      const begun = await (await fetch(edit.dataset.hear, { method: "POST", body: data })).json();
      if (!begun.at) {
        tellHearing(begun.said);
        return;
      }
      for (let next = 1; mine === hearing;) {
        const now = await (await fetch(begun.at)).json();
        if (mine !== hearing) return;
        if (now.sentences >= next) {
          tellHearing("");
          await played(`${begun.at}sound/?sentence=${next}`);
          next += 1;
        } else if (now.is_spoken) {
          return;
        } else if (!now.is_alive) {
          tellHearing(now.told || "没有念成，再点一次。");
          return;
        } else {
          tellHearing("正在念……");
          await new Promise((go) => setTimeout(go, 100));
        }
      }
    } catch {
      tellHearing("没有念成，再点一次。");
    }
  }
  part("hear-all").addEventListener("click", () => hear(script, readingsNow()));
  part("hear-way").addEventListener("click", () => {
    const way = document.querySelector("#reading input[name=way]:checked").value;
    hear([doubtful.said], `${readingsNow()}\n${doubtful.word}: ${way}`);
  });

  // A doubtful word: choosing a reading writes it into 读音.
  let doubtful = null;
  function askReading(one, said) {
    doubtful = { ...one, said };
    const dialog = document.getElementById("reading");
    document.getElementById("reading-h").textContent = `这里的“${one.word}”怎么念？`;
    part("ways").replaceChildren(...one.ways.map((way, at) => {
      const pick = make("label", "", { class: at ? "pick" : "pick on" });
      const radio = make("input", "", { type: "radio", name: "way", value: way });
      radio.checked = at === 0;
      radio.addEventListener("change", () => {
        for (const other of all(".pick", dialog)) other.classList.toggle("on", other.contains(radio));
      });
      pick.append(radio, make("span", `${way}${at ? "" : "（现在这么念）"}`));
      return pick;
    }));
    part("for-all").checked = false;
    part("learnt").textContent = "";
    dialog.showModal();
  }
  async function learn(word, way) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("word", word);
    data.set("way", way);
    const told = await (await fetch(edit.dataset.learn, { method: "POST", body: data })).json();
    part("learnt").textContent = told.ok ? "" : told.said;
    if (!told.ok) return;
    document.getElementById("reading").close();
    look();
  }
  part("read-so").addEventListener("click", () => {
    const way = document.querySelector("#reading input[name=way]:checked").value;
    if (part("for-all").checked) {
      learn(doubtful.word, way).catch(() => { part("learnt").textContent = "没存上，再点一次。"; });
      return;
    }
    const box = form.elements.namedItem("读音");
    const others = box.value.split("\n").filter((line) => line.trim() && line.split(/[:：]/)[0].trim() !== doubtful.word);
    box.value = [...others, `${doubtful.word}: ${way}`].join("\n");
    document.getElementById("reading").close();
    changed(box);
  });

  look();
}
