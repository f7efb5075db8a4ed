// What is not so cannot be proved by following the procedure as if it were.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  blankChoosesNobodyIsProved,
  blankOrIntervalIsProved,
  proveBlankChoosesNobody,
  proveBlankOrInterval,
} from "../seal/blank.ts";
import { encrypt } from "../seal/ciphertext.ts";
import { generator, publicPower } from "../seal/group.ts";
import { intervalIsProved, proveInterval, type Encrypted } from "../seal/interval.ts";
import { browserSource, Draws } from "../seal/random.ts";
import { privateKey } from "./examples.ts";

const y = publicPower(generator, privateKey);
const draws = new Draws(browserSource);

function encrypted(number: number, claimed = number): Encrypted {
  const randomness = draws.next();
  return { ciphertext: encrypt(publicPower(generator, BigInt(number)), y, randomness), number: claimed, randomness };
}

test("every number of an interval is proved, and one beside it is not", () => {
  const interval = { least: 1, most: 3 };
  for (const number of [1, 2, 3]) {
    const value = encrypted(number);
    const proofs = proveInterval(value, interval, y, "binding", draws);
    assert(intervalIsProved(value.ciphertext, interval, proofs, y, "binding"));
    assert(!intervalIsProved(value.ciphertext, interval, proofs, y, "another binding"));
    assert(!intervalIsProved(value.ciphertext, interval, [...proofs].reverse(), y, "binding"));
  }
  for (const number of [0, 4]) {
    const value = encrypted(number, 1);
    assert(!intervalIsProved(value.ciphertext, interval, proveInterval(value, interval, y, "binding", draws), y, "binding"));
  }
});

test("a vote is proved to be blank or in the interval exactly when it is", () => {
  const interval = { least: 1, most: 2 };
  const prove = (blank: Encrypted, chosen: Encrypted) =>
    blankOrIntervalIsProved(
      blank.ciphertext,
      chosen.ciphertext,
      interval,
      proveBlankOrInterval(blank, chosen, interval, y, "binding", draws),
      y,
      "binding",
    );
  assert(prove(encrypted(1), encrypted(0)));
  assert(prove(encrypted(0), encrypted(1)));
  assert(prove(encrypted(0), encrypted(2)));
  assert(!prove(encrypted(0), encrypted(0, 1)));
  assert(!prove(encrypted(0, 1), encrypted(3)));
});

test("a blank vote is proved to choose nobody exactly when it does", () => {
  const prove = (blank: Encrypted, chosen: Encrypted) =>
    blankChoosesNobodyIsProved(
      blank.ciphertext,
      chosen.ciphertext,
      proveBlankChoosesNobody(blank, chosen, y, "binding", draws),
      y,
      "binding",
    );
  assert(prove(encrypted(0), encrypted(2)));
  assert(prove(encrypted(0), encrypted(0)));
  assert(prove(encrypted(1), encrypted(0)));
  assert(!prove(encrypted(1), encrypted(1)));
  assert(!prove(encrypted(1, 0), encrypted(1)));
});
