// Where something that is dragged would fall: heights within the window, and no page.

/** From its top to its bottom, in pixels of the window. */
export interface Span {
  readonly top: number;
  readonly bottom: number;
}

/** Where the drag began: at the paper's row, or at the row of the voter's own order. */
export type From = "paper" | "order";

export interface Grounds {
  readonly paper: Span;
  /** All that takes a drop: the heading of the order, its rows, or the sentence that there is none. */
  readonly order: Span;
  /** The rows of the order, but the one that is dragged. */
  readonly others: readonly Span[];
}

/** A hand that lets go a little below the last row means the last place. */
const overshoot = 48;

/** So far above the end of an empty order its line stands, to be told from the border. */
const inset = 12;

/** This near to the edge of the window the page begins to move. */
const edge = 72;

/** The most pixels a millisecond. */
const fastest = 1.1;

/**
 * The number that is given by letting go here; 0 takes it away. Undefined where nothing is meant: also at the paper for
 * who was lifted from it, since that is where they were.
 */
export function landingAt(y: number, from: From, { paper, order, others }: Grounds): number | undefined {
  if (y >= order.top && y <= order.bottom + overshoot) return 1 + others.filter((row) => middle(row) < y).length;
  return from === "order" && y >= paper.top && y <= paper.bottom ? 0 : undefined;
}

/** Where the line stands that shows a place: between the row before and the row after, below what is above the first. */
export function lineAt(number: number, { order, others }: Grounds): number {
  const before = others[number - 2];
  const after = others[number - 1];
  if (before !== undefined && after !== undefined) return (before.bottom + after.top) / 2;
  return after?.top ?? before?.bottom ?? order.bottom - inset;
}

/** Pixels a millisecond by which the page moves under a hand at this height: faster nearer to the edge, up below 0. */
export function scrollAt(y: number, height: number): number {
  const near = Math.min(edge, height / 4);
  const into = y < near ? y - near : Math.max(0, y - (height - near));
  return fastest * Math.max(-1, Math.min(1, into / near));
}

function middle({ top, bottom }: Span): number {
  return (top + bottom) / 2;
}
