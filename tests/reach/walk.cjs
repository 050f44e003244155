// Walks through the desk as a person does, counting presses and fields; says them as JSON on
// standard output. Argument: the browser's program. On standard input: {open, walk, file, pictures}.
"use strict";

const fs = require("fs");
const { chromium } = require("playwright-core");

const WORD = "mima-of-the-walk";
const ISSUED = "9:30";

// Every press and every field filled is an action; looking is none.
class Walker {
  constructor(page, pictures) {
    this.page = page;
    this.pictures = pictures;
    this.done = [];
    this.characters = 0;
  }

  async press(name, where) {
    this.done.push(name);
    await this.page.locator(where).first().click();
    await this.page.waitForLoadState();
  }

  async fill(name, where, text) {
    this.done.push(name);
    this.characters += text.length;
    await this.page.fill(where, text);
  }

  async choose(name, where, text) {
    this.done.push(name);
    await this.page.selectOption(where, text);
  }

  async see(name) {
    if (this.pictures) await this.page.screenshot({ path: `${this.pictures}/walk-${name}.png` });
  }
}

async function drop(page, file) {
  const sent = { name: "notice.docx", data: fs.readFileSync(file).toString("base64") };
  const carried = await page.evaluateHandle(({ name, data }) => {
    const all = new DataTransfer();
    all.items.add(new File([Uint8Array.from(atob(data), (one) => one.charCodeAt(0))], name));
    return all;
  }, sent);
  await page.dispatchEvent("main", "drop", { dataTransfer: carried });
  await page.waitForSelector("[data-pairs]");
}

// A notice becomes ready to be signed; what the original does not say is filled in.
async function notice(walker, { own, file, fields }) {
  const { page, done } = walker;
  await page.goto(`${own}/`);
  done.push("drop");
  await drop(page, file);
  await walker.see("notice-1-pairs");
  while (await page.evaluate(() => document.activeElement.name === "sure")) {
    done.push("confirm");
    await page.keyboard.press("Enter");
  }
  if (await page.locator("[name=nothing]").count()) await walker.press("nothing", "[name=nothing]");
  await walker.press("take", ".bar .btn.main");
  await page.waitForURL("**/item/**");
  await page.waitForSelector("[data-counts] .tag");
  await walker.see("notice-2-form");
  for (const [name, text] of Object.entries(fields)) await walker.fill(name, `[name="${name}"]`, text);
  const dialled = page.locator(".finding button", { hasText: "今天打过" });
  await page.waitForTimeout(600);
  if (await dialled.count()) await walker.press("dialled", ".finding button:has-text('今天打过')");
  await walker.press("send", ".bar .btn.main");
  await page.waitForURL("**/items/?sent=*");
  await walker.see("notice-3-sent");
  return { sent: await page.innerText("[role=status]") };
}

async function password(walker, own, name) {
  const { page } = walker;
  await page.goto(`${own}/account/`);
  await page.click(`a[aria-label^="${name}"]`);
  await page.fill("#new", WORD);
  await page.fill("#again", WORD);
  await page.click(".btn.main");
  await page.waitForURL("**/account/**done=*");
}

// A signer's own browser, let in by a password.
async function signer(walker, browser, own, name) {
  await password(walker, own, name);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${own}/sign-in/`);
  await page.selectOption("#name", name);
  await page.fill("#password", WORD);
  await page.click(".btn.main");
  await page.waitForURL(`${own}/`);
  return page;
}

// An alert is relayed: typed by the clerk, signed by one person, and being made by itself.
async function alert(walker, { own, browser }) {
  const { page } = walker;
  const leader = await signer(walker, browser, own, "样例丁");
  await page.goto(`${own}/`);
  const began = Date.now();
  await walker.press("alert", ".btn.alarm");
  await walker.press("kind", "label:has([name=kind][value='森林火险'])");
  await walker.press("level", "label:has([name=level][value='橙色'])");
  await walker.press("onset", "[data-offer=onset]");
  await walker.fill("end", "[name=expires]", "26日20点");
  await walker.press("sender", "[data-offer=sender]");
  await walker.fill("sent", "[name=sent]", ISSUED);
  await walker.fill("number", "[name=source_ref]", "永森防〔2026〕9号");
  await walker.press("area", "[data-offer=area]");
  await page.waitForSelector("[data-sheet]:not([hidden])");
  await walker.see("alert-1-form");
  await walker.press("send", ".bar .btn.main");
  await page.waitForURL(/\/alert\/[A-Z]+-/);
  await walker.see("alert-2-waiting");
  const signing = new Walker(leader, walker.pictures);
  await leader.goto(`${own}/`);
  const title = await page.innerText("h1");
  await signing.press("open", `.tasks a:has-text("${title}")`);
  await signing.press("read", "[name=read]");
  await signing.see("alert-3-leader");
  await signing.press("agree", "button[value=agree]");
  await page.waitForSelector("[data-stage]:not([data-stage=written])");
  await walker.see("alert-4-signed");
  walker.done.push(...signing.done);
  return { stage: await page.getAttribute("[data-stage]", "data-stage"), took_s: (Date.now() - began) / 1000 };
}

// A deadline is corrected after all had signed; each signer is shown that and nothing else.
async function corrected(walker, { own, browser, signers, item }) {
  const { page } = walker;
  await page.goto(`${own}/item/${item}/`);
  await page.waitForSelector("[data-counts] .tag");
  await walker.fill("deadline", "[name='截止']", "2026-12-30");
  await page.waitForSelector("[data-saved].done");
  await walker.press("send", ".bar .btn.main");
  await page.waitForURL("**/items/?sent=*");
  const changed = [];
  const told = [];
  for (const name of signers) {
    const signing = new Walker(await signer(walker, browser, own, name), walker.pictures);
    await signing.press("open", `.tasks a[href*='${item}']`);
    changed.push(await signing.page.locator(".change").first().locator("dt").allInnerTexts());
    await signing.see("corrected-1-changed");
    await signing.press("read", "[name=read]");
    await signing.press("agree", "button[value=agree]");
    told.push(await signing.page.innerText("[data-land]"));
    await signing.see("corrected-2-signed");
    walker.done.push(...signing.done);
  }
  await page.goto(`${own}/item/${item}/`);
  await walker.see("corrected-3-all-signed");
  return { changed, told, state: await page.innerText("h1 .tag") };
}

const WALKS = { notice, alert, corrected };

async function main(program, { open, walk, pictures, ...given }) {
  const browser = await chromium.launch({
    executablePath: program,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(open);
  const walker = new Walker(page, pictures);
  const seen = await WALKS[walk](walker, { ...given, browser, own: new URL(open).origin });
  await browser.close();
  process.stdout.write(JSON.stringify({ actions: walker.done, characters: walker.characters, errors, ...seen }));
}

let asked = "";
process.stdin.on("data", (part) => { asked += part; });
process.stdin.on("end", () => main(process.argv[2], JSON.parse(asked)));
