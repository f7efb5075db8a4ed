import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { checkReceipt, ReceiptError, type ReceiptFault } from "../page/receipt.ts";
import { checkpoint, key, keyOf, origin, receipt, root, signature } from "./box.ts";
import { logFormat } from "./places.ts";

const ballots = Array.from({ length: 21 }, (_, index) => `{"ballot":${index}}`);
const ballot = ballots[12]!;
const good = receipt(ballots, 12);
const lines = good.split("\n");

/** That this receipt of the thirteenth ballot is refused, and why. */
function refuses(text: string, fault: ReceiptFault, line?: number): void {
  assert.throws(
    () => checkReceipt(text, ballot, origin, key),
    (error) => error instanceof ReceiptError && error.fault === fault && (line === undefined || error.line === line),
    `${fault}: ${text}`,
  );
}

function spliced(index: number, without: number, ...more: string[]): string {
  return [...lines.slice(0, index), ...more, ...lines.slice(index + without)].join("\n");
}

function withLine(index: number, line: string): string {
  return spliced(index, 1, line);
}

test("the receipt of every ballot of every box of up to 21 holds, and of no other ballot", () => {
  for (let size = 1; size <= ballots.length; size++) {
    const box = ballots.slice(0, size);
    for (let index = 0; index < size; index++) {
      const text = receipt(box, index);
      assert.deepEqual(checkReceipt(text, box[index]!, origin, key), { index: BigInt(index), size: BigInt(size) });
      const other = ballots[(index + 1) % ballots.length]!;
      assert.throws(() => checkReceipt(text, other, origin, key), { fault: "ballot" });
    }
  }
});

test("the roots of the page on logs are those of the tests' box", () => {
  const block = (name: string) => new RegExp(`\`\`\`text ${name}\\n([^\`]*)`).exec(readFileSync(logFormat, "utf8"))![1]!.trim().split("\n");
  const hashes = block("hashes").map((hash) => Buffer.from(hash, "base64"));
  block("roots").slice(1).forEach((expected, index) => assert.equal(root(hashes.slice(0, index + 1)).toString("base64"), expected));
});

test("any letter that is altered in what a receipt proves is refused", () => {
  for (let at = 0; at < good.length; at++) {
    for (const letter of ["A", "x", "1", "\n", " "]) {
      const altered = good.slice(0, at) + letter + good.slice(at + 1);
      if (altered !== good) assert.throws(() => checkReceipt(altered, ballot, origin, key), ReceiptError, `at ${at}`);
    }
  }
});

test("a receipt is refused for the line that is left out or doubled", () => {
  lines.slice(0, -1).forEach((line, index) => {
    assert.throws(() => checkReceipt(spliced(index, 1), ballot, origin, key), ReceiptError, `without ${line}`);
    // A signature that stands there twice is one too many.
    assert.throws(() => checkReceipt(spliced(index, 0, line), ballot, origin, key), ReceiptError, `twice ${line}`);
  });
});

test("what has another form is refused by its line", () => {
  refuses("", "form", 1);
  refuses(good.replace("@v1", "@v2"), "form", 1);
  for (const index of ["index 012", "index -1", "index 12 ", "index +12", "index", "index 99999999999999999999"]) {
    refuses(withLine(1, index), "form", 2);
  }
  const hash = lines[2]!;
  for (const other of [hash.replace("=", ""), `${hash}=`, ` ${hash}`, hash.slice(4), "!", hash.replace(/.=$/, (end) => (end === "B=" ? "C=" : "B="))]) {
    refuses(withLine(2, other), "form", 3);
  }
  refuses(good.slice(0, -1), "form");
  refuses(`${good}\n`, "form");
  refuses(`${good}more\n`, "form");
  refuses(good.replaceAll("\n", "\r\n"), "form", 1);
});

test("another index than the ballot's, or one beyond the box, is refused", () => {
  for (const index of [11, 13, 20, 21, 10000]) refuses(withLine(1, `index ${index}`), "ballot");
});

test("a path that is too long or too short is refused", () => {
  refuses(spliced(2, 0, lines[2]!), "ballot");
  refuses(spliced(2, 1), "ballot");
});

test("a checkpoint that another key signed, or nobody, is refused", () => {
  const own = lines.at(-2)!;
  refuses(withLine(lines.length - 2, own.replace(/ (\S)(\S+)$/, (_, first, rest) => ` ${first === "A" ? "B" : "A"}${rest}`)), "signature");
  refuses(good.replace(own, own.replace(origin, "someone.example")), "signature");
  const forged = signature("another text\n").trim();
  refuses(good.replace(own, forged), "signature");
  refuses(good + own + "\n", "signature");
});

test("signatures of others beside the box's are no harm, and more than a hundred are refused", () => {
  const other = "\u2014 witness.example AAAAAAAA\n";
  checkReceipt(good + other, ballot, origin, key);
  checkReceipt(good.replace("\u2014", `${other}\u2014`), ballot, origin, key);
  checkReceipt(good + other.repeat(99), ballot, origin, key);
  refuses(good + other.repeat(100), "form");
});

test("an extra line and lines that extend a checkpoint are read over", () => {
  checkReceipt(receipt(ballots, 12, "extra AAAA\n"), ballot, origin, key);
  refuses(receipt(ballots, 12, "extra AAA\n"), "form", 2);
  const hash = Buffer.from(lines.slice(lines.indexOf(origin))[2]!, "base64");
  const extended = lines.slice(0, lines.indexOf(origin)).join("\n") + "\n" + checkpoint(ballots.length, hash, "an extension\n");
  checkReceipt(extended, ballot, origin, key);
});

test("the receipt of another box is refused", () => {
  assert.throws(() => checkReceipt(good, ballot, "party.example/leader/box/others", key), { fault: "origin" });
});

test("a key that is not the box's, or cannot be read, is told from a signature that is not", () => {
  const publicKey = Buffer.from(key.split("+").at(-1)!, "base64").subarray(1);
  const others = keyOf("party.example/leader", publicKey);
  const [name, id, bytes] = [origin, key.slice(origin.length + 1, origin.length + 9), key.slice(origin.length + 10)];
  for (const wrong of [others, "", "a+b", `${name}+00000000+${bytes}`, `${name}+${id.toUpperCase()}x+${bytes}`, `${name}+${id}+AAAA`]) {
    assert.throws(() => checkReceipt(good, ballot, origin, wrong), { fault: "key" }, wrong);
  }
  assert.throws(() => checkReceipt(good, ballot, origin, keyOf(origin, Buffer.alloc(32, 9))), { fault: "signature" });
  // A point of small order, under which signatures of everything can be made.
  assert.throws(() => checkReceipt(good, ballot, origin, keyOf(origin, Buffer.concat([Buffer.of(1), Buffer.alloc(31)]))), { fault: "signature" });
});

test("without a key all but the signature is checked", () => {
  checkReceipt(good, ballot, origin, null);
  assert.throws(() => checkReceipt(good, ballots[3]!, origin, null), { fault: "ballot" });
});
