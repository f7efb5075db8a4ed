// Every address that the site answers by GET, from its golden list, or from the table where there is none yet.
import { existsSync, readFileSync } from "node:fs";

const site = new URL("../../crates/site/", import.meta.url);
const golden = new URL("tests/it/routes.txt", site);

function listed() {
  if (existsSync(golden)) {
    const lines = readFileSync(golden, "utf8").matchAll(/^GET +(\S+)/gm);
    return [...lines].map(([, path]) => path);
  }
  const table = readFileSync(new URL("src/routes.rs", site), "utf8").matchAll(/\.(?:get|sign_in)\(\s*"([^"]+)"/g);
  return [...table].map(([, path]) => path);
}

// Those with fewer parts that vary come first: `/contests/new` before `/contests/{contest}`.
const varies = (path) => path.split("{").length;
export const routes = listed().sort((a, b) => varies(a) - varies(b));

const shapes = routes.map((path) => {
  const text = path.replace(/[.]/g, "\\.").replace(/\{\*\w+\}/g, ".+").replace(/\{\w+\}/g, "[^/]+");
  return { path, shape: new RegExp(`^${text}$`) };
});

/** Which route answers an address, and in which language. */
export function routeOf(url) {
  const { pathname } = new URL(url);
  const [, language, path] = pathname.match(/^(?:\/(cy)(?=\/|$))?(.*)$/);
  return { language: language ?? "en", path: path || "/", route: shapes.find(({ shape }) => shape.test(path || "/"))?.path };
}
