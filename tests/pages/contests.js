// The real contests, run by the program that was just built.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.HUSTINGS ?? join(root, "target/debug/hustings");

// A count with surpluses, fractions, a tie, a candidate who withdrew, and names of several scripts.
const committee = `7 3
-7
40 1 2 3 0
9 1 4 0
21 2 1 5 0
17 3 6 0
13 4 3 0
13 5 2 0
3 6 0
2 7 6 0
4 0
0
"Ada Ash"
"Bo Birch-Featherstonehaugh of the Western Branch"
"محمد علي"
"Łukasz Żółć"
"Dee Damson"
"Eve Elm"
"Fay Fir"
"A committee"
`;

/** Writes the result sheets of some counts below a folder. */
function countInto(out) {
  mkdirSync(join(out, "counts"));
  const papers = join(out, "counts", "committee.blt");
  writeFileSync(papers, committee);
  for (const rule of ["scottish-stv", "meek", "wigm", "ers97", "block-vote"]) {
    const more = ["--rule", rule, "--seed", "a public seed", "--out", join(out, "counts", rule)];
    execFileSync(program, ["count", papers, ...more], { stdio: ["ignore", "ignore", "ignore"] });
  }
  const leader = join(root, "contests/snp-2023/papers/leader.blt");
  execFileSync(program, ["count", leader, "--rule", "av", "--out", join(out, "counts", "av")], { stdio: "ignore" });
}

/** Runs every contest and some counts into a temporary folder; returns the paths of all pages by a short name. */
export function pagesOfAllContests() {
  const out = mkdtempSync(join(tmpdir(), "hustings-pages-"));
  const contests = ["labour-2020", "labour-2010-mps", "snp-2023"];
  for (const contest of contests) {
    execFileSync(program, ["run", join(root, "contests", contest), "--out", join(out, contest)]);
  }
  countInto(out);
  const files = readdirSync(out, { recursive: true }).map((name) => join(out, name));
  const pages = files.filter((file) => statSync(file).isFile() && file.endsWith(".html"));
  return { out, pages: pages.sort().map((path) => ({ name: relative(out, path), path })) };
}
