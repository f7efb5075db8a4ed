// The voter's booth in Chromium, before a server that keeps to what the two agree on.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { auditBallot, tracker } from "../../booth/dist/seal.js";
import { arrive, focused, keepsToTheRules, say } from "./voter.js";
import { credential, deputy, leader, refusal } from "./site.js";

test("a voter votes by the keyboard alone, and each step's heading takes the focus", async (t) => {
  const { tab, site, sees, asked } = await arrive(t);
  const { keyboard } = tab;
  await sees("credential-title");
  const tabTo = async (text) => {
    for (let presses = 0; presses < 40; presses++) {
      if ((await focused(tab)) === text) return;
      await keyboard.press("Tab");
    }
    assert.fail(`${text} is not reached by the keyboard`);
  };
  await tabTo("booth-credential");
  await keyboard.type(credential);
  await keyboard.press("Enter");

  await asked("Leader");
  assert.equal(await focused(tab), "Leader");
  assert.equal(await tab.title(), "Leader – Vote");
  await tabTo("booth-candidate-0");
  await keyboard.type("1");
  await tabTo("booth-candidate-2");
  await keyboard.type("1");
  assert.equal(await tab.getByRole("status").innerText(), `${say("now", { name: "محمد علي", number: 1 })} ${say("now", { name: "Ada Ash", number: 2 })}`);
  assert.equal(await focused(tab), "booth-candidate-2");
  await tabTo("booth-up-0");
  await keyboard.press("Space");
  assert.equal(await focused(tab), "booth-up-0");
  assert.deepEqual(await tab.locator(".booth-order bdi").allInnerTexts(), ["Ada Ash", "محمد علي"]);
  await keyboard.press("Space");
  assert.deepEqual(await tab.locator(".booth-order bdi").allInnerTexts(), ["Ada Ash", "محمد علي"]);
  await tabTo(say("continue"));
  await keyboard.press("Enter");

  await asked("Deputy");
  await tabTo("booth-candidate-1");
  await keyboard.type("1");
  await tabTo(say("continue"));
  await keyboard.press("Enter");

  await sees("review-title");
  assert.equal(await focused(tab), say("review-title"));
  await tabTo(say("cast"));
  await keyboard.press("Enter");
  await sees("cast-title");
  assert.equal(await focused(tab), say("cast-title"));
  assert.equal(await tab.locator("code").innerText(), tracker(site.box[1]));
  assert.equal(await tab.getByText(say("index", { index: 2 })).count(), 1);
  assert.equal(await tab.getByText(say("receipt-holds")).count(), 1);
});

test("the voting code goes nowhere: not into a request, the address, the history or a storage", async (t) => {
  const { tab, site, press, sees, asked, number } = await arrive(t, { fragment: `#credential=${credential}` });
  await sees("credential-title");
  assert.equal(tab.url(), site.address);
  assert.equal(await tab.getByLabel(say("credential-label")).inputValue(), credential);
  await press("continue");
  await asked("Leader");
  await number("Ada Ash", 1);
  await press("continue");
  await number("Dee Damson", 1);
  await press("continue");
  assert.deepEqual(await tab.evaluate(() => history.state), { step: "review" });
  await press("cast");
  await sees("cast-title");
  await press("copy").catch(() => undefined);
  const sent = JSON.stringify(site.requests);
  for (const part of [credential, credential.replaceAll("-", ""), ...credential.split("-")]) assert(!sent.includes(part), part);
  assert.deepEqual(
    site.requests.map(({ method, url }) => `${method} ${url}`).filter((request) => request !== "GET /favicon.ico"),
    ["GET /c/x/vote/ballot", "GET /assets/booth.css", "GET /assets/booth.js", "GET /c/x/boxes/members/credentials.txt", "GET /c/x/boxes/members/election.json", "POST /c/x/vote/cast"],
  );
  assert.deepEqual(await tab.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""]);
  assert(!(await tab.content()).includes(credential));
});

test("a code from a link that is opened in the same tab stands for the one before", async (t) => {
  const { tab, site, code, asked, sees } = await arrive(t);
  await code();
  await asked("Leader");
  await tab.goto(`${site.address}#credential=87tyr-Xka2bV-xpx12-y92kZb`);
  await sees("credential-title");
  assert.equal(tab.url(), site.address);
  assert.equal(await tab.getByLabel(say("credential-label")).inputValue(), "87tyr-Xka2bV-xpx12-y92kZb");
});

test("a voting code with a fault is refused with its place, and typing goes on there", async (t) => {
  const { tab, code, site } = await arrive(t);
  await code("z9JUe-7AG39Y-wZAOX-WkobSu");
  assert.equal(await tab.getByRole("alert").innerText(), say("credential-character", { group: 3, character: "O" }));
  assert.equal(await focused(tab), "booth-credential");
  assert.equal(site.casts().length, 0);
});

/** Well formed, and of another election. */
const foreign = "87tyr-Xka2bV-xpx12-y92kZb";

test("a voting code that is not of this box is told before anything is filled in, and nothing is asked because of it", async (t) => {
  const { tab, code, site, asked, sees } = await arrive(t);
  await sees("credential-title");
  const before = site.requests.length;
  await code(foreign);
  await tab.getByText(say("credential-foreign", { organisation: "The Example Party" })).waitFor();
  assert.equal(await focused(tab), "booth-credential");
  assert.equal(await tab.getByLabel(say("credential-label")).inputValue(), foreign);
  await code(`${credential.slice(0, -1)}v`);
  await tab.getByText(say("credential-foreign", { organisation: "The Example Party" })).waitFor();
  await code();
  await asked("Leader");
  assert.equal(site.requests.length, before);
});

for (const [what, listed, more] of [
  ["is not given, since it is too long", () => assert.fail("nobody is to ask"), { credentials: null }],
  ["does not come", () => null, {}],
  ["is damaged", () => "0123456789ab\nnot a credential\n", {}],
  ["is empty", () => "", {}],
]) {
  test(`where the list of credentials ${what}, nobody is sent away`, async (t) => {
    const { code, asked } = await arrive(t, { ...more, listed });
    await code(foreign);
    await asked("Leader");
  });
}

test("while the list of credentials is on its way a code waits for it, and one that is typed meanwhile is not taken for it", async (t) => {
  let come;
  const listed = new Promise((resolve) => (come = resolve));
  const { tab, site, code, asked, sees } = await arrive(t, { listed: () => listed });
  await code(foreign);
  await tab.getByText(say("credential-looking")).waitFor();
  await sees("credential-title");
  await tab.getByLabel(say("credential-label")).fill(credential);
  come("0123456789ab\n");
  await tab.waitForTimeout(100);
  await sees("credential-title");
  assert.equal(await tab.getByRole("alert").innerText(), "");
  await code(credential);
  await tab.getByText(say("credential-foreign", { organisation: "The Example Party" })).waitFor();
});

test("the browser's way back is a step, and what was numbered is still there", async (t) => {
  const { tab, review, asked, sees, press, code } = await arrive(t);
  await review();
  await tab.goBack();
  await asked("Deputy");
  await tab.goBack();
  await asked("Leader");
  assert.equal(await tab.getByLabel("Ada Ash", { exact: true }).inputValue(), "1");
  await tab.goForward();
  await asked("Deputy");
  await tab.goForward();
  await sees("review-title");
  await press("change", { question: "Leader" });
  await asked("Leader");
  await press("clear");
  assert.equal(await tab.getByText(say("order-empty")).isVisible(), true);
  tab.on("dialog", (dialog) => dialog.accept());
  await tab.reload();
  await sees("credential-title");
  await code();
  await asked("Leader");
});

test("a blank paper is cast only when its voter confirms it", async (t) => {
  const { tab, site, code, press, sees, asked } = await arrive(t);
  await code();
  await press("continue");
  await asked("Deputy");
  await press("continue");
  await press("cast");
  assert.equal(await tab.getByRole("alert").innerText(), say("blank-unconfirmed"));
  const boxes = tab.getByRole("checkbox");
  assert.equal(await boxes.count(), 2);
  await boxes.first().check();
  await press("cast");
  assert.equal(site.casts().length, 0);
  await boxes.last().check();
  await press("cast");
  await sees("cast-title");
});

test("a paper that must be full says who is missing, and with a cap no more numbers can be given", async (t) => {
  const questions = [{ ...leader, preferences: "full" }, { ...deputy, preferences: { cap: 1 } }];
  const { tab, code, number, press, asked, sees } = await arrive(t, { questions });
  await code();
  await number("Ada Ash", 1);
  await press("continue");
  const names = new Intl.ListFormat("en").format(leader.candidates.slice(1));
  assert.equal(await tab.getByRole("alert").innerText(), say("missing", { names }));
  assert.equal(await focused(tab), "booth-candidate-1");
  await number(leader.candidates[1], 2);
  await number(leader.candidates[2], 1);
  await press("continue");
  await asked("Deputy");
  await number("Dee Damson", 1);
  assert.deepEqual(await tab.getByLabel("Cy Cedar", { exact: true }).locator("option").allInnerTexts(), [say("no-preference")]);
  assert(await tab.getByText(say("all-given", { most: 1 })).isVisible());
  await press("continue");
  await sees("review-title");
});

test("an answer that does not come is asked for again with the same bytes, and the ballot is in the box once", async (t) => {
  const { tab, site, review, press, sees } = await arrive(t);
  await review();
  let action = "cast";
  for (const answer of [() => refusal(503, "unavailable"), () => null, (ballot) => (site.takeIn(ballot), null)]) {
    site.answer = answer;
    await press(action);
    await sees("unclear-title");
    action = "retry";
  }
  // Going back must not lead to another ballot while this one may be in the box.
  await tab.goBack();
  await sees("unclear-title");
  site.answer = (ballot) => {
    const { tracker, receipt } = site.takeIn(ballot).body;
    return { status: 409, body: { ...refusal(409, "already-cast-this-ballot").body, tracker, receipt } };
  };
  await press("retry");
  await sees("cast-title");
  assert.equal(new Set(site.casts().map(({ body }) => body)).size, 1);
  // The browser itself asks again when a connection is cut.
  assert(site.casts().length >= 4);
  assert.equal(site.box.length, 2);
});

test("who was signed out signs in in another tab, and the same ballot goes in with the new token", async (t) => {
  const { tab, site, review, press, sees } = await arrive(t);
  await review();
  site.answer = () => refusal(401, "signed-out");
  await press("cast");
  await sees("signed-out-title");
  const [other] = await Promise.all([tab.context().waitForEvent("page"), tab.getByText(say("sign-in")).click()]);
  assert.equal(new URL(other.url() === "about:blank" ? site.address : other.url()).pathname, "/c/x/vote/ballot");
  site.token = "token-2";
  site.answer = site.takeIn;
  await press("retry");
  await sees("cast-title");
  assert.deepEqual(site.casts().map(({ headers }) => headers["x-csrf-token"]), ["token-1", "token-2"]);
  assert.equal(new Set(site.casts().map(({ body }) => body)).size, 1);
});

test("who was signed out while the ballot went in is told its place, by the token of a page that says she has voted", async (t) => {
  const { tab, site, review, press, sees } = await arrive(t);
  await review();
  site.answer = (ballot) => (site.takeIn(ballot), refusal(401, "signed-out"));
  await press("cast");
  await sees("signed-out-title");
  Object.assign(site, { token: "token-2", voted: true });
  site.answer = (ballot) => {
    const { tracker, receipt } = site.takeIn(ballot).body;
    return { status: 409, body: { ...refusal(409, "already-cast-this-ballot").body, tracker, receipt } };
  };
  await press("retry");
  await sees("cast-title");
  assert.deepEqual(site.casts().map(({ headers }) => headers["x-csrf-token"]), ["token-1", "token-2"]);
});

test("a credential that was used is told as such, with who to ask", async (t) => {
  const { tab, site, review, press, sees } = await arrive(t);
  await review();
  site.answer = () => refusal(409, "credential-used");
  await press("cast");
  await sees("refused-title");
  assert(await tab.getByText(say("credential-used", { organisation: "The Example Party" })).isVisible());
  await press("other-credential");
  await sees("credential-title");
});

test("a refusal is told with the server's reason and remedy, and leads back", async (t) => {
  const { tab, site, review, press, sees } = await arrive(t);
  await review();
  site.answer = () => refusal(422, "poll-closed");
  await press("cast");
  await sees("refused-title");
  assert(await tab.getByText("The reason of poll-closed. The remedy of poll-closed.").isVisible());
  await press("back");
  await sees("review-title");
});

test("who has voted is offered no other way to vote again, but to look for her ballot", async (t) => {
  const { tab, site, review, press, sees } = await arrive(t);
  await review();
  site.answer = () => refusal(409, "elector-has-voted");
  await press("cast");
  await sees("refused-title");
  assert.equal(await tab.locator("#booth button").count(), 0);
  assert.match(await tab.getByRole("link", { name: say("track") }).getAttribute("href"), /\/track$/);
});

const forgeries = {
  "of another ballot": [(honest) => ({ ...honest, receipt: honest.receipt.replace("index 1", "index 0") }), "receipt-ballot"],
  "signed by nobody": [(honest) => ({ ...honest, receipt: honest.receipt.replace(/.{8}\n$/, "AAAAAAA=\n") }), "receipt-signature"],
  "with another tracker": [(honest) => ({ ...honest, tracker: tracker("{}") }), "receipt-tracker"],
  "that is missing": [({ tracker }) => ({ tracker }), "receipt-form"],
};
for (const [what, [forge, fault]] of Object.entries(forgeries)) {
  test(`a receipt ${what} is refused before the voter's eyes, and the ballot can be kept`, async (t) => {
    const { tab, site, review, press, sees } = await arrive(t);
    await review();
    site.answer = (ballot) => ({ status: 200, body: forge(site.takeIn(ballot).body) });
    await press("cast");
    await sees("receipt-failed-title");
    assert((await tab.locator(".booth-wrong").innerText()).includes(say(fault, { line: 1 })));
    assert.equal(await tab.getByText(say("receipt-holds")).count(), 0);
    assert.equal(await saved(tab, "save-ballot"), site.casts()[0].body);
  });
}

async function saved(tab, key) {
  const [download] = await Promise.all([tab.waitForEvent("download"), tab.getByText(say(key), { exact: true }).click()]);
  return readFileSync(await download.path(), "utf8");
}

test("the receipt can be saved, and its tracker leads to the box", async (t) => {
  const { tab, site, review, press, sees } = await arrive(t);
  await review();
  await press("cast");
  await sees("cast-title");
  assert.equal(await saved(tab, "save-receipt"), site.takeIn(site.casts()[0].body).body.receipt);
  assert.equal(await saved(tab, "save-ballot"), site.casts()[0].body);
  assert.equal(await tab.getByText(say("receipt-help")).getAttribute("href"), "/c/x/help#receipt");
  const href = await tab.getByText(say("track")).getAttribute("href");
  assert.equal(new URLSearchParams(href.split("?")[1]).get("tracker"), tracker(site.casts()[0].body));
});

test("a ballot that is opened passes the audit, is never cast, and another is sealed", async (t) => {
  const { tab, site, review, press, sees } = await arrive(t);
  await review();
  await press("test");
  await sees("sealed-title");
  const promised = await tab.locator("code").innerText();
  await press("sealed-open");
  await sees("opened-title");
  const ballot = await saved(tab, "save-ballot");
  const opening = JSON.parse(await saved(tab, "save-opening"));
  assert.equal(tracker(ballot), promised);
  auditBallot(site.election, ballot, opening);
  assert.deepEqual(opening.answers.map(({ values }) => values), [[1, 0, 0], [0, 1]]);
  await press("opened-go-on");
  await sees("review-title");
  await tab.goForward();
  await sees("review-title");
  await press("cast");
  await sees("cast-title");
  assert.equal(site.casts().length, 1);
  assert.notEqual(site.casts()[0].body, ballot);
});

test("a ballot that was sealed first can be cast as it is, or discarded", async (t) => {
  const { tab, site, review, press, sees } = await arrive(t);
  await review();
  await press("test");
  await sees("sealed-title");
  await press("sealed-discard");
  await sees("review-title");
  await press("test");
  await sees("sealed-title");
  const promised = await tab.locator("code").innerText();
  await press("sealed-cast");
  await sees("cast-title");
  assert.equal(tracker(site.casts()[0].body), promised);
});

for (const [what, more] of [
  ["of another election", { uuid: "AnotherUuid1234" }],
  ["with the candidates in another order", { asked: [leader, { ...deputy, candidates: deputy.candidates.toReversed() }] }],
]) {
  test(`a page ${what} than the text that is sealed takes no answers`, async (t) => {
    const { tab, sees } = await arrive(t, more);
    await sees("unready-title");
    assert.equal(await tab.getByRole("textbox").count(), 0);
  });
}

test("where the page gives no key, it does not say that the receipt is signed", async (t) => {
  const { tab, review, press, sees } = await arrive(t, { log: null });
  await review();
  await press("cast");
  await sees("cast-title");
  assert.equal(await tab.getByText(say("receipt-holds")).count(), 0);
  assert(await tab.getByText(say("receipt-without-key")).isVisible());
});

test("leaving is asked about between the first number and the cast, and not otherwise", async (t) => {
  const { tab, site, code, number, press, asked, sees } = await arrive(t);
  let asks = 0;
  tab.on("dialog", (dialog) => {
    asks += 1;
    return dialog.dismiss();
  });
  const leave = () => tab.evaluate(() => location.assign("/elsewhere")).then(() => tab.waitForTimeout(200));
  await code();
  await asked("Leader");
  await number("Ada Ash", 1);
  await leave();
  assert.equal(asks, 1);
  await press("continue");
  await number("Dee Damson", 1);
  await press("continue");
  await press("cast");
  await sees("cast-title");
  await leave();
  assert.equal(asks, 1);
  assert.equal(new URL(tab.url()).pathname, "/elsewhere");
  assert.equal(site.box.length, 2);
});

for (const language of ["en", "cy"]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`every step keeps to the rules of accessibility and fits 360 pixels, ${language}, ${colorScheme}`, async (t) => {
      const questions = [{ ...leader, preferences: { cap: 2 } }, deputy];
      const { tab, site, press, sees, asked, number, code } = await arrive(t, { language, colorScheme, width: 360, mock: true, questions });
      const keeps = () => keepsToTheRules(tab);
      await sees("credential-title");
      await keeps();
      await code("z9JUe-7AG39-wZAaX-WkobSu");
      await keeps();
      await code(foreign);
      await tab.getByText(say("credential-foreign", { organisation: "The Example Party" }, language)).waitFor();
      await keeps();
      await code();
      await asked("Leader");
      await keeps();
      await number(leader.candidates[0], 1);
      await number(leader.candidates[1], 1);
      await keeps();
      await press("continue");
      await asked("Deputy");
      await press("continue");
      await sees("review-title");
      await press("cast");
      await keeps();
      await tab.getByRole("checkbox").check();
      await press("test");
      await sees("sealed-title");
      await keeps();
      await press("sealed-open");
      await sees("opened-title");
      await keeps();
      await press("opened-go-on");
      await sees("review-title");
      site.answer = () => refusal(422, "poll-closed");
      await press("cast");
      await sees("refused-title");
      await keeps();
      site.answer = () => refusal(401, "signed-out");
      await press("retry");
      await sees("signed-out-title");
      await keeps();
      site.answer = () => refusal(503, "unavailable");
      await press("retry");
      await sees("unclear-title");
      await keeps();
      site.answer = (ballot) => ({ status: 200, body: { ...site.takeIn(ballot).body, receipt: "" } });
      await press("retry");
      await sees("receipt-failed-title");
      await keeps();
    });

    test(`the receipt keeps to the rules of accessibility and fits 360 pixels, ${language}, ${colorScheme}`, async (t) => {
      const { tab, review, press, sees } = await arrive(t, { language, colorScheme, width: 360 });
      await review();
      await press("cast");
      await sees("cast-title");
      await keepsToTheRules(tab);
    });
  }
}
