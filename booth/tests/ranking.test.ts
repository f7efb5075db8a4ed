import assert from "node:assert/strict";
import { test } from "node:test";

import {
  give,
  highestFor,
  missing,
  mostPreferences,
  movedBeside,
  numberOf,
  sealable,
  withoutPreference,
  type Order,
} from "../page/ranking.ts";

/** Every order that a voter can reach, in papers of one to five candidates and every cap, with who was given what to reach the next. */
function* walks(): Generator<{ candidates: number; most: number; order: Order; candidate: number; number: number }> {
  for (let candidates = 1; candidates <= 5; candidates++) {
    for (let most = 1; most <= candidates; most++) {
      const seen = new Map<string, Order>([["", []]]);
      for (const order of seen.values()) {
        for (let candidate = 0; candidate < candidates; candidate++) {
          for (let number = 0; number <= candidates + 1; number++) {
            yield { candidates, most, order, candidate, number };
            const next = give(order, candidate, number, most);
            seen.set(next.join(), next);
          }
        }
      }
    }
  }
}

test("whatever is done, numbers are 1, 2, 3, …, each once, and no more than may be given", () => {
  for (const { candidates, most, order, candidate, number } of walks()) {
    const after = give(order, candidate, number, most);
    const numbers = sealable(after, candidates).filter((number) => number > 0);
    assert.deepEqual(numbers.sort(), Array.from({ length: after.length }, (_, index) => index + 1));
    assert(after.length <= most);
  }
});

test("who is given a number that can be chosen has it, and the others keep their order", () => {
  for (const { most, order, candidate, number } of walks()) {
    if (number > highestFor(order, candidate, most)) continue;
    const after = give(order, candidate, number, most);
    assert.equal(numberOf(after, candidate), number);
    assert.deepEqual(after.filter((other) => other !== candidate), order.filter((other) => other !== candidate));
  }
});

test("a number that cannot be chosen changes nothing", () => {
  for (const { most, order, candidate, number } of walks()) {
    if (number > highestFor(order, candidate, most)) assert.equal(give(order, candidate, number, most), order);
  }
});

test("who moved beside the one who was given a number is told, and nobody else", () => {
  for (const { candidates, most, order, candidate, number } of walks()) {
    const after = give(order, candidate, number, most);
    const moved = movedBeside(candidate, order, after);
    for (let other = 0; other < candidates; other++) {
      const changed = other !== candidate && numberOf(order, other) !== numberOf(after, other);
      assert.equal(moved.includes(other), changed);
    }
  }
});

test("a number that somebody has moves them and all after them down", () => {
  assert.deepEqual(give([0, 1, 2], 3, 2, 4), [0, 3, 1, 2]);
  assert.deepEqual(movedBeside(3, [0, 1, 2], [0, 3, 1, 2]), [1, 2]);
  assert.deepEqual(sealable([0, 3, 1, 2], 4), [1, 3, 4, 2]);
});

test("one who is first and becomes last lets the others up", () => {
  assert.deepEqual(give([0, 1, 2], 0, 3, 3), [1, 2, 0]);
});

test("when all numbers are given, another candidate has none to choose, and nobody loses theirs", () => {
  assert.equal(highestFor([0, 1], 2, 2), 0);
  assert.deepEqual(give([0, 1], 2, 1, 2), [0, 1]);
  assert.equal(highestFor([0, 1], 1, 2), 2);
});

test("a cap is at most the number of candidates", () => {
  assert.equal(mostPreferences("optional", 4), 4);
  assert.equal(mostPreferences("full", 4), 4);
  assert.equal(mostPreferences({ cap: 2 }, 4), 2);
  assert.equal(mostPreferences({ cap: 9 }, 4), 4);
});

test("a full paper lacks who has no number, unless it is blank", () => {
  assert.deepEqual(missing([2, 0], "full", 4), [1, 3]);
  assert.deepEqual(missing([], "full", 4), []);
  assert.deepEqual(missing([2], "optional", 4), []);
  assert.deepEqual(missing([2], { cap: 2 }, 4), []);
  assert.deepEqual(withoutPreference([2, 0], 4), [1, 3]);
});

test("a blank paper is sealed as zeros", () => {
  assert.deepEqual(sealable([], 3), [0, 0, 0]);
});
