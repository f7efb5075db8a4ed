import assert from "node:assert/strict";
import { test } from "node:test";

import { landingAt, lineAt, scrollAt, type Grounds } from "../page/landing.ts";
import { give, type Order } from "../page/ranking.ts";

const height = 40;
const paper = { top: 100, bottom: 300 };

/** Rows of 40 pixels below a heading of 40, at 400; who is dragged leaves their row empty. */
function grounds(order: Order, dragged?: number): Grounds {
  const rows = order.map((_, index) => ({ top: 440 + index * height, bottom: 480 + index * height }));
  const bottom = rows.at(-1)?.bottom ?? 480;
  return { paper, order: { top: 400, bottom }, others: rows.filter((_, index) => order[index] !== dragged) };
}

const rowMiddle = (index: number) => 460 + index * height;

test("into an order of nobody, every height in it gives the first number", () => {
  for (let y = 400; y <= 480; y++) assert.equal(landingAt(y, "paper", grounds([])), 1);
});

test("among rows, who falls above the middle of one comes before it, and below it after it", () => {
  const among = grounds([0, 1, 2]);
  for (let index = 0; index < 3; index++) {
    assert.equal(landingAt(rowMiddle(index) - 1, "paper", among), index + 1);
    assert.equal(landingAt(rowMiddle(index) + 1, "paper", among), index + 2);
  }
  assert.equal(landingAt(401, "paper", among), 1);
});

test("a little below the last row is the last place, and far below it is none", () => {
  const among = grounds([0, 1]);
  assert.equal(landingAt(among.order.bottom + 48, "paper", among), 3);
  assert.equal(landingAt(among.order.bottom + 49, "paper", among), undefined);
});

test("who is let go over their own row stays where they are, for every order and row", () => {
  for (let length = 1; length <= 5; length++) {
    const order = Array.from({ length }, (_, index) => index);
    for (const dragged of order) {
      const number = landingAt(rowMiddle(dragged), "order", grounds(order, dragged))!;
      assert.deepEqual(give(order, dragged, number, length), order);
    }
  }
});

test("who is dragged to where another's row is takes that place, down as well as up", () => {
  const order = [0, 1, 2, 3];
  for (const dragged of order) {
    for (const target of order) {
      // A little past the middle, on the way.
      const y = rowMiddle(target) + Math.sign(target - dragged);
      const number = landingAt(y, "order", grounds(order, dragged))!;
      assert.equal(give(order, dragged, number, 4).indexOf(dragged), target);
    }
  }
});

test("out of the order is over the paper, and only for who comes from the order", () => {
  assert.equal(landingAt(200, "order", grounds([0, 1], 0)), 0);
  assert.equal(landingAt(200, "paper", grounds([0, 1])), undefined);
});

test("between the paper and the order, and above both, nothing is meant", () => {
  for (const y of [0, 99, 301, 399]) assert.equal(landingAt(y, "order", grounds([0, 1], 0)), undefined);
});

test("the line stands above the first, between two, below the last, and within an order of nobody", () => {
  const among = grounds([0, 1, 2]);
  assert.deepEqual([1, 2, 3, 4].map((number) => lineAt(number, among)), [440, 480, 520, 560]);
  assert.equal(lineAt(1, grounds([])), 468);
  // The row of who is dragged is a gap, and the line stands in its middle.
  assert.equal(lineAt(2, grounds([0, 1, 2], 1)), 500);
});

test("the page moves only near the edges of the window, faster nearer to them and no faster beyond", () => {
  assert.equal(scrollAt(400, 800), 0);
  assert.equal(scrollAt(72, 800), 0);
  assert.equal(scrollAt(728, 800), 0);
  assert(scrollAt(71, 800) < 0 && scrollAt(729, 800) > 0);
  assert(scrollAt(10, 800) < scrollAt(50, 800));
  assert.equal(scrollAt(-500, 800), scrollAt(0, 800));
  assert.equal(scrollAt(2000, 800), -scrollAt(0, 800));
  // A window that is not much higher than its edges has a middle that rests.
  assert.equal(scrollAt(50, 100), 0);
});
