// The lines of an entry that show why it was found.

const LONGEST = 230;
const LEAST_PART = 3;
/** A line of fewer letters is hardly a sentence. */
const LEAST_LINE = 40;

/**
 * @typedef {{text: string, hit: boolean}} Piece
 * @typedef {{exact: Set<string>, parts: Set<string>}} Sought terms; those found within compounds
 */

/**
 * What a hit was found by, for `excerpt`.
 * @param {import("./query.js").Plan} plan
 * @param {Record<string, Record<string, object>>} matched lunr's metadata: term → field
 * @returns {Sought}
 */
export function sought(plan, matched) {
  const own = Object.keys(matched);
  const exact = new Set(own.flatMap((term) => [term, ...term.split(" ")]));
  const parts = new Set(own.filter((term) => Object.keys(matched[term]).some((field) => field.endsWith("parts"))));
  return { exact, parts };
}

/** The tokens of a text that were sought: [start, end, whether it is a compound of one]. */
function found(text, { exact, parts }, analyser) {
  const folds = [...parts].filter((part) => part.length >= LEAST_PART).map(analyser.fold);
  return analyser.tokens(text).flatMap(({ text: token, start, end }) => {
    if (analyser.terms(token).some((term) => exact.has(term))) return [{ start, end, token, compound: false }];
    const fold = analyser.fold(token);
    const within = folds.some((part) => fold.length > part.length + 2 && (fold.startsWith(part) || analyser.stem(fold).endsWith(part) || fold.includes(part)));
    return within ? [{ start, end, token, compound: true }] : [];
  });
}

/** @returns {Piece[]} a text with what was sought marked */
export function highlight(text, own, analyser) {
  return cut(text, found(text, own, analyser), 0, text.length);
}

function cut(text, hits, from, to) {
  const pieces = [];
  let at = from;
  for (const { start, end } of hits) {
    if (start < at || end > to) continue;
    pieces.push({ text: text.slice(at, start), hit: false }, { text: text.slice(start, end), hit: true });
    at = end;
  }
  pieces.push({ text: text.slice(at, to), hit: false });
  return pieces.filter((piece) => piece.text);
}

/**
 * The summary if it has what was sought; otherwise the passage of the text that has most of it.
 * @returns {Piece[]}
 */
export function excerpt({ s: summary, b: body }, own, analyser) {
  const inSummary = found(summary, own, analyser);
  const kinds = (hits) => new Set(hits.map((hit) => analyser.terms(hit.token)[0])).size;
  const best = bestPassage(body, own, analyser, kinds);
  if (!best || kinds(inSummary) >= best.kinds) return cut(summary, inSummary, 0, summary.length);
  const pieces = cut(body, best.hits, best.from, best.to);
  if (best.from > 0 && body[best.from - 1] !== "\n") pieces.unshift({ text: "… ", hit: false });
  if (best.to < body.length && !/[.?!\n]$/.test(body.slice(0, best.to))) pieces.push({ text: " …", hit: false });
  return pieces;
}

/** The most words on one line; among equals a line that says something before a heading or a cell. */
function bestPassage(body, own, analyser, kinds) {
  const hits = found(body, own, analyser);
  let best = null;
  for (const [at, { start }] of hits.entries()) {
    const line = lineOf(body, start);
    const near = hits.slice(at).filter((hit) => hit.end <= Math.min(line.to, start + LONGEST - 60));
    const many = kinds(near);
    const worth = many + (line.to - line.from >= LEAST_LINE ? 0.5 : 0);
    if (!best || worth > best.worth) best = { kinds: many, worth, first: start, line };
  }
  if (!best) return null;
  const from = begin(body, best.first);
  const full = from + LONGEST;
  const to = best.line.to <= full ? best.line.to : body.lastIndexOf(" ", full);
  return { ...best, from, to, hits: hits.filter((hit) => hit.start >= from && hit.end <= to) };
}

function lineOf(text, at) {
  const end = text.indexOf("\n", at);
  return { from: text.lastIndexOf("\n", at) + 1, to: end < 0 ? text.length : end };
}

/** The start of the sentence or line, or some words before. */
function begin(body, at) {
  const start = Math.max(body.lastIndexOf(". ", at) + 2, body.lastIndexOf("\n", at) + 1, body.lastIndexOf("? ", at) + 2);
  if (at - start < 90) return start < 2 && !/^[.?] /.test(body) ? Math.max(0, body.lastIndexOf("\n", at) + 1, start === 1 ? 0 : start) : start;
  return body.indexOf(" ", at - 70) + 1;
}

/**
 * Why an entry was found, when none of the words asked for stands in it as asked.
 * @returns {string[]} "bostadssegregation", "Brottsförebyggande rådet"
 */
export function reasons(plan, { matched }, card, analyser) {
  const texts = `${card.t}\n${card.s}\n${card.b}`;
  const told = new Set();
  plan.units.forEach((_, at) => {
    const ways = plan.ways.filter((way) => way.from <= at && at <= way.to && way.terms.length && way.terms.every((term) => matched[term]));
    const whole = (way) => way.terms.every((term) => Object.keys(matched[term]).some((field) => !field.endsWith("parts")));
    if (ways.some((way) => ((!way.via && !way.apart) || way.plain) && !way.aside && whole(way))) return;
    const other = ways.find((way) => way.via && whole(way));
    if (other) { told.add(other.via); return; }
    const apart = ways.find((way) => way.apart && whole(way));
    if (apart) { told.add(apart.terms.map((term) => asWritten(term, texts, analyser)).join(" + ")); return; }
    const own = { exact: new Set(), parts: new Set(ways.flatMap((way) => way.terms)) };
    const compound = found(texts, own, analyser).find((hit) => hit.compound);
    if (compound) told.add(compound.token.toLowerCase());
  });
  return [...told];
}

/** A term as it first stands in the texts. */
const asWritten = (term, texts, analyser) =>
  analyser.tokens(texts).find(({ text }) => analyser.terms(text).includes(term))?.text.toLowerCase() ?? term;
