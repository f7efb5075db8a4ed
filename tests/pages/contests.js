// The real contests, run by the program that was just built.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.HUSTINGS ?? join(root, "target/debug/hustings");

/** Runs every contest into a temporary folder; returns the paths of all pages by a short name. */
export function pagesOfAllContests() {
  const out = mkdtempSync(join(tmpdir(), "hustings-pages-"));
  const contests = ["labour-2020", "labour-2010-mps", "snp-2023"];
  for (const contest of contests) {
    execFileSync(program, ["run", join(root, "contests", contest), "--out", join(out, contest)]);
  }
  const files = readdirSync(out, { recursive: true }).map((name) => join(out, name));
  const pages = files.filter((file) => statSync(file).isFile() && file.endsWith(".html"));
  return { out, pages: pages.sort().map((path) => ({ name: relative(out, path), path })) };
}
