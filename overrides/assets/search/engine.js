// The search itself: loads the pieces that a query needs, lets lunr rank, and tells why.
import { clean, makeAnalyser } from "./analyse.js";
import { needed, parse, plan } from "./query.js";
import { once, openWords } from "./words.js";

/** When so few have enough of the words, others are shown too. */
const FEW = 10;
/** How much more an entry is worth where two words stand side by side as they were asked for. */
const BESIDE = 0.25;
/** Words of more entries than this are not looked up for that: their places are many. */
const MOST_BESIDE = 1000;

/**
 * @typedef {{id: number, score: number, matched: Record<string, object>, bits?: number}} Hit bits say which words
 *   of the query it has
 * @typedef {{plan: import("./query.js").Plan, hits: Hit[], enough: number}} Found
 */

/**
 * @param {(path: string) => Promise<any>} read reads a JSON file beneath sok/
 * @param {() => Promise<any>} loadLunr
 */
export async function openEngine(read, loadLunr) {
  const manifest = await read("manifest.json");
  const { fields } = manifest;
  const analyser = makeAnalyser(manifest.language);
  const cache = new Map();
  const piece = (name) => {
    const path = `${manifest.index}/${name}`;
    if (!cache.has(path)) {
      const reading = read(path);
      cache.set(path, reading);
      reading.catch(() => cache.delete(path));
    }
    return cache.get(path);
  };
  const words = openWords(manifest.words, piece, analyser);

  /** The postings of a term: [field, ids, weights] with plain numbers. */
  async function posting(term, known = undefined) {
    const file = known ?? (await words.find(term))?.postings;
    if (file === undefined) return null;
    const own = (await piece(`postings/${file}.json`))[term];
    return own.map(([field, steps, weights]) => [field, summed(steps), weights]);
  }

  /** Where a term stands: id → its places. */
  async function places(term) {
    const word = await words.find(term);
    const own = word && (await piece(`places/${word.postings}.json`))[term];
    if (!own) return new Map();
    const [steps, counts, spots] = own;
    let at = 0;
    return new Map(summed(steps).map((id, n) => [id, summed(spots.slice(at, (at += counts[n])))]));
  }

  /** The ids of entries where all of a way's terms stand one after another. */
  async function inOrder({ terms, offsets }) {
    const [first, ...rest] = await Promise.all(terms.map(places));
    const found = new Set();
    for (const [id, starts] of first) {
      const others = rest.map((each) => new Set(each.get(id)));
      if (starts.some((start) => others.every((own, n) => own.has(start + offsets[n + 1])))) found.add(id);
    }
    return found;
  }

  const engine = {
    manifest, analyser, words,
    column: (name) => piece(`facets/${name}.json`),
    titles: once(() => piece("titles.json")),
    lists: once(() => piece("lists.json")),

    /**
     * @param {{typing?: boolean, whole?: {index: object, having: (term: string) => number[]}}} [how] `whole`: a whole
     *   index to ask instead of the pieces, for tests
     * @returns {Promise<Found>} every entry that answers the query, the best first
     */
    async search(text, { typing = false, whole } = {}) {
      const planned = await plan(parse(clean(text), analyser), words, { analyser, typing });
      const terms = planned.clauses.map((clause) => clause.term);
      const kept = await leftOut(planned);
      if (!terms.length) return { plan: planned, hits: planned.units.length ? [] : everything(planned, kept), enough: Infinity };
      const [lunr, besides, inPhrases, ...postings] = await Promise.all([loadLunr(), typing ? [] : together(planned),
        phrases(planned), ...terms.map((term) => posting(term, planned.files.get(term)))]);
      const having = (term) => postings[terms.indexOf(term)]?.flatMap(([, ids]) => ids) ?? [];
      const bits = coverage(planned, whole?.having ?? having, inPhrases, manifest.size);
      const chosen = choose(planned, bits, kept);
      const ranked = rank(whole?.index ?? partial(lunr, fields, terms, postings, chosen), planned)
        .filter((hit) => chosen[hit.id]).map((hit) => ({ ...hit, bits: bits[hit.id] }));
      return inTurn(planned, nearer(ranked, besides));
    },

    /** @returns {Promise<object>} what is shown of an entry */
    card: (id) => piece(`entries/${id}.json`),
  };

  /** A test of ids: whether the entry has nothing that the query does not want. */
  async function leftOut({ unwanted }) {
    const sets = await Promise.all(unwanted.map(async (way) => way.offsets
      ? inOrder(way)
      : new Set((await posting(way.terms[0])).filter(([field]) => !fields[field].endsWith("parts")).flatMap(([, ids]) => ids))));
    return (id) => !sets.some((set) => set.has(id));
  }

  /** For words that were asked for side by side, the entries where they stand so. */
  const together = ({ pairs }) => Promise.all(pairs.map(async (pair) => {
    const own = await Promise.all(pair.terms.map((term) => words.find(term)));
    return own.every((word) => word?.entries <= MOST_BESIDE) ? inOrder(pair) : new Set();
  }));

  /** Only filters were asked for: every entry, the newest first. */
  function everything({ filters, unwanted }, kept) {
    if (!filters.length && !unwanted.length) return [];
    return Array.from({ length: manifest.size }, (_, id) => ({ id, score: 0, matched: {} })).filter((hit) => kept(hit.id));
  }

  const phrases = async ({ ways }) =>
    new Map(await Promise.all(ways.filter((way) => way.offsets).map(async (way) => [way, await inOrder(way)])));

  return engine;
}

/** All that is known of a term in a field of an entry, for lunr: one for all, since it only looks. */
const NOTHING = {};

const summed = (steps) => { let sum = 0; return steps.map((step) => (sum += step)); };

/**
 * A lunr.Index of only these terms. lunr scores an entry by the query's terms alone (query
 * vector · entry vector / |query vector|), so documents, order and scores are those of the
 * whole index. The terms come in the order of the whole, so that sums are added up alike.
 * Entries that are not `chosen` are left out, which changes nothing for the others.
 */
export function partial(lunr, fields, terms, postings, chosen) {
  const vectors = new Map();
  const inverted = terms.map((term, place) => {
    const entry = { _index: place };
    for (const field of fields) entry[field] = {};
    for (const [field, ids, weights] of postings[place] ?? []) {
      const own = entry[fields[field]];
      ids.forEach((id, n) => {
        if (!chosen[id]) return;
        own[id] = NOTHING;
        const ref = `${fields[field]}/${id}`;
        const vector = vectors.get(ref);
        if (vector) vector.push(place, weights[n] / 1000);
        else vectors.set(ref, [place, weights[n] / 1000]);
      });
    }
    return [term, entry];
  });
  const index = lunr.Index.load({ version: lunr.version, fields, fieldVectors: [...vectors], invertedIndex: inverted, pipeline: [] });
  index.tokenSet = tree(lunr, terms);
  return index;
}

/** lunr's own set of terms loses some with figures when it is made small (olivernn/lunr.js#503). */
function tree(lunr, terms) {
  const root = new lunr.TokenSet();
  for (const term of terms) {
    let node = root;
    for (let at = 0; at < term.length; at++) node = node.edges[term[at]] ??= new lunr.TokenSet();
    node.final = true;
  }
  return root;
}

/** lunr's own answer to the clauses. */
export function rank(index, { clauses }) {
  const results = index.query((query) => {
    for (const { term, boost } of clauses) query.clause({ term, boost, usePipeline: false });
  });
  return results.map(({ ref, score, matchData }) => ({ id: Number(ref), score, matched: matchData.metadata }));
}

/** lunr knows words and not their neighbours: "barns rättigheter" is more than barn and rättigheter. */
function nearer(ranked, besides) {
  if (!besides.some((ids) => ids.size)) return ranked;
  const worth = ({ id, score }) => score * besides.reduce((sum, ids) => sum * (ids.has(id) ? 1 + BESIDE : 1), 1);
  return ranked.map((hit) => ({ ...hit, score: worth(hit) })).sort((a, b) => b.score - a.score);
}

/**
 * Which words of the query each entry has.
 * @param {(term: string) => number[]} having the ids of the entries that have a term
 * @returns {Uint32Array} by entry: bits, the first word lowest
 */
function coverage({ ways }, having, inPhrases, size) {
  const bits = new Uint32Array(size);
  for (const way of ways) {
    if (way.aside || !way.terms.length) continue;
    const [ids, ...others] = way.offsets ? [inPhrases.get(way)] : way.terms.map(having);
    const rest = others.map((each) => new Set(each));
    for (const id of ids) {
      if (rest.every((own) => own.has(id))) for (let at = way.from; at <= way.to; at++) bits[id] |= 1 << at;
    }
  }
  return bits;
}

/**
 * Which entries are hits: those that have enough of the query's words. When they are few, those
 * that have fewer of the words are too.
 * @returns {Uint8Array} by entry: 1 for a hit
 */
function choose({ units }, bits, kept) {
  const chosen = new Uint8Array(bits.length);
  let found = 0;
  for (let least = needed(units.length); least > 0 && found < FEW; least--) {
    bits.forEach((own, id) => {
      if (chosen[id] || count(own) < least || !kept(id)) return;
      chosen[id] = 1;
      found++;
    });
  }
  return chosen;
}

/** Entries with enough of the words come first, then those with fewer; `enough` counts the first. */
function inTurn(planned, ranked) {
  const least = needed(planned.units.length);
  const own = (hit) => Math.min(count(hit.bits), least);
  const hits = ranked.sort((a, b) => own(b) - own(a));
  return { plan: planned, hits, enough: hits.filter((hit) => own(hit) === least).length };
}

const count = (bits) => { let own = 0; for (; bits; bits &= bits - 1) own++; return own; };
