// A receipt: that a ballot is in the box, by the checkpoint that the box's log signed (c2sp.org/tlog-proof).
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";

export type ReceiptFault = "form" | "origin" | "ballot" | "key" | "signature";

export class ReceiptError extends Error {
  readonly fault: ReceiptFault;
  /** Of the receipt, from 1; 0 where none is to blame. */
  readonly line: number;

  constructor(fault: ReceiptFault, line = 0) {
    super(`${fault}, line ${line}`);
    this.name = "ReceiptError";
    this.fault = fault;
    this.line = line;
  }
}

/** What a receipt that holds says. */
export interface Receipt {
  readonly index: bigint;
  readonly size: bigint;
}

interface Signature {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Parts extends Receipt {
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
  readonly origin: string;
  readonly signed: string;
  readonly signatures: readonly Signature[];
}

const mostSignatures = 100;

/** Refuses a receipt unless it says that this ballot is in the box of this origin. Without a key the signature is not looked at. */
export function checkReceipt(receipt: string, ballot: string, origin: string, key: string | null): Receipt {
  const parts = read(receipt);
  if (parts.origin !== origin) throw new ReceiptError("origin");
  const root = rootFrom(sha256(concatBytes(Uint8Array.of(0), utf8ToBytes(ballot))), parts);
  if (root === undefined || !equal(root, parts.root)) throw new ReceiptError("ballot");
  if (key !== null) checkSignature(parts, key);
  return { index: parts.index, size: parts.size };
}

function read(receipt: string): Parts {
  const lines = receipt.split("\n");
  let at = 0;
  const refused = () => new ReceiptError("form", at);
  const next = () => lines[at++] ?? "";
  const matching = (form: RegExp): string => {
    const found = form.exec(next());
    if (found === null) throw refused();
    return found[1]!;
  };
  const bytes = (form: RegExp, length?: number): Uint8Array => {
    const read = readBase64(matching(form));
    if (read === undefined || (length !== undefined && read.length !== length)) throw refused();
    return read;
  };

  matching(/^(c2sp\.org\/tlog-proof@v1)$/);
  if (lines[at]?.startsWith("extra ")) bytes(/^extra (.+)$/);
  const index = BigInt(matching(/^index (0|[1-9]\d{0,18})$/));
  const path: Uint8Array[] = [];
  while (lines[at] !== "") path.push(bytes(/^(.+)$/, 32));
  at += 1;

  const start = at;
  const origin = matching(/^([^\0-\x1f\x7f]+)$/);
  const size = BigInt(matching(/^(0|[1-9]\d{0,18})$/));
  const root = bytes(/^(.+)$/, 32);
  while (lines[at] !== "") matching(/^([^\0-\x1f\x7f]+)$/);
  const signed = `${lines.slice(start, at).join("\n")}\n`;
  at += 1;
  const signatures: Signature[] = [];
  do {
    const name = matching(/^\u2014 ([^\s+]+) \S+$/);
    at -= 1;
    signatures.push({ name, bytes: bytes(/ (\S+)$/) });
  } while (lines[at] !== "");
  // The line feed of the last line has nothing behind it.
  if (at !== lines.length - 1 || signatures.length > mostSignatures) throw refused();
  return { index, size, path, root, origin, signed, signatures };
}

/** RFC 9162, section 2.1.3.2, with its letters. */
function rootFrom(leaf: Uint8Array, { index, size, path }: Parts): Uint8Array | undefined {
  if (index >= size) return undefined;
  let fn = index;
  let sn = size - 1n;
  let r = leaf;
  for (const p of path) {
    if (sn === 0n) return undefined;
    if ((fn & 1n) === 1n || fn === sn) {
      r = node(p, r);
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      r = node(r, p);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n ? r : undefined;
}

function node(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(Uint8Array.of(1), left, right));
}

function checkSignature({ origin, signed, signatures }: Parts, key: string): void {
  const [, name, id, written] = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/.exec(key) ?? [];
  const bytes = readBase64(written ?? "");
  if (bytes?.length !== 33 || bytes[0] !== 1 || name !== origin) throw new ReceiptError("key");
  if (bytesToHex(sha256(concatBytes(utf8ToBytes(`${name}\n`), bytes)).slice(0, 4)) !== id) throw new ReceiptError("key");
  const own = signatures.filter((signature) => signature.name === name && bytesToHex(signature.bytes.slice(0, 4)) === id);
  const signature = own[0]?.bytes.slice(4);
  if (own.length !== 1 || signature?.length !== 64) throw new ReceiptError("signature");
  // Strict as in RFC 8032, which also refuses keys of small order.
  if (!ed25519.verify(signature, utf8ToBytes(signed), bytes.slice(1), { zip215: false })) throw new ReceiptError("signature");
}

/** Bytes have one writing: what another program would write otherwise is not read. */
function readBase64(text: string): Uint8Array | undefined {
  try {
    const binary = atob(text);
    return btoa(binary) === text ? Uint8Array.from(binary, (byte) => byte.charCodeAt(0)) : undefined;
  } catch {
    return undefined;
  }
}

function equal(left: Uint8Array, right: Uint8Array): boolean {
  return bytesToHex(left) === bytesToHex(right);
}
