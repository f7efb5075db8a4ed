// Dragging by a handle, with a mouse, a pen or a finger: one more way to do what the numbers and arrows do. Nobody needs it:
// a handle is no control for the keyboard or a screen reader, which have the others.
import { make } from "./elements.ts";
import { landingAt, lineAt, scrollAt, type From, type Grounds } from "./landing.ts";
import type { Order } from "./ranking.ts";

/** What is dragged about, and where. */
export interface Draggable {
  readonly paper: HTMLElement;
  /** The place of the order in the page, which holds its rows. */
  readonly place: HTMLElement;
  readonly rows: HTMLElement;
  readonly order: () => Order;
  readonly name: (candidate: number) => string;
  /** Whether one could be given a number at all. */
  readonly isFree: (candidate: number) => boolean;
  /** The candidate was let go where this number is given; 0 takes it away. */
  readonly drop: (candidate: number, number: number) => void;
}

/** A hand that trembles has not begun to drag. */
const slack = 4;

/** A handle for this candidate's row, by which it is dragged. */
export function handle(draggable: Draggable, candidate: number, from: From): HTMLElement {
  const grip: HTMLElement = make("span", {
    class: "booth-handle",
    "aria-hidden": "true",
    pointerdown: (event) => press(event as PointerEvent, grip, draggable, candidate, from),
  });
  return grip;
}

let pressed = false;

/** Follows one pointer from its press to its end. Only its own letting go drops; whatever else ends it puts back. */
function press(start: PointerEvent, grip: HTMLElement, draggable: Draggable, candidate: number, from: From): void {
  if (pressed || !start.isPrimary || start.button !== 0) return;
  // Else the mouse would select text on its way.
  start.preventDefault();
  pressed = true;
  const listening = new AbortController();
  const hand = { x: start.clientX, y: start.clientY };
  let lifted: Lifted | undefined;

  const end = (dropped: boolean) => {
    pressed = false;
    listening.abort();
    lifted?.letGo(dropped);
  };
  const own = (act: (event: PointerEvent) => void) => (event: PointerEvent) => event.pointerId === start.pointerId && act(event);
  const on = { signal: listening.signal, capture: true };
  addEventListener(
    "pointermove",
    own(({ clientX, clientY }) => {
      Object.assign(hand, { x: clientX, y: clientY });
      if (lifted === undefined && Math.hypot(clientX - start.clientX, clientY - start.clientY) >= slack) {
        lifted = lift(hand, grip, draggable, candidate, from, () => end(false));
      }
    }),
    on,
  );
  addEventListener("pointerup", own(() => end(true)), on);
  addEventListener("pointercancel", own(() => end(false)), on);
  addEventListener("blur", () => end(false), on);
  addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      end(false);
    },
    on,
  );
  grip.setPointerCapture(start.pointerId);
}

interface Lifted {
  readonly letGo: (dropped: boolean) => void;
}

/** Shows the candidate at the hand and where they would fall, until they are let go. */
function lift(
  hand: { readonly x: number; readonly y: number },
  grip: HTMLElement,
  { paper, place, rows, order, name, isFree, drop }: Draggable,
  candidate: number,
  from: From,
  lost: () => void,
): Lifted {
  const row = grip.parentElement!;
  const shown = make("div", { class: "booth-dragged", "aria-hidden": "true" }, make("bdi", {}, name(candidate)));
  const line = make("div", { class: "booth-line", "aria-hidden": "true", hidden: true });
  const home = row.getBoundingClientRect();
  const offset = { x: hand.x - home.left, y: home.height / 2 };
  const grounds = (): Grounds => {
    const own = order().indexOf(candidate);
    const others = [...rows.children].filter((_, index) => index !== own).map((other) => other.getBoundingClientRect());
    return { paper: paper.getBoundingClientRect(), order: place.getBoundingClientRect(), others };
  };
  const draw = () => {
    const now = grounds();
    const number = landingAt(hand.y, from, now);
    shown.style.transform = `translate(${hand.x - offset.x}px, ${hand.y - offset.y}px)`;
    // At the place where they are, and where no number is left, there is nothing to show.
    line.hidden = !number || number === order().indexOf(candidate) + 1 || !isFree(candidate);
    if (!line.hidden) line.style.top = `${lineAt(number!, now) - now.order.top}px`;
    paper.classList.toggle("booth-over", number === 0);
    place.classList.toggle("booth-over", Boolean(number));
  };

  let frame = 0;
  let before = performance.now();
  const follow = (now: number) => {
    // Whoever goes a step back while dragging has left this page.
    if (!grip.isConnected) return lost();
    const speed = scrollAt(hand.y, innerHeight);
    if (speed !== 0) scrollBy({ top: speed * Math.min(now - before, 50), behavior: "instant" });
    before = now;
    draw();
    frame = requestAnimationFrame(follow);
  };

  row.classList.add("booth-lifted");
  place.classList.add("booth-awaiting");
  place.append(line, shown);
  draw();
  frame = requestAnimationFrame(follow);

  const letGo = (dropped: boolean) => {
    cancelAnimationFrame(frame);
    const number = dropped && grip.isConnected ? landingAt(hand.y, from, grounds()) : undefined;
    row.classList.remove("booth-lifted");
    place.classList.remove("booth-awaiting", "booth-over");
    paper.classList.remove("booth-over");
    line.remove();
    if (number === undefined) return goHome(shown, row);
    shown.remove();
    if (number !== order().indexOf(candidate) + 1) drop(candidate, number);
  };
  return { letGo };
}

/** What was put back is seen to go back, by whoever wants to see things move. */
function goHome(shown: HTMLElement, row: HTMLElement): void {
  if (!row.isConnected || matchMedia("(prefers-reduced-motion: reduce)").matches) return shown.remove();
  const { left, top } = row.getBoundingClientRect();
  const way = shown.animate({ transform: `translate(${left}px, ${top}px)` }, { duration: 150, easing: "ease-out" });
  way.finished.then(() => shown.remove(), () => shown.remove());
}
