// Walks through the desk as a person does, counting presses and fields; says them as JSON on
// standard output. Argument: the browser's program. On standard input, a line each: what is
// walked {open, walk, file, pictures}, then the answers to what is asked on the way {need, value}.
"use strict";

const fs = require("fs");
const readline = require("readline");
const { chromium } = require("playwright-core");

const WORD = "mima-of-the-walk";
const ISSUED = "9:30";
const PATIENCE_MS = 60000;
const MAKING_MS = 240000;

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
    if (this.pictures) await this.page.screenshot({ path: `${this.pictures}/walk-${name}.png`, fullPage: true });
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
async function notice(walker, { own, file, fields, practice }) {
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
  if (practice) {
    await walker.press("seldom", "details[data-folded] summary");
    await walker.choose("practice", "[name='样例']", "是");
    await page.waitForSelector("[data-saved].done");
  }
  await walker.press("send", ".bar .btn.main");
  await page.waitForURL("**/items/?sent=*");
  await walker.see("notice-3-sent");
  return { sent: await page.innerText("[role=status]") };
}

async function password(walker, own, name) {
  const { page } = walker;
  await page.goto(`${own}/account/`);
  await walker.press("whose password", `a[aria-label^="${name}"]`);
  await walker.fill("password", "#new", WORD);
  await walker.fill("again", "#again", WORD);
  await walker.press("set", ".btn.main");
  await page.waitForURL("**/account/**done=*");
}

// The signers' browser, in which one after the other comes in by a password.
async function signer(walker, browser, own, name) {
  await password(new Walker(walker.page), own, name);
  walker.others ||= await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const page = walker.others;
  await page.context().clearCookies();
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
// The first look at what is typed breaks, as one on a busy machine may: the form asks again.
async function corrected(walker, { own, browser, signers, item }) {
  const { page } = walker;
  await page.route("**/look/", (one) => one.fulfill({ status: 500 }), { times: 1 });
  await page.goto(`${own}/item/${item}/`);
  await page.waitForSelector("[data-counts] .tag:has-text('正在再看')");
  await page.waitForSelector("[data-counts] .tag:not(:has-text('正在再看'))");
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

async function typed(walker, fields) {
  for (const [name, text] of Object.entries(fields)) await walker.fill(name, `[name="${name}"]`, text);
}

async function on(walker, name) {
  await walker.see(name);
  await walker.press("next", ".bar .btn.main");
}

// The five steps of an empty folder, up to the first poster.
async function settings(walker, { township, board, department, posts }) {
  const { page } = walker;
  await typed(walker, township);
  await on(walker, "first-1-township");
  await walker.press("cycle", "label:has([name='market-0-cycle'][value=weekday])");
  await walker.press("day", "label:has([name='market-0-digits'][value='3'])");
  await on(walker, "first-2-market");
  const { "board-0-village": village, ...rest } = board;
  await typed(walker, rest);
  await walker.choose("village", "[name='board-0-village']", village);
  await on(walker, "first-3-boards");
  for (const [number, [name, post]] of posts.entries()) {
    if (number) await walker.press("add", "[name=add][value=signer]");
    await walker.fill("signer", `[name='signer-${number}-name']`, name);
    await walker.press("post", `label:has([name='signer-${number}-posts'][value='${post}'])`);
  }
  await typed(walker, department);
  await on(walker, "first-4-people");
  await on(walker, "first-5-broadcast");
  await page.waitForURL("**/start/poster/");
  await walker.see("first-6-poster");
}

// Signers come to the clerk's machine, one after the other; returns what is told after the last.
async function signHere(walker, own, names, title) {
  const { page } = walker;
  for (const name of names) {
    await page.goto(`${own}/sign/`);
    await walker.press("open", `.tasks a:has-text("${title}")`);
    await walker.press("spot", "[data-open=spot]");
    if (await page.locator("#spot-who option[value='']").count()) await walker.choose("who", "#spot-who", name);
    await walker.fill("password", "#spot-password", WORD);
    await walker.press("read", "#spot [name=read]");
    await walker.see("first-9-on-the-spot");
    await walker.press("agree", "#spot button[value=agree]");
  }
  return page.innerText("[data-land]");
}

async function made(walker, own) {
  const { page } = walker;
  await page.goto(`${own}/`);
  await walker.press("make", ".btn.main:has-text('制作')");
  await walker.see("first-10-making");
  await page.waitForSelector("#make ~ .note.ok, #make ~ .summary", { timeout: MAKING_MS });
  await walker.see("first-11-made");
  return page.innerText("section[aria-labelledby=make]");
}

async function printed(walker) {
  const { page } = walker;
  const papers = await page.locator(".job").count();
  for (let turn = 0; turn < papers; turn += 1) {
    const job = page.locator(".job").filter({ hasNot: page.locator(".done") }).first();
    for (const count of await job.locator("input.count").all()) {
      walker.done.push("copies");
      await count.fill("20");
    }
    walker.done.push("printed", "well");
    await job.locator("[data-open^=asked]").click();
    await page.locator("dialog[open] .btn.main").click();
    await page.waitForLoadState();
  }
  return { papers, done: await page.locator(".job .done").count() };
}

// From an empty folder to the inspector's page: everything that a week asks of a township.
async function first(walker, given) {
  const { page, done } = walker;
  const { own, signers, asked } = given;
  const seen = {};
  const stages = {};
  let before = 0;
  const stage = (name) => { stages[name] = done.length - before; before = done.length; };
  await settings(walker, given);
  stage("settings");
  for (const name of signers) await password(walker, own, name);
  stage("passwords");
  seen.sent = (await notice(walker, given)).sent;
  stage("notice");
  seen.signed = await signHere(walker, own, signers, given.title);
  stage("sign");
  seen.made = await made(walker, own);
  stage("make");
  await walker.press("to print", "a.btn.main:has-text('去打印')");
  await walker.see("first-12-print");
  seen.printed = await printed(walker);
  await walker.see("first-13-printed");
  stage("print");
  await page.goto(`${own}/stick/`);
  await walker.fill("folder", "#folder", given.stick);
  await walker.see("first-14-stick");
  await walker.press("copy", "[data-copy]");
  await page.waitForSelector(".note.ok.huge, .summary", { timeout: MAKING_MS });
  seen.stick = await page.innerText("[data-land]");
  await walker.see("first-15-copied");
  stage("stick");
  await asked("clock", given.at.noon);
  await page.goto(`${own}/play/`);
  await walker.see("first-16-play");
  await walker.press("play", "[data-play]");
  await page.waitForSelector("[data-on]:not([hidden])");
  await walker.press("stop", "[data-stop]");
  await walker.press("heard", "[data-told] button[value=yes]");
  seen.log = await page.innerText("table");
  await walker.see("first-17-log");
  stage("play");
  await page.goto(`${own}/boards/`);
  done.push("photo");
  await page.setInputFiles("[name=photos]", await asked("photo", ""));
  await page.waitForSelector("figure .photo", { timeout: MAKING_MS });
  seen.board = await page.innerText("#bd ~ form .tasks");
  await walker.see("first-18-board");
  await walker.press("seen", "form [name=seen]");
  await walker.press("it hangs", "#bd ~ form .btn");
  seen.hangs = await page.innerText("#bd ~ form .tasks");
  await walker.see("first-19-hangs");
  stage("photo");
  await page.goto(`${own}/items/`);
  await walker.press("open", `a:has-text("${given.title}")`);
  await page.waitForSelector("[data-counts] .tag");
  await walker.press("seldom", "details[data-folded] summary");
  await walker.choose("status", "[name='状态']", "撤回");
  await walker.fill("why", "[name='撤回原因']", given.why);
  await page.waitForSelector("[data-saved].done");
  await walker.see("first-20-withdrawn");
  await walker.press("send", ".bar .btn.main");
  await page.waitForURL("**/items/?sent=*");
  await signHere(walker, own, [given.hurried], given.title);
  seen.withdrawn = await made(walker, own);
  await asked("clock", given.at.round);
  await page.goto(`${own}/print/`);
  await walker.see("first-21-to-take-down");
  for (const one of await page.locator("#off [name=off]").all()) {
    walker.done.push("off");
    await one.check();
  }
  await walker.press("taken down", "#off .btn");
  seen.off = await page.innerText("#off");
  await walker.see("first-22-taken-down");
  stage("withdraw and take down");
  await page.goto(`${own}/ledger/`);
  seen.account = await page.innerText("main");
  await walker.see("first-23-account");
  await walker.press("of an item", `table a:has-text("${given.title}")`);
  seen.deeds = await page.innerText("main");
  await walker.see("first-24-account-of-item");
  stage("account");
  return { ...seen, stages };
}

const WALKS = { notice, alert, corrected, first };

async function main(program, { open, walk, pictures, ...given }, asked) {
  const browser = await chromium.launch({
    executablePath: program,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--autoplay-policy=no-user-gesture-required"],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(PATIENCE_MS);
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("response", (one) => one.status() >= 400 && console.error(one.status(), one.url()));
  page.on("requestfailed", (one) => console.error(one.failure().errorText, one.url()));
  await page.goto(open);
  const walker = new Walker(page, pictures);
  const own = new URL(open).origin;
  const seen = await WALKS[walk](walker, { ...given, browser, asked, own }).catch(async (error) => {
    await walker.see("broke-off");
    console.error(page.url(), await page.innerText("body").catch(String));
    throw error;
  });
  await browser.close();
  say({ actions: walker.done, characters: walker.characters, errors, ...seen });
}

const say = (told) => process.stdout.write(`${JSON.stringify(told)}\n`);
const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const heard = async () => JSON.parse((await lines.next()).value);
const asked = (need, value) => { say({ need, value }); return heard(); };
heard().then((order) => main(process.argv[2], order, asked)).then(() => process.exit(0));
