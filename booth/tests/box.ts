// A box's log, for the tests only: it gives receipts as the server does.
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";

export const origin = "party.example/leader/box/members";
// PKCS #8 of the seed 07 07 …: node's own Ed25519, so that the page's is held against another.
const privateKey = createPrivateKey({
  key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, 7)]),
  format: "der",
  type: "pkcs8",
});
const publicKey = createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32);

export const key = keyOf(origin, publicKey);

export function keyOf(name: string, publicKey: Buffer): string {
  return `${name}+${idOf(name, publicKey).toString("hex")}+${Buffer.concat([Buffer.of(1), publicKey]).toString("base64")}`;
}

function idOf(name: string, publicKey: Buffer): Buffer {
  return hash(`${name}\n`, Buffer.of(1), publicKey).subarray(0, 4);
}

export function receipt(entries: readonly string[], index: number, extra = ""): string {
  const hashes = entries.map((entry) => hash(Buffer.of(0), entry));
  const path = pathIn(hashes, index).map((hash) => `${hash.toString("base64")}\n`);
  return `c2sp.org/tlog-proof@v1\n${extra}index ${index}\n${path.join("")}\n${checkpoint(entries.length, root(hashes))}`;
}

export function checkpoint(size: number, root: Buffer, more = ""): string {
  const text = `${origin}\n${size}\n${root.toString("base64")}\n${more}`;
  return `${text}\n${signature(text)}`;
}

export function signature(text: string): string {
  const bytes = Buffer.concat([idOf(origin, publicKey), sign(null, Buffer.from(text), privateKey)]);
  return `\u2014 ${origin} ${bytes.toString("base64")}\n`;
}

/** RFC 6962, section 2.1. */
export function root(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 1) return hashes[0]!;
  const [left, right] = halves(hashes);
  return hash(Buffer.of(1), root(left), root(right));
}

/** RFC 6962, section 2.1.1. */
function pathIn(hashes: readonly Buffer[], index: number): Buffer[] {
  if (hashes.length === 1) return [];
  const [left, right] = halves(hashes);
  return index < left.length
    ? [...pathIn(left, index), root(right)]
    : [...pathIn(right, index - left.length), root(left)];
}

function halves<T>(list: readonly T[]): [readonly T[], readonly T[]] {
  let most = 1;
  while (most * 2 < list.length) most *= 2;
  return [list.slice(0, most), list.slice(most)];
}

function hash(...parts: (string | Uint8Array)[]): Buffer {
  return parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
}
