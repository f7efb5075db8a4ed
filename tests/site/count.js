// The alternative vote, as short as it can be: the test's own count.
import assert from "node:assert/strict";

/** Who is elected, and the first preferences; refuses to decide a tie. */
export function count(papers, names) {
  const continuing = new Set(names);
  const firsts = tally(papers, continuing);
  for (;;) {
    const votes = tally(papers, continuing);
    const ordered = [...votes].sort(([, a], [, b]) => a - b);
    const total = ordered.reduce((sum, [, number]) => sum + number, 0);
    const [leads, most] = ordered.at(-1);
    if (2 * most > total) return { elected: leads, firsts };
    const [last, fewest] = ordered[0];
    assert(fewest < ordered[1][1], `${last} and ${ordered[1][0]} are tied`);
    continuing.delete(last);
  }
}

function tally(papers, continuing) {
  const votes = new Map([...continuing].map((name) => [name, 0]));
  for (const paper of papers) {
    const first = paper.find((name) => continuing.has(name));
    if (first) votes.set(first, votes.get(first) + 1);
  }
  return votes;
}
