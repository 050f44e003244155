// Hears an item's script, and a line of it instead; chooses the second way of a doubtful word, for all. Arguments: the browser's program, the
// address that lets one in, the item's page, the word. Says what it saw, as JSON.
"use strict";

const { chromium } = require("playwright-core");

async function main(program, open, path, word) {
  const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
  const seen = { errors: [], ways: [], asked: "", left: 0, heard: [], told: "" };
  const page = await browser.newPage();
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  await page.goto(open);
  await page.goto(new URL(open).origin + path);
  page.on("request", (request) => {
    const at = request.url().match(/([^/]+)\/sound\/\?sentence=(\d+)$/);
    const [work, number] = seen.heard.at(-1) || [];
    // A player may ask twice.
    if (at && !(at[1] === work && Number(at[2]) === number)) seen.heard.push([at[1], Number(at[2])]);
  });
  // Played sentence by sentence; what is clicked meanwhile is heard instead of the rest.
  await page.click("[data-hear-all]");
  await page.waitForRequest(/sentence=2$/);
  const line = page.waitForRequest(/sentence=1$/);
  await page.locator(".say").last().click();
  await line;
  seen.told = await page.innerText("[data-hearing]");
  // The doubtful character alone is marked.
  const doubt = page.locator(".doubt", { hasText: word[0] });
  await doubt.first().click();
  seen.asked = await page.innerText("#reading-h");
  seen.ways = await page.locator("#reading input[name=way]").evaluateAll((all) => all.map((one) => one.value));
  await page.locator("#reading input[name=way]").nth(1).check();
  await page.locator("[data-for-all]").check();
  await page.click("[data-read-so]");
  await page.waitForFunction(() => !document.getElementById("reading").open);
  await doubt.first().waitFor({ state: "detached" });
  seen.left = await doubt.count();
  await browser.close();
  process.stdout.write(JSON.stringify(seen));
}

main(...process.argv.slice(2)).catch((error) => { process.stderr.write(String(error)); process.exit(1); });
