// Who takes part: each in a browser context of their own, with a folder of their own.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { folderOf, run } from "./served.js";
import { say } from "./words.js";

const password = "three sealed boxes and a bell";
let people = 0;

/** Somebody before a browser. `script: false` turns scripts off. */
export async function arrive(world, name, { language = "en", script = true, width = 1024 } = {}) {
  people += 1;
  const context = await world.browser.newContext({
    baseURL: world.origin,
    viewport: { width, height: 800 },
    javaScriptEnabled: script,
    extraHTTPHeaders: { "x-forwarded-for": `10.0.${people >> 8}.${people & 255}` },
    locale: language === "cy" ? "cy-GB" : "en-GB",
  });
  context.setDefaultTimeout(60_000);
  const requests = [];
  context.on("request", (request) => {
    requests.push({ method: request.method(), url: request.url(), body: request.postData() ?? "" });
    if (!request.url().startsWith(world.origin) && !/^(data|blob):/.test(request.url())) world.complaints.push(`${name} asks ${request.url()}`);
  });
  context.on("response", (response) => response.request().method() === "GET" && response.ok() && world.sweep.took(response.url()));
  const tab = await context.newPage();
  return new Person(world, { name, language, context, tab, requests });
}

class Person {
  constructor(world, rest) {
    Object.assign(this, rest, { world });
    this.tab.on("response", (response) => {
      if (response.request().isNavigationRequest() && response.frame() === this.tab.mainFrame()) this.page = response;
    });
    this.tab.on("pageerror", (error) => world.complaints.push(`${this.tab.url()}: ${error.message}`));
    this.tab.on("console", (message) => {
      if (message.type() === "error" || /Content Security Policy|Trusted/.test(message.text())) {
        world.complaints.push(`${this.tab.url()}: ${message.text()}`);
      }
    });
  }

  /** A folder of their own, or within it one that is named after the contest that they are at, where they keep several apart. */
  get folder() {
    return folderOf(this.world, join(this.name.toLowerCase().replaceAll(" ", "-"), this.apart ?? ""));
  }

  say(key, values) {
    return say(this.language, key, values);
  }

  /** Runs a command on this person's own machine. */
  run(line, env = {}) {
    return run(line, { cwd: this.folder, env });
  }

  write(file, text) {
    writeFileSync(join(this.folder, file), text);
  }

  read(file) {
    return readFileSync(join(this.folder, file), "utf8");
  }

  /** What is done leads to another page, which is looked at; `status` is what it may have. */
  async leads(act, { refused = false, status = 200 } = {}) {
    await Promise.all([this.tab.waitForEvent("load"), act()]);
    const body = await this.page.text();
    assert.equal(this.page.status(), status, `${this.tab.url()}: ${body.match(/<h1>.*<\/main>/s)?.[0]}`);
    const { language } = this;
    if (body.startsWith("<!doctype html>")) assert.match(body, new RegExp(`<html lang="${language}">`), this.tab.url());
    const alert = body.match(/<div class="alert" role="alert">(.*?)<\/div>/s)?.[1];
    if (!refused) assert.equal(alert, undefined, `${this.name}, at ${this.tab.url()}`);
    await this.world.sweep.reached(this, { url: this.tab.url(), body, headers: await this.page.allHeaders() });
    return body;
  }

  go(path, more) {
    const prefix = this.language === "en" || path.startsWith("http") ? "" : `/${this.language}`;
    return this.leads(() => this.tab.goto(prefix + path), more);
  }

  /** What is read, and not looked at. */
  async reads(path) {
    const response = await this.context.request.get(path);
    assert(response.ok(), `${path}: ${response.status()}`);
    this.world.sweep.took(`${this.world.origin}${path}`);
    return response;
  }

  /** Follows a link. */
  follow(key, values) {
    return this.leads(() => this.tab.getByRole("link", { name: this.say(key, values), exact: true }).first().click());
  }

  /** Presses a button; `within` is the part of the page in which it is. */
  press(key, { within = "main", values, ...more } = {}) {
    const button = this.tab.locator(within).getByRole("button", { name: this.say(key, values) });
    return this.leads(() => button.first().click(), more);
  }

  fill(key, text, { within = "main", values } = {}) {
    return this.tab.locator(within).getByLabel(this.say(key, values), { exact: true }).fill(text);
  }

  check(key, { within = "main", values } = {}) {
    return this.tab.locator(within).getByLabel(this.say(key, values)).check();
  }

  sees(text) {
    return this.tab.getByText(text).first().waitFor();
  }

  /** That the page says what was done. */
  async told(key) {
    assert.equal(await this.tab.locator(".said").first().innerText(), this.say(key));
  }

  /** Takes a file that a page offers, under the name that it has; its name. */
  async take(name, within = "main") {
    const link = this.tab.locator(within).getByRole("link", { name: this.say("step-download", { name }), exact: true });
    const [download] = await Promise.all([this.tab.waitForEvent("download"), link.first().click()]);
    await download.saveAs(join(this.folder, name));
    this.world.sweep.took(download.url());
    return name;
  }

  /** Takes all files that a step offers. */
  async takeAll(within) {
    const links = await this.tab.locator(within).locator("a[download]").all();
    for (const link of links) {
      const [download] = await Promise.all([this.tab.waitForEvent("download"), link.click()]);
      await download.saveAs(join(this.folder, download.suggestedFilename()));
      this.world.sweep.took(download.url());
    }
  }

  /** Runs the command that a step shows, as it stands there. */
  async command(within, more = "") {
    const line = await this.tab.locator(within).locator("pre code").first().innerText();
    return this.run(`${line.trim()} ${more}`);
  }

  /** Sends files by the form of a step: field → file. */
  async send(within, files) {
    for (const [field, file] of Object.entries(files)) {
      await this.tab.locator(`${within} input[type=file][name=${field}]`).setInputFiles(join(this.folder, file));
    }
    return this.press("step-send", { within });
  }

  /** Makes an account by an invitation's link, and signs in. */
  async join(link, email) {
    await this.leads(() => this.tab.goto(link));
    this.secret = (await this.tab.locator("code.secret").innerText()).replaceAll(" ", "");
    if (email) await this.fill("field-email", email);
    await this.fill("field-name", this.name);
    await this.fill("field-new-password", password);
    await this.fill("field-again", password);
    await this.fill("field-code", totp(this.secret, 0));
    await this.press("invitation-accept");
    await this.told("said-account-made");
  }

  async signIn(email) {
    await this.fill("field-email", email);
    await this.fill("field-password", password);
    // The code of now was used to make the account, and each is good once: the next one is good already.
    await this.fill("field-code", totp(this.secret, 1));
    await this.press("sign-in");
    await this.told("said-signed-in");
  }

  leave() {
    return this.context.close();
  }
}

/** RFC 6238, so many steps from now. */
export function totp(secret, steps) {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac("sha1", key).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}
