import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

import { SealError } from "./error.ts";
import { modulo } from "./group.ts";

/** What randomness comes from: 64 bytes at each call. */
export type Source = () => Uint8Array;

const bytesOfDraw = 64;

/** The browser's own source. */
export const browserSource: Source = () => crypto.getRandomValues(new Uint8Array(bytesOfDraw));

/** Numbers drawn modulo q. Their order is part of the format, so that another program seals the same ballot from the same draws. */
export class Draws {
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  /** 512 bits, little-endian, modulo q: so many more bits than q has that no number is likelier than another by more than 2^-259. */
  next(): bigint {
    const bytes = this.#source();
    if (bytes.length !== bytesOfDraw) {
      throw refused(`a draw has ${bytesOfDraw} bytes, this one has ${bytes.length}`, "mend the source of randomness");
    }
    return modulo(BigInt("0x" + bytesToHex(bytes.slice().reverse())));
  }
}

/** Draws that were written down, given again in their order. */
export class Replay {
  readonly #draws: readonly string[];
  #used = 0;

  constructor(draws: readonly string[]) {
    this.#draws = draws;
  }

  readonly source: Source = () => {
    const draw = this.#draws[this.#used];
    if (draw === undefined) {
      throw refused(`there are ${this.#draws.length} draws and more are needed`, "give every draw in its order");
    }
    if (!/^[0-9a-f]{128}$/.test(draw)) {
      throw refused(`draw ${this.#used} is not ${bytesOfDraw} bytes in hexadecimal`, "give the draws as they were written");
    }
    this.#used += 1;
    return hexToBytes(draw);
  };

  left(): number {
    return this.#draws.length - this.#used;
  }
}

function refused(reason: string, remedy: string): SealError {
  return new SealError("draws-refused", "draws", reason, remedy);
}
