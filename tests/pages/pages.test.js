// Every page of every contest and the sheets of some counts, in Chromium: nothing fetched, nothing run, nothing inaccessible, nothing cut off.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

import { pagesOfAllContests } from "./contests.js";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const { out, pages } = pagesOfAllContests();
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
});

after(async () => {
  await browser.close();
  rmSync(out, { recursive: true });
});

async function open(page, { width = 768, colorScheme = "light" } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const tab = await context.newPage();
  const requests = [];
  tab.on("request", (request) => requests.push(request.url()));
  await tab.goto(pathToFileURL(page.path).href);
  return { tab, requests };
}

test("all pages of the three contests and of the counts are there", () => {
  assert.equal(pages.filter((page) => page.name.endsWith("declaration.html")).length, 4);
  assert.equal(pages.filter((page) => page.name.endsWith("statement.html")).length, 3);
  assert.equal(pages.filter((page) => page.name.endsWith("index.html")).length, 3);
  assert.equal(pages.filter((page) => page.name.endsWith("sheet.html")).length, 6);
});

for (const page of pages) {
  describe(page.name, () => {
    test("asks nothing of anybody and runs nothing", async () => {
      const { tab, requests } = await open(page);
      assert.deepEqual(requests, [pathToFileURL(page.path).href]);
      assert.equal(await tab.locator("script").count(), 0);
      await tab.context().close();
    });

    for (const colorScheme of ["light", "dark"]) {
      test(`keeps to the rules of accessibility, ${colorScheme}`, async () => {
        const { tab } = await open(page, { colorScheme });
        await tab.addScriptTag({ path: axe });
        const { violations } = await tab.evaluate((tags) => axe.run({ runOnly: tags }), rules);
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
        assert.deepEqual(told, []);
        await tab.context().close();
      });
    }

    for (const width of [360, 768, 1440]) {
      test(`fits a screen of ${width} pixels`, async () => {
        const { tab } = await open(page, { width });
        const widest = await tab.evaluate(() => document.scrollingElement.scrollWidth);
        assert.ok(widest <= width, `the page is ${widest} pixels wide`);
        await tab.context().close();
      });
    }

    test("has a text alternative for every chart, and no label over another", async () => {
      const { tab } = await open(page, { width: 1440 });
      const charts = tab.locator("svg[role=img]");
      assert.equal(await tab.locator("svg:not(svg svg)").count(), await charts.count());
      const faults = await charts.evaluateAll((all) =>
        all.flatMap((chart) => {
          const faults = chart.querySelector("title") && chart.querySelector("desc") ? [] : ["no title or desc"];
          const labels = [...chart.querySelectorAll("text")].map((label) => [label.textContent, label.getBoundingClientRect()]);
          labels.forEach(([text, box], index) => {
            for (const [other, against] of labels.slice(index + 1)) {
              const wide = Math.min(box.right, against.right) - Math.max(box.left, against.left);
              const high = Math.min(box.bottom, against.bottom) - Math.max(box.top, against.top);
              // Line boxes are taller than letters: only what overlaps by more than that is illegible.
              if (wide > 1 && high > box.height / 3) faults.push(`"${text}" and "${other}"`);
            }
          });
          return faults;
        }),
      );
      assert.deepEqual(faults, []);
      await tab.context().close();
    });

    test("prints on A4", async () => {
      const { tab } = await open(page);
      const pdf = await tab.pdf({ format: "A4" });
      assert.ok(pdf.subarray(0, 5).toString() === "%PDF-");
      await tab.context().close();
    });
  });
}

test("the figures that people look for are on the page of the leader of 2020", async () => {
  const { tab } = await open(pages.find((page) => page.name.includes("labour-2020/leader")));
  const text = await tab.locator("body").innerText();
  for (const figure of ["275,780", "135,218", "79,597", "784,151", "490,731", "136", "95.5%", "95.4%"]) {
    assert.ok(text.includes(figure), figure);
  }
  await tab.context().close();
});
