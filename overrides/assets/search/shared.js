// One engine per page, opened when it is first needed.
import { openEngine } from "./engine.js";
import { once } from "./words.js";

/** The root of the site, wherever it lies. */
export const ROOT = new URL("../../", import.meta.url);
const SOK = new URL("sok/", ROOT);

async function read(path) {
  // The manifest says where the rest is, so it is asked for anew; the rest never changes.
  const answer = await fetch(new URL(path, SOK), { cache: path === "manifest.json" ? "no-cache" : "default" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

const loadLunr = once(async () => (await import(new URL("lunr.js", SOK))).default);

export const engine = once(() => {
  loadLunr();
  return openEngine(read, loadLunr);
});
