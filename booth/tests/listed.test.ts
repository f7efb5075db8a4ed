// The list of credentials, as the booth reads it. What of it needs the page is in tests/site.
import assert from "node:assert/strict";
import { test } from "node:test";

// The agreement with the server is read from the page as soon as it is imported.
Object.assign(globalThis, { document: { getElementById: () => ({ textContent: JSON.stringify({ credentials: null }) }) } });
const { beginningOf, isForeign, readListed } = await import("../page/listed.ts");

const credential = "0123456789abcdef".repeat(4);

test("a list is read as its lines, whichever of one length they have", () => {
  for (const digits of [8, 12, 64]) {
    const known = readListed(`${"f".repeat(digits)}\n${credential.slice(0, digits)}\n`)!;
    assert(known.has(beginningOf(credential, known)), String(digits));
    assert(!known.has(beginningOf("1".repeat(64), known)));
  }
});

test("a list that is damaged says nothing of anybody", () => {
  const line = "0123456789ab";
  for (const text of ["", "\n", line, `${line}\n\n`, `${line}\n${line.slice(1)}\n`, `${line}\n${line.toUpperCase()}\n`, `${line}\r\n`, "0123\n", "<!doctype html>\n"]) {
    assert.equal(readListed(text), undefined, JSON.stringify(text));
  }
});

test("where no list is given nobody is foreign", async () => {
  assert.equal(await isForeign(credential), false);
});
