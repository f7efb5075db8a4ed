import { readFileSync, readdirSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

// Tests are bundled into dist/tests, whose second parent is this room.
export const room = fileURLToPath(new URL("../../", import.meta.url));

export const vectors = `${room}../crates/seal/vectors/ballots.json`;

const corpus = `${process.env.HUSTINGS_CORPUS ?? `${room}../../shared/corpus`}/belenios`;

/** A reason to skip, or false. */
export const corpusIsMissing = existsSync(corpus) ? false : "the corpus is not here: HUSTINGS_CORPUS may name it";

export function corpusFile(name: string): string {
  return readFileSync(`${corpus}/${name}`, "utf8");
}

export function corpusArchive(folder: string): Buffer {
  const name = readdirSync(`${corpus}/${folder}`).find((file) => file.endsWith(".bel"));
  return readFileSync(`${corpus}/${folder}/${name}`);
}

export function ownFile(name: string): string {
  return readFileSync(`${room}tests/${name}`, "utf8");
}

export const page = `${room}page`;

export const logFormat = `${room}../docs/formats/log.md`;
