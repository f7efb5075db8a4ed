// What is known of the voter until the ballot is cast. It is nowhere else: not in the address, not in the history, in no storage.
import { sealBallot, type Election, type Sealed } from "../seal/index.ts";
import { data } from "./contract.ts";
import { takeFromAddress } from "./credential.ts";
import { sealable, type Order } from "./ranking.ts";

const nobody = () => ({
  /** The voting code as it was typed, or as the address brought it. */
  typed: "",
  brought: false,
  /** The code once it was read. */
  credential: "",
  orders: data.questions.map((): Order => []),
  blanksConfirmed: new Set<number>(),
});

export const voter = nobody();

export function forget(): void {
  Object.assign(voter, nobody());
  warnBeforeLeaving(false);
}

export function takeBroughtCode(): void {
  const typed = takeFromAddress();
  if (typed !== undefined) Object.assign(voter, { typed, brought: true, credential: "" });
}

/** Each time from new randomness. */
export function sealVote(election: Election): Sealed {
  const plaintexts = voter.orders.map((order, index) => sealable(order, data.questions[index]!.candidates.length));
  return sealBallot(election, voter.credential, plaintexts);
}

export function rank(question: number, order: Order): void {
  voter.orders[question] = order;
  voter.blanksConfirmed.delete(question);
  warnBeforeLeaving(voter.orders.some((order) => order.length > 0));
}

function warnBeforeLeaving(warn: boolean): void {
  (warn ? addEventListener : removeEventListener)("beforeunload", ask);
}

function ask(event: Event): void {
  event.preventDefault();
}
