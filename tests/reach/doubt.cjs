// Chooses the second way of a doubtful word on an item's page, for all. Arguments: the browser's program, the
// address that lets one in, the item's page, the word. Says what it saw, as JSON.
"use strict";

const { chromium } = require("playwright-core");

async function main(program, open, path, word) {
  const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
  const seen = { errors: [], ways: [], asked: "", left: 0 };
  const page = await browser.newPage();
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  await page.goto(open);
  await page.goto(new URL(open).origin + path);
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
