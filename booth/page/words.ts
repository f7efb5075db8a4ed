import { data } from "./contract.ts";

/** The server's text for this key, with its {placeholders} filled. */
export function say(key: string, values: Readonly<Record<string, string | number | bigint>> = {}): string {
  return (data.words[key] ?? key).replace(/\{(\w+)\}/g, (unfilled, name) => String(values[name] ?? unfilled));
}

/** Names in one sentence, as the page's language joins them. */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat(document.documentElement.lang || "en").format(names);
}
