// Text → tokens → terms, as hooks/knowledge/publish/search/analyse.py does it.
import { makeStem } from "./stem.js";

const TOKEN = /[\p{L}\p{N}]+(?:[:./-][\p{L}\p{N}]+)*/gu;
const JOINER = /[:./-]/;

/**
 * @typedef {{text: string, start: number, end: number}} Token
 * @typedef {{tokens: (text: string) => Token[], terms: (token: string) => string[],
 *   fold: (word: string) => string, stem: (word: string) => string}} Analyser
 * @param {import("./stem.js").Tables & {stop: string[], colon: string[], like: Record<string, string>}} language
 * @returns {Analyser}
 */
export function makeAnalyser(language) {
  const stem = makeStem(language);
  const stops = new Set(language.stop);
  const inflected = new RegExp(`^(.+):(?:${language.colon.join("|")})$`);
  const like = new RegExp(`[${Object.keys(language.like).join("")}]`, "g");
  const stemmed = (word) => (/[0-9]/.test(word) ? word : stem(word));
  const standsAlone = (part, dated) => /^[0-9]+$/.test(part)
    ? dated && /^[0-9]{4}$/.test(part)
    : part.length > 1 && !stops.has(part);

  return {
    stem,
    tokens: (text) => [...text.matchAll(TOKEN)].map((found) => (
      { text: found[0], start: found.index, end: found.index + found[0].length })),
    terms(token) {
      let lower = token.toLowerCase();
      lower = inflected.exec(lower)?.[1] ?? lower;
      const parts = lower.split(JOINER);
      if (parts.length === 1) return stops.has(lower) ? [] : [stemmed(lower)];
      const last = parts.at(-1);
      const whole = lower.includes("-") || /[0-9]/.test(lower)
        ? [lower.slice(0, lower.length - last.length) + stemmed(last)] : [];
      const dated = !/[:./]/.test(lower);
      const own = parts.filter((part) => standsAlone(part, dated)).map(stemmed);
      return [...new Set([...whole, ...own])];
    },
    fold: (word) => word.toLowerCase().replace(like, (sign) => language.like[sign])
      .normalize("NFD").replace(/\p{M}/gu, ""),
  };
}

/** The text as tokens are looked for in it: composed letters, one kind of hyphen, none soft. */
export const clean = (text) => text.normalize("NFC").replace(/\u00ad/g, "").replace(/[\u2010\u2011]/g, "-");
