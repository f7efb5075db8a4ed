import { SealError, type SealErrorCode } from "./error.ts";

/** A value of a JSON document together with where it stands, so that a refusal names the place. */
export class Part {
  readonly value: unknown;
  readonly place: string;
  readonly #code: SealErrorCode;

  private constructor(value: unknown, place: string, code: SealErrorCode) {
    this.value = value;
    this.place = place;
    this.#code = code;
  }

  static parse(document: string, place: string, code: SealErrorCode): Part {
    try {
      return new Part(JSON.parse(document), place, code);
    } catch {
      throw new SealError(code, place, "this is not JSON", "give the exact text that was published");
    }
  }

  /** This object's fields, all of which must be known and, but for the optional ones, present. */
  fields(required: readonly string[], optional: readonly string[] = []): Record<string, Part> {
    const { value } = this;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw this.refused("this is not an object");
    }
    const missing = required.find((name) => !Object.hasOwn(value, name));
    if (missing !== undefined) throw this.refused(`the field ${missing} is missing`);
    const names = Object.keys(value);
    const unknown = names.find((name) => !required.includes(name) && !optional.includes(name));
    if (unknown !== undefined) throw this.refused(`the field ${unknown} is not one of this format`);
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [name, this.#within(field, this.#fieldPlace(name))]),
    );
  }

  list(length?: number): Part[] {
    const { value } = this;
    if (!Array.isArray(value)) throw this.refused("this is not a list");
    if (length !== undefined && value.length !== length) {
      throw this.refused(`there must be ${length} here, there are ${value.length}`);
    }
    return value.map((item, index) => this.#within(item, `${this.place}[${index}]`));
  }

  text(): string {
    if (typeof this.value !== "string") throw this.refused("this is not a text");
    return this.value;
  }

  flag(): boolean {
    if (typeof this.value !== "boolean") throw this.refused("this is neither true nor false");
    return this.value;
  }

  smallNumber(): number {
    const { value } = this;
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
      throw this.refused("this is not a whole number from 0 up");
    }
    return value;
  }

  refused(reason: string, remedy = "give the exact text that was published"): SealError {
    return new SealError(this.#code, this.place, reason, remedy);
  }

  #within(value: unknown, place: string): Part {
    return new Part(value, place, this.#code);
  }

  // The document itself needs no name in the place of what is in it.
  #fieldPlace(name: string): string {
    return ["ballot", "election"].includes(this.place) ? name : `${this.place}.${name}`;
  }
}
