import assert from "node:assert/strict";
import { test } from "node:test";

import { ed25519 } from "@noble/curves/ed25519.js";

import { decode, elementToHex, encode, mostCandidates, readElement } from "../seal/index.ts";
import { generator, identity, uncompress } from "../seal/group.ts";
import { refuses } from "./examples.ts";

// What belenios-tool sealed for these, decrypted; the vector of zeros is the group's 1.
const encodings: [number[], string][] = [
  [[1, 0, 3, 2], "4000c0801a"],
  [[255, 255, 255, 255], "3fffffffc00b"],
  [[0, 0, 0, 1], "4009"],
  [[0, 0, 0, 0], "1"],
];

test("vectors are encoded as belenios-tool encodes them, and opened again", () => {
  for (const [values, hex] of encodings) {
    const element = encode(values, "values");
    assert.equal(elementToHex(element), hex.padStart(64, "0"));
    assert.deepEqual(decode(element, values.length, "element"), values);
  }
});

test("thirty candidates fit and are opened again", () => {
  for (const values of [Array(mostCandidates).fill(255), Array.from({ length: mostCandidates }, (_, index) => index + 1)]) {
    assert.deepEqual(decode(encode(values, "values"), mostCandidates, "element"), values);
  }
});

test("vectors that cannot be encoded are refused", () => {
  for (const values of [[], Array(mostCandidates + 1).fill(1), [256], [-1], [1.5], [NaN]]) {
    refuses(() => encode(values, "values"), "encoding-refused", "values");
  }
});

test("an element with bits above the vector is not opened", () => {
  refuses(() => decode(encode([7, 1, 2, 3], "values"), 3, "element"), "encoding-refused", "element");
  refuses(() => decode(generator, 4, "element"), "encoding-refused", "element");
});

test("an element that is not the first trial for its vector is not opened", () => {
  const first = BigInt("0x" + elementToHex(encode([1, 2, 3], "values")));
  for (let next = first + 1n; ; next++) {
    const element = uncompress(Buffer.from(next.toString(16).padStart(64, "0"), "hex"));
    if (element === undefined) continue;
    refuses(() => decode(element, 3, "element"), "encoding-refused", "element");
    return;
  }
});

test("an encoding with the other sign is not opened", () => {
  refuses(() => decode(encode([1, 2, 3], "values").negate(), 3, "element"), "encoding-refused", "element");
});

test("elements that have another text, are not on the curve or not of the subgroup are refused", () => {
  const hex = elementToHex(generator.double());
  const one = elementToHex(identity);
  const refused = {
    capitals: hex.toUpperCase(),
    "a digit too few": hex.slice(1),
    "y above the field": "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffee",
    "negative zero": "8" + one.slice(1),
    "not on the curve": "0".repeat(63) + "2",
    "of order 2": "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec",
    "of order 4": "0".repeat(64),
    "of order 8": "7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7",
  };
  for (const text of Object.values(refused)) refuses(() => readElement(text, "element"), "element-refused", "element");
  const torsion = ed25519.Point.fromBytes(Buffer.from(refused["of order 8"], "hex").reverse());
  refuses(() => readElement(elementToHex(generator.add(torsion)), "element"), "element-refused", "element");
  assert(readElement(one, "element").equals(identity));
});
