// Reads into the recording page as a person would, with a file for a voice.
// Arguments: the browser's program, the page's address, the file. Says what it saw, as JSON.
"use strict";

const { chromium } = require("playwright-core");

async function main(program, address, voice) {
  const browser = await chromium.launch({
    executablePath: program,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic",
      "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
      `--use-file-for-fake-audio-capture=${voice}`,
    ],
  });
  const seen = { lines: [], verdicts: [], errors: [], level: 0, outside: [] };
  const page = await browser.newPage();
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") seen.errors.push(message.text()); });
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(address).origin) && !request.url().startsWith("blob:")) seen.outside.push(request.url());
  });
  await page.goto(address);
  seen.pt = await page.evaluate(() => parseFloat(getComputedStyle(document.getElementById("line")).fontSize) * 0.75);
  const level = () => page.evaluate(() => parseFloat(document.getElementById("level").style.width) || 0);
  // The file is played again and again: a sentence, a rest, the sentence again.
  const sentence = async () => {
    let spoke = false, quiet = 0;
    while (!spoke || quiet < 4) {
      const now = await level();
      seen.level = Math.max(seen.level, now);
      spoke = spoke || now > 40;
      quiet = now > 40 ? 0 : quiet + 1;
      await page.waitForTimeout(60);
    }
  };
  for (let number = 0; number < 2; number += 1) {
    seen.lines.push(await page.textContent("#line"));
    // The microphone is opened with the first line; later ones begin in a rest.
    if (number) await sentence();
    await page.click("#record");
    await page.waitForFunction(() => document.getElementById("record").textContent === "停");
    await sentence();
    await page.click("#record");
    await page.waitForFunction(() => !document.getElementById("record").disabled);
    seen.verdicts.push(await page.textContent("#verdict"));
    await page.click("#replay");
    if (number === 0 && !(await page.isDisabled("#next"))) await page.click("#next");
  }
  seen.finish = await page.isVisible("#finish");
  if (seen.finish) {
    await page.click("#finish");
    await page.waitForFunction(() => document.getElementById("finish").disabled);
  }
  await browser.close();
  console.log(JSON.stringify(seen));
}

main(...process.argv.slice(2)).catch((error) => { console.error(error); process.exit(1); });
