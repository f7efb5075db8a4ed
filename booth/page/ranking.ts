// How a voter orders candidates. An order cannot have gaps or ties, so no paper that is made of one is spoilt.

/** Candidates, by their places on the paper from 0, the most preferred first. */
export type Order = readonly number[];

/** How many of the candidates may, or must, be given a preference. */
export type Preferences = "optional" | "full" | { readonly cap: number };

export function mostPreferences(preferences: Preferences, candidates: number): number {
  return typeof preferences === "object" ? Math.min(preferences.cap, candidates) : candidates;
}

/** 0 for no preference. */
export function numberOf(order: Order, candidate: number): number {
  return order.indexOf(candidate) + 1;
}

/** The highest number that this candidate can be given now. 0: all that there are have been given to others. */
export function highestFor(order: Order, candidate: number, most: number): number {
  if (order.includes(candidate)) return order.length;
  return order.length < most ? order.length + 1 : 0;
}

/** Gives the candidate this number: who had it and who comes after move down. 0 takes the number away. */
export function give(order: Order, candidate: number, number: number, most: number): Order {
  if (number > highestFor(order, candidate, most)) return order;
  const others = order.filter((other) => other !== candidate);
  return number === 0 ? others : [...others.slice(0, number - 1), candidate, ...others.slice(number - 1)];
}

/** Who else has another number than before. */
export function movedBeside(candidate: number, before: Order, after: Order): Order {
  return after.filter((other) => other !== candidate && numberOf(before, other) !== numberOf(after, other));
}

export function withoutPreference(order: Order, candidates: number): number[] {
  return [...Array(candidates).keys()].filter((candidate) => !order.includes(candidate));
}

/** Who must still be given a number. A blank paper is complete. */
export function missing(order: Order, preferences: Preferences, candidates: number): number[] {
  return preferences === "full" && order.length > 0 ? withoutPreference(order, candidates) : [];
}

/** What is sealed: the number of each candidate, in the order of the paper. */
export function sealable(order: Order, candidates: number): number[] {
  return Array.from({ length: candidates }, (_, candidate) => numberOf(order, candidate));
}
