// Whatever page anybody reaches is looked at, once in each state and language: by axe-core in light and dark, at three
// widths, for what the console says, and whether its links lead somewhere. The players wait for none of it but the fetching.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { routeOf, routes } from "./routes.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const colours = ["color-contrast", "link-in-text-block"];
/** A folder in which pictures of all pages are kept, for whoever wants to look at them. */
const pictures = process.env.SITE_PICTURES;
const widths = [360, 768, 1440];

export class Sweep {
  faults = [];
  visited = new Map();
  swept = 0;
  #pages = new Map();
  #seen = new Set();
  #links = new Set();
  #queue = [];
  #sweepers = [];

  constructor(world, sweepers = 2) {
    this.world = world;
    this.idle = sweepers;
  }

  /** Notes that an address was read. */
  took(url) {
    const { route, language } = routeOf(url);
    if (!route) return;
    if (!this.visited.has(route)) this.visited.set(route, new Set());
    this.visited.get(route).add(language);
  }

  /** A page that somebody has reached. */
  async reached(person, page) {
    this.took(page.url);
    if (!page.headers["content-type"]?.startsWith("text/html")) return;
    if (!this.#isNew(page)) return;
    this.#sweepLater(page);
    await Promise.all([this.#inTheOtherLanguage(person, page.url), this.#followLinks(person, page)]);
  }

  /** The same address in the other language, as far as it is answered by GET. */
  async #inTheOtherLanguage(person, url) {
    const { language, path, route } = routeOf(url);
    const search = new URL(url).search.replace(/refused=1/, "");
    if (!route) return;
    const other = `${this.world.origin}${language === "en" ? "/cy" : ""}${path === "/" ? "/" : path}${search}`;
    const response = await person.context.request.get(other);
    this.took(other);
    if (!response.ok()) return void this.faults.push(`${other}: ${response.status()}`);
    const page = { url: other, body: await response.text(), headers: response.headers() };
    if (this.#isNew(page)) this.#sweepLater(page);
  }

  /** Pages that were looked at in one language alone. */
  inOneLanguage() {
    return [...this.#pages].filter(([, languages]) => languages.size < 2).map(([route]) => route);
  }

  /** A page is another one where other things stand on it. */
  #isNew({ url, body }) {
    const { route, language } = routeOf(url);
    const main = body.slice(body.indexOf("<main"));
    const things = [...main.matchAll(/<(\w+)([^>]*)>/g)].map(([, tag, rest]) => `${tag}.${rest.match(/class="([^"]*)"/)?.[1] ?? ""}`);
    const kind = createHash("sha256").update([...new Set(things)].sort().join()).digest("hex");
    const key = `${route} ${language} ${kind}`;
    if (!this.#pages.has(route)) this.#pages.set(route, new Set());
    this.#pages.get(route).add(language);
    return !this.#seen.has(key) && this.#seen.add(key);
  }

  async #followLinks(person, { url, body }) {
    const hrefs = [...body.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map(([, href]) => href.replaceAll("&#38;", "&").replaceAll("&amp;", "&"));
    const follow = async (href) => {
      const target = new URL(href, url);
      if (target.origin !== this.world.origin) return;
      const key = `${person.name} ${target.pathname} ${target.hash}`;
      if (this.#links.has(key)) return;
      this.#links.add(key);
      const response = await person.context.request.get(target.href.replace(/#.*/, ""), { maxRedirects: 5 });
      if (!response.ok()) return void this.faults.push(`${url} links to ${href}, which answers ${response.status()}`);
      this.took(target.href);
      if (target.hash && !(await response.text()).includes(`id="${target.hash.slice(1)}"`)) {
        this.faults.push(`${url} links to ${href}, and nothing there has that id`);
      }
    };
    await Promise.all(hrefs.map(follow));
  }

  #sweepLater(page) {
    this.#queue.push(page);
    if (this.idle > 0) {
      this.idle -= 1;
      this.#sweepers.push(this.#sweepOn());
    }
  }

  async #sweepOn() {
    const context = await this.world.browser.newContext({ extraHTTPHeaders: { "x-forwarded-for": "10.1.0.1" } });
    const tab = await context.newPage();
    let at;
    tab.on("console", (message) => message.type() === "error" && this.faults.push(`${at}: ${message.text()}`));
    tab.on("pageerror", (error) => this.faults.push(`${at}: ${error.message}`));
    for (let page; (page = this.#queue.shift()); ) {
      at = page.url;
      const { "content-length": _, "content-encoding": __, "set-cookie": ___, ...headers } = page.headers;
      await context.route(page.url, (route) => route.fulfill({ status: 200, headers, body: page.body }));
      try {
        await tab.goto(page.url);
        await this.look(tab);
        if (pictures) await tab.screenshot({ path: `${pictures}/${String(this.swept).padStart(3, "0")}${new URL(at).pathname.replaceAll("/", "-")}.png`, fullPage: true });
      } catch (error) {
        this.faults.push(`${at}: ${error.message}`);
      }
      await context.unroute(page.url);
    }
    await context.close();
    this.idle += 1;
  }

  /** Looks at what a tab shows now. */
  async look(tab, at = tab.url()) {
    this.swept += 1;
    const before = tab.viewportSize();
    await tab.evaluate(axe);
    for (const [colorScheme, width, runOnly] of [
      ["light", 360, { type: "tag", values: rules }],
      ["dark", 1440, { type: "rule", values: colours }],
    ]) {
      await tab.emulateMedia({ colorScheme });
      await tab.setViewportSize({ width, height: 900 });
      const { violations } = await tab.evaluate((runOnly) => axe.run({ runOnly, resultTypes: ["violations"] }), runOnly);
      for (const { id, nodes } of violations) {
        const where = nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? node.failureSummary ?? ""}`);
        this.faults.push(`${at}, ${colorScheme}: ${id}: ${where.join(" | ")}`);
      }
    }
    for (const width of widths) {
      await tab.setViewportSize({ width, height: 900 });
      const wide = await tab.evaluate(() => document.scrollingElement.scrollWidth);
      if (wide > width) this.faults.push(`${at}: ${wide} pixels wide in ${width}: ${await tab.evaluate(widest)}`);
    }
    await tab.emulateMedia({ colorScheme: "light" });
    if (before) await tab.setViewportSize(before);
  }

  /** Until everything that was reached is looked at. */
  async done() {
    await Promise.all(this.#sweepers);
    return this.faults;
  }

  /** Routes that nobody has read. */
  unvisited() {
    return routes.filter((route) => !this.visited.has(route));
  }
}

function widest() {
  const limit = document.documentElement.clientWidth;
  const scrolls = (element) => element && (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
  const beyond = [...document.querySelectorAll("main *, header *, footer *")].filter(
    (element) => element.getBoundingClientRect().right > limit + 1 && !scrolls(element.parentElement),
  );
  return beyond.at(-1)?.outerHTML.slice(0, 160) ?? "";
}
