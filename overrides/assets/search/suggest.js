// What to suggest while somebody writes: how the word may go on, and entries to go straight to.
import { clean } from "./analyse.js";

const WORDS = 5;
const ENTRIES = 4;

/**
 * @param {Awaited<ReturnType<typeof import("./engine.js").openEngine>>} engine
 * @param {string} written
 * @param {boolean} entriesToo
 * @returns {Promise<{words: string[], entries: object[]}>}
 */
export async function suggest(engine, written, entriesToo) {
  const text = clean(written);
  const last = engine.analyser.tokens(text).at(-1);
  if (!last || last.text.length < 2 || last.end !== text.length) return { words: [], entries: [] };
  const found = await engine.words.beginning(engine.analyser.fold(last.text), WORDS + 1);
  const words = found
    .map((word) => text.slice(0, last.start) + word.written)
    .filter((each) => each.toLowerCase() !== text.toLowerCase()).slice(0, WORDS);
  if (!entriesToo) return { words, entries: [] };
  // Half a word is not looked for as it stands: the likeliest whole one is.
  const [term] = engine.analyser.terms(last.text);
  const whole = term && await engine.words.find(term);
  const { hits } = await engine.search(whole ? text : words[0] ?? text);
  const entries = await Promise.all(hits.slice(0, ENTRIES).map((hit) => engine.card(hit.id)));
  return { words, entries };
}
