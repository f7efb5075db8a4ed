// A voter before the booth in Chromium, for the tests of the booth.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before } from "node:test";

import { chromium } from "playwright-core";

import { credential, serve, words } from "./site.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
export const say = (key, values = {}, language = "en") => words(language)[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
});

after(() => browser.close());

/** A voter before the page, whose every request and complaint is kept. */
export async function arrive(t, options = {}) {
  const { fragment = "", language = "en", width = 768, height = 800, colorScheme = "light", hasTouch = false, reducedMotion = "no-preference", listed, ...more } = options;
  const site = await serve({ language, ...more });
  if (listed) site.listed = listed;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, hasTouch, reducedMotion, acceptDownloads: true });
  const tab = await context.newPage();
  const complaints = [];
  tab.on("pageerror", (error) => complaints.push(error.message));
  tab.on("console", (message) => /Content Security Policy|Trusted/.test(message.text()) && complaints.push(message.text()));
  t.after(async () => {
    await context.close();
    await site.close();
    assert.deepEqual(complaints, []);
  });
  await tab.goto(site.address + fragment);
  const in_ = (key, values) => say(key, values, language);
  const voter = {
    site,
    tab,
    say: in_,
    press: (key, values) => tab.getByRole("button", { name: in_(key, values), exact: true }).click(),
    sees: (key, values) => tab.getByRole("heading", { name: in_(key, values), exact: true }).waitFor(),
    asked: (title) => tab.getByRole("heading", { level: 2, name: title, exact: true }).waitFor(),
    number: (name, number) => tab.getByLabel(name, { exact: true }).selectOption(String(number)),
    async code(text = credential) {
      await tab.getByLabel(in_("credential-label")).fill(text);
      await voter.press("continue");
    },
    async review() {
      await voter.code();
      await voter.number("Ada Ash", 1);
      await voter.press("continue");
      await voter.asked("Deputy");
      await voter.number("Dee Damson", 1);
      await voter.press("continue");
      await voter.sees("review-title");
    },
  };
  return voter;
}

export const focused = (tab) => tab.evaluate(() => document.activeElement.id || document.activeElement.textContent);

/** By axe-core, in the width of the window; and no text is left unfilled. */
export async function keepsToTheRules(tab) {
  const { violations } = await tab.evaluate(`${axe}; axe.run({ runOnly: ${JSON.stringify(rules)} })`);
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`), []);
  assert.ok((await tab.evaluate(() => document.scrollingElement.scrollWidth)) <= tab.viewportSize().width);
  const text = await tab.locator("#booth").innerText();
  // As words: a tracker may spell anything.
  assert(!/[{}]|(^|\s)(undefined|NaN)(\s|$)/.test(text), text);
}
