// The booth says nothing that the server has no text for, in no language.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { page } from "./places.ts";

const source = readdirSync(page, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(`${page}/${name}`, "utf8"))
  .join("\n");

function messages(language: string): Map<string, string> {
  const text = readFileSync(`${page}/words/${language}.ftl`, "utf8");
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(lines.map((line) => [/^booth-([a-z-]+) = \S/.exec(line)![1]!, line.replace(/^.*? = /, "")]));
}

const placeholders = (text: string) => [...text.matchAll(/\{"\{"\}(\w+)\{"\}"\}/g)].map((found) => found[1]!).sort();

for (const language of ["en", "cy"]) {
  test(`the texts of ${language} are exactly those that the booth says`, () => {
    const said = new Set([...source.matchAll(/\bsay\(\s*"([a-z-]+)"/g)].map((found) => found[1]!));
    assert.deepEqual([...messages(language).keys()].sort(), [...said].sort());
  });

  test(`the texts of ${language} have no other braces than of placeholders`, () => {
    for (const [key, text] of messages(language)) assert(!/[{}]/.test(text.replace(/\{"\{"\}\w+\{"\}"\}/g, "")), key);
  });
}

test("each text has the same placeholders in both languages", () => {
  const welsh = messages("cy");
  for (const [key, text] of messages("en")) assert.deepEqual(placeholders(text), placeholders(welsh.get(key)!), key);
});

test("no text is asked for by a key that is put together", () => {
  assert.equal([...source.matchAll(/\bsay\((?!\s*"|key)/g)].length, 0);
});
