// A table typed into, or pasted from Excel and WPS. What it says goes into the form's field “grid”.
"use strict";
{
  const at = document.querySelector("[data-grid]");
  const table = JSON.parse(document.getElementById("grid-data").textContent);
  const sent = document.getElementById("item-form").elements.namedItem("grid");
  const ON_A_PAGE = 50;
  let page = 0;

  const make = (name, text, attributes = {}) => {
    const one = document.createElement(name);
    if (text) one.textContent = text;
    for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
    return one;
  };
  const column = (name = "") => ({ name, type: "", show: "", reason: "", blank: "" });

  function changed() {
    sent.value = JSON.stringify({ columns: table.columns, rows: table.rows, caption: table.caption, unit: table.unit });
    sent.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function widen(rows, columns) {
    while (table.columns.length < columns) table.columns.push(column());
    while (table.rows.length < rows) table.rows.push([]);
    for (const row of table.rows) while (row.length < table.columns.length) row.push("");
  }

  // What Excel and WPS put on the clipboard: tabs between cells, quotes around cells with line ends.
  function cells(text) {
    const rows = [[""]];
    let quoted = false;
    for (let place = 0; place < text.length; place += 1) {
      const sign = text[place];
      const row = rows[rows.length - 1];
      const last = row.length - 1;
      if (quoted && sign === '"' && text[place + 1] === '"') {
        row[last] += sign;
        place += 1;
      } else if (sign === '"' && (quoted || row[last] === "")) {
        quoted = !quoted;
      } else if (!quoted && sign === "\t") {
        row.push("");
      } else if (!quoted && sign === "\n") {
        rows.push([""]);
      } else if (sign !== "\r") {
        row[last] += sign;
      }
    }
    if (rows[rows.length - 1].every((cell) => cell === "")) rows.pop();
    return rows.map((row) => row.map((cell) => cell.trim()));
  }

  // Row -1 is that of the names.
  function paste(text, row, col) {
    const pasted = cells(text);
    widen(row + pasted.length, col + Math.max(...pasted.map((one) => one.length)));
    pasted.forEach((line, down) => {
      line.forEach((cell, across) => {
        if (row + down < 0) table.columns[col + across].name = cell;
        else table.rows[row + down][col + across] = cell;
      });
    });
    draw();
    changed();
  }

  function box(value, label, row, col, take) {
    const input = make("input", "", { class: "in", "aria-label": label, "data-row": String(row), "data-col": String(col), autocomplete: "off" });
    input.value = value;
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      take(input.value);
      changed();
    });
    input.addEventListener("paste", (event) => {
      const text = event.clipboardData.getData("text/plain");
      if (!/[\t\n]/.test(text.trim())) return;
      event.preventDefault();
      paste(text, row, col);
    });
    input.addEventListener("keydown", (event) => {
      const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      go(row + step, col, event.key === "Enter");
    });
    return input;
  }

  function go(row, col, mayAdd) {
    if (row >= table.rows.length && mayAdd) {
      widen(row + 1, table.columns.length);
      page = Math.floor(row / ON_A_PAGE);
      draw();
    }
    const goal = at.querySelector(`input[data-row="${row}"][data-col="${col}"]`);
    if (goal) goal.focus();
  }

  function choice(words, value, label, first, take) {
    const select = make("select", "", { class: "in", "aria-label": label });
    for (const word of ["", ...words]) {
      const option = make("option", word || first, { value: word });
      option.selected = word === value;
      select.append(option);
    }
    select.addEventListener("change", (event) => {
      event.stopPropagation();
      take(select.value);
      changed();
    });
    return select;
  }

  function button(text, label, act) {
    const one = make("button", text, { type: "button", class: "link" });
    if (label) one.setAttribute("aria-label", label);
    one.addEventListener("click", () => {
      act();
      draw();
      changed();
    });
    return one;
  }

  function heading(one, col) {
    const name = one.name || `第 ${col + 1} 列`;
    const cell = make("th", "", { scope: "col" });
    cell.append(
      box(one.name, `第 ${col + 1} 列的列名`, -1, col, (value) => { one.name = value; }),
      choice(table.choices.type, one.type, `${name}是什么`, table.likely[col] ? `像是${table.likely[col]}` : "是什么", (value) => { one.type = value; }),
      choice(table.choices.show, one.show, `${name}怎么显示`, "怎么显示", (value) => { one.show = value; draw(); }),
    );
    if (one.show === "全部" && (one.reason || ["姓名"].includes(one.type || table.likely[col]))) {
      cell.append(box(one.reason, `${name}为什么写全`, -2, col, (value) => { one.reason = value; }));
      cell.lastChild.placeholder = "为什么写全";
    }
    cell.append(button("删这一列", `删这一列：${name}`, () => {
      table.columns.splice(col, 1);
      table.likely.splice(col, 1);
      for (const row of table.rows) row.splice(col, 1);
    }));
    return cell;
  }

  function line(row, number) {
    const tr = make("tr");
    tr.append(make("th", String(number + 1), { scope: "row" }));
    table.columns.forEach((one, col) => {
      const cell = make("td");
      cell.append(box(row[col] || "", `第 ${number + 1} 行，${one.name || `第 ${col + 1} 列`}`, number, col, (value) => { row[col] = value; }));
      tr.append(cell);
    });
    const last = make("td");
    last.append(button("删", `删第 ${number + 1} 行`, () => { table.rows.splice(number, 1); }));
    tr.append(last);
    return tr;
  }

  function draw() {
    const pages = Math.max(1, Math.ceil(table.rows.length / ON_A_PAGE));
    page = Math.min(page, pages - 1);
    const grid = make("table", "", { class: "grid", "aria-label": "表格的内容" });
    const head = make("thead");
    const names = make("tr");
    names.append(make("th", "行", { scope: "col" }), ...table.columns.map(heading), make("td"));
    head.append(names);
    const body = make("tbody");
    for (let number = page * ON_A_PAGE; number < Math.min(table.rows.length, (page + 1) * ON_A_PAGE); number += 1) {
      body.append(line(table.rows[number], number));
    }
    grid.append(head, body);
    const scroll = make("div", "", { class: "scroll", tabindex: "0", role: "region", "aria-label": "表格，可以左右移" });
    scroll.append(grid);
    const below = make("p", "", { class: "row" });
    below.append(
      button("加一行", "", () => { widen(table.rows.length + 1, table.columns.length); page = pages; }),
      button("加一列", "", () => { widen(table.rows.length, table.columns.length + 1); table.likely.push(""); }),
    );
    if (pages > 1) {
      below.append(make("span", `第 ${page * ON_A_PAGE + 1} 到 ${Math.min(table.rows.length, (page + 1) * ON_A_PAGE)} 行，共 ${table.rows.length} 行`, { class: "soft" }));
      for (const [text, step] of [["前 50 行", -1], ["后 50 行", 1]]) {
        if (page + step < 0 || page + step >= pages) continue;
        const turn = make("button", text, { type: "button", class: "btn small" });
        turn.addEventListener("click", () => {
          page += step;
          draw();
        });
        below.append(turn);
      }
    }
    at.replaceChildren(above(), scroll, below);
  }

  function above() {
    const one = make("div", "", { class: "row" });
    for (const [key, label, help] of [["caption", "表名", "表上面的名字"], ["unit", "单位", "如 万元"]]) {
      const field = make("div", "", { class: "field" });
      field.append(make("label", label, { for: `grid-${key}` }), make("span", help, { class: "help" }));
      const input = make("input", "", { id: `grid-${key}`, autocomplete: "off" });
      input.value = table[key];
      input.addEventListener("input", (event) => {
        event.stopPropagation();
        table[key] = input.value;
        changed();
      });
      field.append(input);
      one.append(field);
    }
    one.append(make("p", "在 Excel、WPS 里复制，点第一个列名，粘贴。", { class: "soft" }));
    return one;
  }

  if (table.readable) {
    if (!table.columns.length) widen(1, 3);
    draw();
  } else {
    at.append(make("p", "这个表的行长短不一，这里改不了。用 Excel 或 WPS 打开它，补齐以后另存。", { class: "finding" }));
  }
}
