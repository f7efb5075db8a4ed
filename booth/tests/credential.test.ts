import assert from "node:assert/strict";
import { test } from "node:test";

import { deriveCredential, readPublicCredential } from "../seal/index.ts";
import { refuses } from "./examples.ts";

// What belenios-tool derived for an election of its own.
const uuid = "JU6JPjg61FrRZv";
const derived: [string, string][] = [
  ["z9JUe-7AG39Y-wZAaX-WkobSu", "20ea9339c2c7e80ec69b6d82e56160e94321f13d3f85e1b2d4a89f5ef46e6ced"],
  ["87tyr-Xka2bV-xpx12-y92kZb", "8768d449229b3272b038c8bb431e6c99334b6c822d7b36a673494181999e7fad"],
  ["5xnBq-yUytE2-N5vji-LCDx2Q", "f568fb3abfc422c8d832ab3d8e83669389ff1e1c53eef4710032eb95d7ed02c4"],
  ["KAR9t-P83XBY-fgR7R-1Dy33S", "286fec82e7986bfc00a85489b0926fa3bd673049406152e1b41911c05c6d79f6"],
  ["x5BMi-6aVTxJ-RUvL2-ni6eyy", "2efb6cdf2b02c082e132baba50715dd45fec2cc028e9a60cfa67ad6c7242b426"],
];

test("credentials are derived as belenios-tool derives them", () => {
  for (const [privateCredential, publicCredential] of derived) {
    assert.equal(deriveCredential(uuid, privateCredential).public, publicCredential);
  }
});

test("a credential is another one in another election", () => {
  assert.notEqual(deriveCredential("JU6JPjg61FrRZw", derived[0]![0]).public, derived[0]![1]);
});

test("a private credential with a letter too few, a letter that there is not, or no dashes is refused and not repeated", () => {
  for (const wrong of ["z9JUe-7AG39Y-wZAaX-WkobS", "z9JUe-7AG39Y-wZAaX-WkobSl", "z9JUe7AG39YwZAaXWkobSu", " z9JUe-7AG39Y-wZAaX-WkobSu", ""]) {
    refuses(() => deriveCredential(uuid, wrong), "credential-refused", "private credential");
    assert.throws(() => deriveCredential(uuid, wrong), (error: Error) => wrong === "" || !error.message.includes(wrong));
  }
});

test("an entry of the published list gives its credential, and a weight is refused by name", () => {
  const [, credential] = derived[0]!;
  for (const entry of [credential, `${credential},1`, `${credential},,17`]) {
    assert.equal(readPublicCredential(entry), credential);
  }
  refuses(() => readPublicCredential(`${credential},2`), "election-unsupported", "public credential");
  refuses(() => readPublicCredential("20ea"), "element-refused", "public credential");
});
