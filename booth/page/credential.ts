// The voting code, as people type it: with spaces, other dashes or none, or as the whole link that holds it.

const groups = [5, 6, 5, 6];
const length = 22;
const separators = /[\s\-\u2010-\u2015\u2212]+/;

export type CredentialRead =
  | { readonly credential: string }
  | { readonly fault: "empty" }
  | { readonly fault: "character"; readonly group: number; readonly character: string }
  | { readonly fault: "group"; readonly group: number; readonly there: number; readonly due: number }
  | { readonly fault: "length"; readonly there: number; readonly due: number };

/** The code with its dashes where they belong, or what is wrong with it and where. */
export function readCredential(typed: string): CredentialRead {
  const parts = typed.replace(/^.*#credential=/s, "").split(separators).filter(Boolean);
  const letters = [...parts.join("")];
  if (letters.length === 0) return { fault: "empty" };
  // Where it is parted otherwise, its groups are where they would be.
  const sizes = parts.length === groups.length ? parts.map((part) => [...part].length) : groups;
  const wrong = letters.findIndex((letter) => !/^[1-9A-HJ-NP-Za-km-z]$/.test(letter));
  if (wrong >= 0) return { fault: "character", group: groupAt(wrong, sizes), character: letters[wrong]! };
  if (letters.length === length) return { credential: grouped(letters.join("")) };
  const group = sizes.findIndex((size, index) => size !== groups[index]);
  if (group >= 0) return { fault: "group", group: group + 1, there: sizes[group]!, due: groups[group]! };
  return { fault: "length", there: letters.length, due: length };
}

function groupAt(place: number, sizes: readonly number[]): number {
  let end = 0;
  const index = sizes.findIndex((size) => place < (end += size));
  return index < 0 ? groups.length : index + 1;
}

function grouped(letters: string): string {
  return letters.replace(/^(.{5})(.{6})(.{5})(.{6})$/, "$1-$2-$3-$4");
}

/** Takes the code out of the address, where the next look at the screen, a bookmark or a shared link would have it. */
export function takeFromAddress(): string | undefined {
  const code = new URLSearchParams(location.hash.slice(1)).get("credential");
  if (code === null) return undefined;
  history.replaceState(history.state, "", location.pathname + location.search);
  return code;
}
