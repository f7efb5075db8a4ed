// The site's texts, as its pages say them: tests find what they press by what people read.
import { readFileSync, readdirSync } from "node:fs";

const folder = new URL("../../crates/site/words/", import.meta.url);

function read(language) {
  const texts = readdirSync(new URL(`${language}/`, folder)).map((file) => readFileSync(new URL(`${language}/${file}`, folder), "utf8"));
  const messages = texts.join("\n").matchAll(/^([a-z][a-z0-9-]*) = ?(.*(?:\n[ \t]+.*|\n(?=[ \t]*\n[ \t]))*)/gm);
  return Object.fromEntries([...messages].map(([, key, value]) => [key, value.trim()]));
}

const all = { en: read("en"), cy: read("cy") };

/** A text without plurals, filled. */
export function say(language, key, values = {}) {
  const text = all[language][key];
  if (text === undefined) throw new Error(`no text has the key ${key} in ${language}`);
  return text.replace(/\{ \$(\w+) \}/g, (_, name) => String(values[name])).replace(/\{"(.*?)"\}/g, "$1");
}
