type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void)>>;

/** An element: functions listen to the event that they are named after, true is an attribute without a value, false is none. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

export function paragraph(text: string, className?: string): HTMLElement {
  return make("p", className === undefined ? {} : { class: className }, text);
}

export function button(text: string, click: () => void, more: Attributes = {}): HTMLButtonElement {
  return make("button", { type: "button", click, ...more }, text);
}

/** Opens beside the booth, which a navigation would empty. */
export function link(href: string, text: string): HTMLAnchorElement {
  return make("a", { href, target: "_blank", rel: "noopener" }, text);
}

/** What a screen reader says when its text changes. */
export function status(): HTMLElement {
  return make("p", { role: "status", class: "booth-status" });
}

/** A box for what went wrong: empty until then. */
export function alert(id: string): HTMLElement {
  return make("p", { role: "alert", class: "booth-wrong", id });
}

/** Saves this text on the device, without asking any server. */
export function saving(name: string, text: string, type: string, label: string): HTMLAnchorElement {
  return make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name, class: "booth-button" }, label);
}
