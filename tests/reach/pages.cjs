// Opens pages in a browser as telephones do and says what it found, as JSON on standard output.
// Arguments: the browser's program, then the pages' addresses.
"use strict";

const { chromium } = require("playwright-core");
const axe = require("fs").readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// Rules that axe leaves out unless they are named.
const RULES = Object.fromEntries(
  ["color-contrast-enhanced", "identical-links-same-purpose", "meta-refresh-no-exceptions", "target-size"]
    .map((name) => [name, { enabled: true }]),
);
const VIEWS = [
  { name: "phone", width: 360, colorScheme: "light" },
  { name: "phone, dark", width: 360, colorScheme: "dark" },
  { name: "desk", width: 1280, colorScheme: "light" },
  { name: "desk, dark", width: 1280, colorScheme: "dark" },
];
const NARROW = [
  { name: "320 px", width: 320, zoom: 1 },
  { name: "200 % text", width: 360, zoom: 2 },
];

async function main(program, addresses) {
  const browser = await chromium.launch({
    executablePath: program,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
  });
  const found = { violations: [], outside: [], overflow: [], small: [], errors: [] };
  for (const view of VIEWS) {
    const context = await browser.newContext({
      viewport: { width: view.width, height: 800 },
      colorScheme: view.colorScheme,
    });
    const page = await context.newPage();
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) found.outside.push(request.url());
    });
    page.on("pageerror", (error) => found.errors.push(String(error)));
    for (const address of addresses) {
      await page.goto(address);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(
        ([tags, rules]) => globalThis.axe.run({ runOnly: tags, rules, resultTypes: ["violations"], preload: false }),
        [TAGS, RULES],
      );
      for (const { id, nodes } of violations) {
        found.violations.push(`${address} ${view.name}: ${id} ${nodes[0].html.slice(0, 120)}`);
      }
    }
    await context.close();
  }
  for (const { name, width, zoom } of NARROW) {
    const context = await browser.newContext({ viewport: { width, height: 640 } });
    const page = await context.newPage();
    for (const address of addresses) {
      await page.goto(address);
      const { wide, least } = await page.evaluate((factor) => {
        const body = document.body;
        body.style.fontSize = `${parseFloat(getComputedStyle(body).fontSize) * factor}px`;
        const sizes = [...document.querySelectorAll("body *")]
          .filter((part) => part.offsetWidth && part.innerText)
          .map((part) => parseFloat(getComputedStyle(part).fontSize));
        return {
          wide: document.scrollingElement.scrollWidth,
          least: Math.min(...sizes),
        };
      }, zoom);
      if (wide > width) found.overflow.push(`${address} ${name}: ${wide} px`);
      if (least < 22 * zoom) found.small.push(`${address} ${name}: ${least} px`);
    }
    await context.close();
  }
  await browser.close();
  process.stdout.write(JSON.stringify(found));
}

main(process.argv[2], process.argv.slice(3));
