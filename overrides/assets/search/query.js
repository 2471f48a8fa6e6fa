// What a visitor writes → what lunr is asked. Pure but for `words`, which looks terms up.

/** How much a way of finding a word is worth beside the word itself. */
const WORTH = {
  own: 1, wordWithin: 0.3, partOfOwn: 0.4, otherAccents: 0.25, noAccents: 0.8, synonym: 0.6,
  split: 0.6, begun: 0.6, begunToo: 0.2, corrected: 0.8, name: 1, nameSynonym: 0.8, wholeName: 1.5,
};
const BEGINNINGS = 6;
const LONGEST_NAME = 6;
const FILTERS = new Set(["typ", "ar", "år", "plats", "omrade", "område", "perspektiv", "av"]);
const PIECE = /(-?)(?:([\p{L}]+):("[^"]*"|[^\s"]+)|"([^"]*)"?|([^\s"]+))/gu;

/**
 * @typedef {{words: string[], phrase: boolean}} Wanted
 * @typedef {{wanted: Wanted[], unwanted: Wanted[], filters: {name: string, value: string}[]}} Parsed
 *
 * One way of finding one or several words of the query: all of `terms` must be in the entry.
 * `via` is what it was found by, told to the visitor unless that is `plain`; `apart` that it was
 * taken apart; `files` says where postings are that need not be looked up; a way `aside`
 * adds to the score but does not make do for the word; `corrected` is what was written.
 * @typedef {{terms: string[], worth: number, from: number, to: number, offsets?: number[],
 *   via?: string, apart?: boolean, files?: [string, number][], plain?: boolean, aside?: boolean, corrected?: string}} Way
 * @typedef {{term: string, boost: number}} Clause
 * @typedef {{units: string[], ways: Way[], clauses: Clause[], pairs: {terms: string[], offsets: number[]}[], unwanted: Way[],
 *   filters: {name: string, value: string}[], ignored: string[],
 *   corrected: [string, string][], files: Map<string, number>}} Plan
 */

/**
 * Words, "phrases", -unwanted and name:value.
 * @param {string} text
 * @param {import("./analyse.js").Analyser} analyser
 * @returns {Parsed}
 */
export function parse(text, analyser) {
  const parsed = { wanted: [], unwanted: [], filters: [] };
  for (const [, minus, name, value, quoted, plain] of text.matchAll(PIECE)) {
    const key = name?.toLowerCase();
    if (name && FILTERS.has(key) && !minus) {
      parsed.filters.push({ name: analyser.fold(key), value: value.replaceAll('"', "") });
      continue;
    }
    const words = analyser.tokens(quoted ?? (name ? `${name}:${value}` : plain)).map((token) => token.text);
    const group = minus ? parsed.unwanted : parsed.wanted;
    if (quoted !== undefined && words.length) group.push({ words, phrase: words.length > 1 });
    else group.push(...words.map((word) => ({ words: [word], phrase: false })));
  }
  return parsed;
}

/**
 * @param {Parsed} parsed
 * @param {import("./words.js").Words} words
 * @param {{analyser: import("./analyse.js").Analyser, typing?: boolean}} means
 * @returns {Promise<Plan>}
 */
export async function plan(parsed, words, { analyser, typing = false }) {
  const ignored = [];
  const asked = parsed.wanted.flatMap(({ words: written, phrase }, at) => {
    const terms = written.map((word) => analyser.terms(word));
    if (!terms.some((own) => own.length)) { ignored.push(...written); return []; }
    return [{ written, terms, phrase, place: at, last: typing && at === parsed.wanted.length - 1 }];
  });
  const units = asked.map(({ written }) => written.join(" "));
  const mains = asked.map(({ phrase, terms }) => (phrase ? "" : terms[0][0]));
  // Everything is looked up at once: the network is what takes time.
  const [whole, named, unwanted, ...found] = await Promise.all([
    wholeName(mains, words),
    names(mains, words),
    Promise.all(parsed.unwanted.map(({ words: written }) => phraseWay(written, -1, words, analyser))),
    ...asked.map(({ written, terms, phrase, last }, at) => phrase
      ? phraseWay(written, at, words, analyser).then((way) => [way])
      : waysOf(written[0], terms[0], at, last, words, analyser)),
  ]);
  const ways = [...found.flat(), ...named, ...whole];
  return {
    units, ways, clauses: clauses(ways), pairs: pairs(mains, asked), ignored, filters: parsed.filters,
    unwanted: unwanted.filter((way) => way && !way.missing),
    corrected: ways.filter((way) => way.corrected).map((way) => [way.corrected, way.via]),
    files: new Map(ways.flatMap((way) => way.files ?? [])),
  };
}

/** Words that stand side by side in the query, stop words between them too. */
function pairs(mains, asked) {
  return mains.slice(1).flatMap((main, at) => mains[at] && main
    ? [{ terms: [mains[at], main], offsets: [0, asked[at + 1].place - asked[at].place] }] : []);
}

/** The query as the whole of a title. */
async function wholeName(mains, words) {
  const term = ["=", ...mains].join(" ");
  const found = mains.length && mains.every(Boolean) && await words.find(term);
  return found ? [{ terms: [term], worth: WORTH.wholeName, from: 0, to: mains.length - 1 }] : [];
}

/** Each term once, with the most that any way gives it; in the order of terms. */
function clauses(ways) {
  const boosts = new Map();
  for (const { terms, worth } of ways) {
    for (const term of terms) boosts.set(term, Math.max(boosts.get(term) ?? 0, worth));
  }
  return [...boosts].map(([term, boost]) => ({ term, boost })).sort((a, b) => (a.term < b.term ? -1 : 1));
}

/** The words in this order, whatever stop words stand between; null when all are stop words. */
async function phraseWay(written, at, words, analyser) {
  const terms = [], offsets = [];
  for (const [place, word] of written.entries()) {
    const [main] = analyser.terms(word);
    if (main) { terms.push(main); offsets.push(place); }
  }
  if (!terms.length) return null;
  const found = await Promise.all(terms.map((term) => words.find(term)));
  if (found.some((entry) => !entry)) return { terms: [], worth: 0, from: at, to: at, missing: true };
  const way = { terms, worth: WORTH.own, from: at, to: at };
  return terms.length > 1 ? { ...way, offsets: offsets.map((offset) => offset - offsets[0]) } : way;
}

/** Every way of finding one word. */
async function waysOf(written, [main, ...within], at, last, words, analyser) {
  const ways = [];
  const add = (terms, worth, more = {}) => ways.push({ terms, worth, from: at, to: at, ...more });
  /** Every way of finding another word in its place. */
  const instead = (worth, corrected) => async (other) => {
    const found = await waysOf(other.written, [other.term], at, false, words, analyser);
    return found.map((way) => ({ ...way, worth: way.worth * worth, via: way.via ?? other.written,
      ...(way.terms[0] === other.term ? { plain: true, corrected } : {}) }));
  };
  const [row, alike] = await Promise.all([words.row(main), words.folded(analyser.fold(main))]);
  const own = row?.postings >= 0 ? row : undefined;
  const others = alike.filter((other) => other.term !== main);
  if (others.length && !row) return (await Promise.all(others.map(instead(WORTH.noAccents)))).flat();
  if (own) {
    add([main], WORTH.own);
    const found = await Promise.all(within.map((term) => words.find(term)));
    within.forEach((term, n) => { if (found[n]) add([term], WORTH.wordWithin, { aside: true }); });
    if (own.parts.length > 1) {
      add(own.parts.map(([part]) => part), WORTH.partOfOwn, { files: own.parts, apart: true });
    }
  }
  for (const other of others) add([other.term], WORTH.otherAccents, { via: other.written });
  for (const [name, term, file] of row?.same ?? []) {
    add([term], WORTH.synonym, { via: name, files: [[term, file]] });
  }
  if (last && written.length > 1) {
    for (const other of await words.beginning(analyser.fold(written), BEGINNINGS)) {
      if (other.term !== main) add([other.term], ways.length ? WORTH.begunToo : WORTH.begun, { via: other.written });
    }
  }
  if (!ways.length && within.length) {
    const found = await Promise.all(within.map((term) => words.find(term)));
    if (found.every(Boolean)) add(within, WORTH.split);
  }
  if (!own) {
    const slips = await words.near(written.toLowerCase());
    const parts = slips[0]?.slips === 1 ? null : await words.split(written.toLowerCase());
    if (parts) add(parts, WORTH.split, { apart: true });
    if (!ways.length && slips.length) return instead(WORTH.corrected, written)(slips[0]);
  }
  return ways;
}

/** Names of several words that stand in the query: themselves as one, and what else they are called. */
async function names(mains, words) {
  const spans = mains.flatMap((_, from) => mains.slice(from + 1, from + LONGEST_NAME)
    .map((_, more) => [from, from + more + 1]))
    .filter(([from, to]) => mains.slice(from, to + 1).every(Boolean));
  const found = await Promise.all(spans.map(async ([from, to]) => {
    const row = await words.row(mains.slice(from, to + 1).join(" "));
    if (!row) return [];
    const own = { terms: [row.term], worth: WORTH.name, from, to, files: [[row.term, row.postings]] };
    const others = row.same.map(([name, term, file]) => (
      { terms: [term], worth: WORTH.nameSynonym, from, to, files: [[term, file]], via: name }));
    return row.postings < 0 ? others : [own, ...others];
  }));
  return found.flat();
}

/** How many of `count` words an entry must have: both of two, most of many. */
export const needed = (count) => (count < 3 ? count : Math.ceil(count * 0.6));
