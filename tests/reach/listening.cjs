// Listens through a blind comparison as a person would: from a file, without a network.
// Arguments: the browser's program, the page's file, where to save the answers. Says what it saw, as JSON.
"use strict";

const { chromium } = require("playwright-core");
const { pathToFileURL } = require("node:url");

async function main(program, file, saved) {
  const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-gpu"] });
  const seen = { errors: [], outside: [], overflows: [], before: "", left: [], tally: "", seconds: 0 };
  const page = await browser.newPage({ acceptDownloads: true });
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) seen.outside.push(request.url());
  });
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(pathToFileURL(file).href);
    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) seen.overflows.push(width);
  }
  seen.seconds = await page.evaluate(() => new Promise((resolve) => {
    const sound = document.querySelector("audio");
    sound.addEventListener("loadedmetadata", () => resolve(sound.duration));
    sound.load();
    sound.preload = "auto";
    sound.play().catch(() => {});
  }));
  seen.before = await page.innerText("main");
  const sentences = await page.locator("fieldset").count();
  for (let at = 0; at < sentences; at += 1) {
    seen.left.push(await page.innerText("#state"));
    await page.locator(`[name=s${at}]`).nth(at % 3).check();
  }
  seen.tally = await page.innerText("#tally");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
  await download.saveAs(saved);
  await browser.close();
  process.stdout.write(JSON.stringify(seen));
}

main(...process.argv.slice(2)).catch((error) => { process.stderr.write(String(error)); process.exit(1); });
