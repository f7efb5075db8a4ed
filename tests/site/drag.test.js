// Dragging candidates in the booth, by a mouse and by a finger, on a phone and on a large screen.
import assert from "node:assert/strict";
import { test } from "node:test";

import { auditBallot } from "../../booth/dist/seal.js";
import { deputy, leader } from "./site.js";
import { arrive, keepsToTheRules, say } from "./voter.js";

const [ada, bo, muhammad] = leader.candidates;
const many = { ...leader, candidates: Array.from({ length: 14 }, (_, index) => `Candidate ${index + 11}`) };
const none = say("no-preference");

/** A mouse, which has buttons. */
function mouse(tab) {
  return { press: ({ x, y }) => tab.mouse.move(x, y).then(() => tab.mouse.down()), move: ({ x, y }) => tab.mouse.move(x, y), letGo: () => tab.mouse.up() };
}

/** A finger, as Chromium has it from the screen. */
async function finger(tab) {
  const screen = await tab.context().newCDPSession(tab);
  const touch = (type, ...touchPoints) => screen.send("Input.dispatchTouchEvent", { type, touchPoints });
  return {
    press: (at) => touch("touchStart", at),
    move: (at) => touch("touchMove", at),
    letGo: () => touch("touchEnd"),
    cancel: () => touch("touchCancel"),
  };
}

/** A voter at the first paper, who drags. */
async function atThePaper(t, { by = "mouse", ...more } = {}) {
  const voter = await arrive(t, { hasTouch: by === "finger", ...more });
  const { tab } = voter;
  const hand = by === "finger" ? await finger(tab) : mouse(tab);
  await voter.code();
  await voter.asked("Leader");

  const onPaper = (name) => tab.locator(".booth-paper li").filter({ hasText: name });
  const inOrder = (name) => tab.locator(".booth-order li").filter({ hasText: name });
  const box = async (locator) => {
    await locator.waitFor();
    return locator.boundingBox();
  };
  const grip = async (row) => {
    await row.locator(".booth-handle").scrollIntoViewIfNeeded();
    return middle(await box(row.locator(".booth-handle")));
  };
  /** Goes there in steps, as hands do. */
  const carry = async (from, to) => {
    await hand.press(from);
    for (let step = 1; step <= 6; step++) {
      await hand.move({ x: from.x + ((to.x - from.x) * step) / 6, y: from.y + ((to.y - from.y) * step) / 6 });
    }
    await painted(tab);
  };
  const drag = async (from, to) => {
    await carry(from, to);
    await hand.letGo();
    await painted(tab);
  };
  return {
    ...voter,
    hand,
    carry,
    drag,
    onPaper,
    inOrder,
    grip,
    place: () => box(tab.locator(".booth-place")),
    order: () => tab.locator(".booth-order bdi").allInnerTexts(),
    numbers: () => tab.locator(".booth-paper select option:checked").allInnerTexts(),
    told: () => tab.getByRole("status").innerText(),
    row: (name) => box(inOrder(name)),
    paper: () => box(tab.locator(".booth-paper")),
  };
}

const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
const above = ({ x, y }) => ({ x: x + 20, y: y + 3 });
const below = ({ x, y, height }) => ({ x: x + 20, y: y + height - 3 });
const painted = (tab) => tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
const traces = (tab) => tab.locator(".booth-dragged, .booth-line, .booth-lifted, .booth-awaiting, .booth-over").count();

for (const width of [360, 1440]) {
  for (const by of ["mouse", "finger"]) {
    test(`by a ${by} in ${width} pixels a voter drags candidates in, up, down and out, and that is what is sealed`, async (t) => {
      const voter = await atThePaper(t, { by, width, height: 1000 });
      const { tab, site, drag, grip, onPaper, inOrder, order, numbers, told, place, row, paper } = voter;
      assert.deepEqual(await numbers(), [none, none, none]);

      await drag(await grip(onPaper(ada)), middle(await place()));
      assert.deepEqual(await order(), [ada]);
      assert.equal(await told(), say("now", { name: ada, number: 1 }));
      await drag(await grip(onPaper(bo)), below(await row(ada)));
      assert.deepEqual(await order(), [ada, bo]);
      await drag(await grip(onPaper(muhammad)), above(await row(bo)));
      assert.deepEqual(await order(), [ada, muhammad, bo]);
      assert.equal(await told(), `${say("now", { name: muhammad, number: 2 })} ${say("now", { name: bo, number: 3 })}`);
      assert.deepEqual(await numbers(), ["1", "3", "2"]);

      await drag(await grip(inOrder(bo)), above(await row(ada)));
      assert.deepEqual(await order(), [bo, ada, muhammad]);
      await drag(await grip(inOrder(bo)), below(await row(ada)));
      assert.deepEqual(await order(), [ada, bo, muhammad]);
      await drag(await grip(inOrder(ada)), middle(await paper()));
      assert.deepEqual(await order(), [bo, muhammad]);
      assert((await told()).startsWith(say("now-none", { name: ada })));
      assert.deepEqual(await numbers(), [none, "1", "2"]);
      assert.equal(await traces(tab), 0);

      await voter.press("continue");
      await voter.number(deputy.candidates[0], 1);
      await voter.press("continue");
      await voter.press("test");
      await voter.press("sealed-open");
      const [download] = await Promise.all([tab.waitForEvent("download"), tab.getByText(say("save-opening"), { exact: true }).click()]);
      const [held] = await Promise.all([tab.waitForEvent("download"), tab.getByText(say("save-ballot"), { exact: true }).click()]);
      const opening = JSON.parse(await read(download));
      auditBallot(site.election, await read(held), opening);
      assert.deepEqual(opening.answers[0].values, [0, 1, 2]);
    });
  }
}

async function read(download) {
  const parts = [];
  for await (const part of await download.createReadStream()) parts.push(part);
  return Buffer.concat(parts).toString();
}

for (const by of ["mouse", "finger"]) {
  test(`what is pressed by a ${by} and not moved, let go elsewhere, or let go where it was, ranks nobody`, async (t) => {
    const { tab, hand, drag, carry, grip, onPaper, inOrder, order, told, place, row, paper } = await atThePaper(t, { by, height: 1000 });
    const at = await grip(onPaper(ada));
    await hand.press(at);
    await hand.letGo();
    await drag(at, { x: at.x, y: at.y + 3 });
    await drag(at, { x: at.x + 60, y: (await paper()).y - 40 });
    await drag(at, middle(await paper()));
    assert.deepEqual(await order(), []);
    assert.equal(await told(), "");
    await drag(at, middle(await place()));
    const said = await told();
    await drag(await grip(inOrder(ada)), below(await row(ada)));
    assert.deepEqual(await order(), [ada]);
    assert.equal(await told(), said);
    await carry(await grip(onPaper(bo)), below(await row(ada)));
    assert.equal(await tab.locator(".booth-dragged").innerText(), bo);
    assert.deepEqual(await order(), [ada], "before it is let go, nothing is moved");
    await hand.letGo();
    assert.deepEqual(await order(), [ada, bo]);
  });
}

test("Escape puts back what is dragged, and letting go afterwards does nothing", async (t) => {
  const { tab, hand, carry, drag, grip, onPaper, order, told, place, row } = await atThePaper(t, { height: 1000 });
  await carry(await grip(onPaper(ada)), middle(await place()));
  await tab.keyboard.press("Escape");
  await hand.letGo();
  await tab.waitForTimeout(250);
  assert.deepEqual(await order(), []);
  assert.equal(await told(), "");
  assert.equal(await traces(tab), 0);
  await drag(await grip(onPaper(ada)), middle(await place()));
  assert.deepEqual(await order(), [ada]);
  await drag(await grip(onPaper(bo)), above(await row(ada)));
  assert.deepEqual(await order(), [bo, ada]);
});

test("a touch that the screen takes away puts back what is dragged", async (t) => {
  const { tab, hand, carry, grip, onPaper, order, place } = await atThePaper(t, { by: "finger", height: 1000 });
  await carry(await grip(onPaper(ada)), middle(await place()));
  assert.equal(await tab.locator(".booth-dragged").count(), 1);
  await hand.cancel();
  await tab.waitForTimeout(250);
  assert.deepEqual(await order(), []);
  assert.equal(await traces(tab), 0);
});

test("the other button of a mouse and a second finger drag nothing", async (t) => {
  const { tab, grip, onPaper, order, place } = await atThePaper(t, { by: "finger", height: 1000 });
  const at = await grip(onPaper(ada));
  const to = middle(await place());
  await tab.mouse.move(at.x, at.y);
  await tab.mouse.down({ button: "right" });
  await tab.mouse.move(to.x, to.y, { steps: 4 });
  await tab.mouse.up({ button: "right" });
  assert.deepEqual(await order(), []);

  const screen = await tab.context().newCDPSession(tab);
  const second = await grip(onPaper(bo));
  const touch = (type, ...touchPoints) => screen.send("Input.dispatchTouchEvent", { type, touchPoints });
  await touch("touchStart", { ...at, id: 1 });
  await touch("touchStart", { ...at, id: 1 }, { ...second, id: 2 });
  await touch("touchMove", { ...at, id: 1 }, { ...to, id: 2 });
  await touch("touchEnd", { ...at, id: 1 });
  await touch("touchEnd");
  assert.deepEqual(await order(), []);
});

test("the place line stands where the candidate falls, and not at the place where they are", async (t) => {
  const { tab, hand, drag, carry, grip, onPaper, inOrder, place, row } = await atThePaper(t, { height: 1000, reducedMotion: "reduce" });
  const line = tab.locator(".booth-line");
  await drag(await grip(onPaper(ada)), middle(await place()));
  await drag(await grip(onPaper(bo)), below(await row(ada)));
  const [first, second] = [await row(ada), await row(bo)];
  await carry(await grip(onPaper(muhammad)), above(second));
  const between = middle(await line.boundingBox()).y;
  assert(between >= first.y + first.height - 1 && between <= second.y + 1, `${between}`);
  await hand.move(above(first));
  await painted(tab);
  assert(Math.abs(middle(await line.boundingBox()).y - first.y) <= 2);
  await hand.move({ x: 5, y: 5 });
  await painted(tab);
  assert.equal(await line.isVisible(), false);
  await hand.letGo();
  await carry(await grip(inOrder(ada)), below(first));
  assert.equal(await line.isVisible(), false);
  await hand.letGo();
});

test("where all numbers are given, another candidate is not taken in, and the voter is told why", async (t) => {
  const questions = [{ ...leader, preferences: { cap: 1 } }, deputy];
  const { tab, hand, drag, carry, grip, onPaper, inOrder, order, told, place, row } = await atThePaper(t, { height: 1000, questions });
  await drag(await grip(onPaper(ada)), middle(await place()));
  await carry(await grip(onPaper(bo)), above(await row(ada)));
  assert.equal(await tab.locator(".booth-line").isVisible(), false);
  await hand.letGo();
  assert.deepEqual(await order(), [ada]);
  assert.equal(await told(), say("all-given", { most: 1 }));
  await drag(await grip(inOrder(ada)), middle(await tab.locator(".booth-paper").boundingBox()));
  await drag(await grip(onPaper(bo)), middle(await place()));
  assert.deepEqual(await order(), [bo]);
});

test("on a paper that must be full, who is dragged counts as numbered, and the rest are named", async (t) => {
  const questions = [{ ...leader, preferences: "full" }, deputy];
  const { tab, press, drag, grip, onPaper, place } = await atThePaper(t, { height: 1000, questions });
  await drag(await grip(onPaper(bo)), middle(await place()));
  await press("continue");
  const names = new Intl.ListFormat("en").format([ada, muhammad]);
  assert.equal(await tab.getByRole("alert").innerText(), say("missing", { names }));
});

for (const by of ["mouse", "finger"]) {
  test(`at the edge of the window the page moves under a ${by}, down to the order and up to the paper again`, async (t) => {
    const voter = await atThePaper(t, { by, width: 360, height: 640, questions: [many, deputy] });
    const { tab, hand, grip, onPaper, inOrder, order } = voter;
    const scrolled = () => tab.evaluate(() => scrollY);
    const start = await grip(onPaper("Candidate 11"));
    const before = await scrolled();
    const place = tab.locator(".booth-place");
    const inWindow = async (locator) => {
      const { y, height } = await locator.boundingBox();
      return y > 80 && y + height < 560;
    };
    const edge = async (y, done) => {
      await hand.move({ x: 40, y });
      for (let waits = 0; waits < 100 && !(await done()); waits++) await tab.waitForTimeout(30);
      await hand.move({ x: 40, y: 320 });
    };
    await hand.press(start);
    await edge(636, () => inWindow(place));
    assert((await scrolled()) > before);
    const target = middle(await place.boundingBox());
    await hand.move(target);
    await painted(tab);
    await hand.letGo();
    assert.deepEqual(await order(), ["Candidate 11"]);

    await hand.press(await grip(inOrder("Candidate 11")));
    await edge(4, () => inWindow(onPaper("Candidate 16")));
    await hand.letGo();
    assert.deepEqual(await order(), []);
  });
}

test("a finger beside the handles scrolls the page as ever, and ranks nobody; on a handle it does not scroll", async (t) => {
  const { tab, hand, carry, grip, onPaper, order } = await atThePaper(t, { by: "finger", width: 360, height: 640, questions: [many, deputy] });
  const scrolled = () => tab.evaluate(() => scrollY);
  const up = ({ x, y }) => ({ x, y: y - 150 });
  const at = await grip(onPaper("Candidate 12"));
  const before = await scrolled();
  await carry(at, up(at));
  assert.equal(await scrolled(), before);
  await hand.letGo();
  const label = middle(await onPaper("Candidate 12").locator("label").boundingBox());
  await carry(label, up(label));
  await hand.letGo();
  await tab.waitForFunction((before) => scrollY > before + 50, before);
  assert.deepEqual(await order(), []);
});

test("handles are nothing to the keyboard and to a screen reader, and the ways beside them stay", async (t) => {
  const { tab, onPaper, inOrder, drag, grip, place, order } = await atThePaper(t, { height: 1000 });
  await drag(await grip(onPaper(ada)), middle(await place()));
  for (const handle of await tab.locator(".booth-handle").all()) {
    assert.equal(await handle.getAttribute("aria-hidden"), "true");
    assert.equal(await handle.evaluate((element) => element.tabIndex), -1);
  }
  await tab.getByLabel(bo, { exact: true }).selectOption("1");
  await inOrder(ada).getByRole("button", { name: say("up", { name: ada }) }).click();
  assert.deepEqual(await order(), [ada, bo]);
});

test("a step back while something is dragged leaves nothing of it, and the next paper can be dragged on", async (t) => {
  const { tab, hand, carry, drag, grip, onPaper, order, place, sees, code, asked } = await atThePaper(t, { height: 1000 });
  await carry(await grip(onPaper(ada)), middle(await place()));
  await tab.goBack();
  await sees("credential-title");
  await painted(tab);
  await hand.letGo();
  assert.equal(await traces(tab), 0);
  await code();
  await asked("Leader");
  assert.deepEqual(await order(), []);
  await drag(await grip(onPaper(ada)), middle(await place()));
  assert.deepEqual(await order(), [ada]);
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1440]) {
    test(`while a candidate is dragged the page keeps to the rules of accessibility, ${colorScheme}, ${width} pixels`, async (t) => {
      const { tab, hand, drag, carry, grip, onPaper, place, row } = await atThePaper(t, { width, height: 1000, colorScheme });
      await carry(await grip(onPaper(bo)), middle(await place()));
      await keepsToTheRules(tab);
      if (process.env.SITE_PICTURES) await tab.screenshot({ path: `${process.env.SITE_PICTURES}/drag-empty-${colorScheme}-${width}.png` });
      await hand.letGo();
      await drag(await grip(onPaper(ada)), below(await row(bo)));
      await carry(await grip(onPaper(muhammad)), above(await row(ada)));
      await keepsToTheRules(tab);
      if (process.env.SITE_PICTURES) await tab.screenshot({ path: `${process.env.SITE_PICTURES}/drag-${colorScheme}-${width}.png` });
      await hand.letGo();
    });
  }
}
