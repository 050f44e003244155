// Opens the desk's pages in a browser as a clerk does and says what it found, as JSON on standard
// output. Argument: the browser's program. On standard input: {open, pages, views, pictures}.
"use strict";

const { chromium } = require("playwright-core");
const axe = require("fs").readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// What no style sheet may do, measured where it is shown.
function measured() {
  const shown = [...document.querySelectorAll("body *")].filter((part) => part.offsetParent && !part.closest("dialog, .unseen"));
  const text = (part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return {
    over: document.documentElement.scrollWidth - innerWidth,
    small: shown.filter((part) => text(part) && parseFloat(getComputedStyle(part).fontSize) < 17.9).map((part) => part.outerHTML.slice(0, 80)),
    main: shown.filter((part) => part.matches(".btn.main")).length,
  };
}

async function main(program, { open, pages, views, pictures }) {
  const browser = await chromium.launch({
    executablePath: program,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
  });
  const found = { violations: [], outside: [], sideways: [], small: [], primaries: [], errors: [], refused: [] };
  const own = new URL(open).origin;
  const context = await browser.newContext();
  const page = await context.newPage();
  let where = "open";
  page.on("request", (request) => {
    if (!request.url().startsWith(own) && !/^(data|blob):/.test(request.url())) found.outside.push(`${where}: ${request.url()}`);
  });
  page.on("pageerror", (error) => found.errors.push(`${where}: ${error}`));
  page.on("console", (line) => line.type() === "error" && found.errors.push(`${where}: ${line.text()}`));
  await page.goto(open);
  for (const view of views) {
    await page.setViewportSize({ width: view.width, height: view.height ?? 800 });
    await page.emulateMedia({ colorScheme: view.colorScheme });
    for (const { name, path, act, wait } of pages) {
      where = `${name} ${view.width} ${view.colorScheme}`;
      const answer = await page.goto(own + path);
      if (answer.status() !== 200) found.refused.push(`${where}: ${answer.status()}`);
      if (wait) {
        await page.waitForSelector(wait, { timeout: 120000 });
        // What is drawn for the eye is there; what is further down comes when one goes there.
        await page.waitForFunction(
          () => [...document.images].every((one) => one.complete || one.getBoundingClientRect().top > innerHeight),
          null,
          { timeout: 120000 },
        );
      }
      if (act) await page.evaluate(act);
      const seen = await page.evaluate(measured);
      if (seen.over > 0) found.sideways.push(`${where}: ${seen.over} px`);
      for (const part of seen.small) found.small.push(`${where}: ${part}`);
      if (seen.main > 1) found.primaries.push(`${where}: ${seen.main}`);
      if (view.axe !== false) {
        await page.evaluate(axe);
        const { violations } = await page.evaluate(
          (tags) => globalThis.axe.run({ runOnly: tags, resultTypes: ["violations"], preload: false }),
          TAGS,
        );
        for (const { id, nodes } of violations) found.violations.push(`${where}: ${id} ${nodes[0].html.slice(0, 140)}`);
      }
      if (pictures) await page.screenshot({ path: `${pictures}/${name}-${view.width}-${view.colorScheme}.png`, fullPage: view.full ?? false });
    }
  }
  await browser.close();
  process.stdout.write(JSON.stringify(found));
}

let asked = "";
process.stdin.on("data", (part) => { asked += part; });
process.stdin.on("end", () => main(process.argv[2], JSON.parse(asked)));
