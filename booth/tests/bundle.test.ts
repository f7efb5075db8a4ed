// The file that voters' browsers run: anyone can make it again, byte for byte.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { test } from "node:test";

import { room } from "./places.ts";

const bundle = readFileSync(`${room}dist/booth.js`, "utf8");

test("the booth is the same wherever it is built", () => {
  const elsewhere = mkdtempSync(`${tmpdir()}/booth-`);
  try {
    for (const part of ["page", "seal", "package.json", "tsconfig.json"]) {
      cpSync(`${room}${part}`, `${elsewhere}/${part}`, { recursive: true });
    }
    symlinkSync(`${room}node_modules`, `${elsewhere}/node_modules`);
    execFileSync("npm", ["run", "--silent", "build:booth"], { cwd: elsewhere });
    assert.equal(readFileSync(`${elsewhere}/dist/booth.js`, "utf8"), bundle);
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});

test("the booth stores nothing, makes no markup of text and says nothing of where it was built", () => {
  for (const word of ["localStorage", "sessionStorage", "indexedDB", "cookie", "innerHTML", "outerHTML", "eval(", "sourceMappingURL", room]) {
    assert(!bundle.includes(word), word);
  }
});
