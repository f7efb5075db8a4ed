import assert from "node:assert/strict";
import { test } from "node:test";

import { readCredential } from "../page/credential.ts";
import { deriveCredential } from "../seal/index.ts";
import { uuid, voter } from "./examples.ts";

test("a voting code is read however its groups are parted", () => {
  const plain = voter.replaceAll("-", "");
  for (const typed of [
    voter,
    plain,
    ` ${voter}\n`,
    voter.replaceAll("-", " "),
    voter.replaceAll("-", " – "),
    voter.replaceAll("-", "\u2011"),
    [...plain].join(" "),
    `${plain.slice(0, 11)}-${plain.slice(11)}`,
    `https://party.example/c/x/vote/ballot#credential=${voter}`,
  ]) {
    assert.deepEqual(readCredential(typed), { credential: voter }, typed);
  }
  deriveCredential(uuid, voter);
});

test("a letter that no code has is told with its group, parted or not", () => {
  const wrong = "z9JUe-7AG39Y-wZAOX-WkobSu";
  for (const typed of [wrong, wrong.replaceAll("-", ""), wrong.replace("-", "")]) {
    assert.deepEqual(readCredential(typed), { fault: "character", group: 3, character: "O" });
  }
  assert.deepEqual(readCredential("l"), { fault: "character", group: 1, character: "l" });
  assert.deepEqual(readCredential(`${voter}😀`), { fault: "character", group: 4, character: "😀" });
  assert.deepEqual(readCredential(`${voter}x0`), { fault: "character", group: 4, character: "0" });
});

test("a group that is too short or too long is told, where groups are parted", () => {
  assert.deepEqual(readCredential("z9JUe-7AG39-wZAaX-WkobSu"), { fault: "group", group: 2, there: 5, due: 6 });
  assert.deepEqual(readCredential("z9JUe 7AG39Y wZAaX WkobSuu"), { fault: "group", group: 4, there: 7, due: 6 });
});

test("a code that is too short or too long is told, where groups are not parted", () => {
  assert.deepEqual(readCredential(voter.replaceAll("-", "").slice(1)), { fault: "length", there: 21, due: 22 });
  assert.deepEqual(readCredential(`${voter}-a`), { fault: "length", there: 23, due: 22 });
});

test("nothing at all is told as such", () => {
  for (const typed of ["", "  ", "---"]) assert.deepEqual(readCredential(typed), { fault: "empty" });
});
