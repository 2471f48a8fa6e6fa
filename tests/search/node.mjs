// What the tests ask of the browser's modules, in Node: node node.mjs <folder> <task> < JSON > JSON
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";

const [folder, task] = process.argv.slice(2);
const own = (name) => import(pathToFileURL(resolve(folder, "assets/search", name)));
const sok = join(folder, "sok");
const read = async (path) => JSON.parse(await readFile(join(sok, path), "utf8"));
const input = JSON.parse(readFileSync(0, "utf8"));

const tasks = {
  /** [words] → [[terms, folded]] */
  async analyse(tokens) {
    const { makeAnalyser } = await own("analyse.js");
    const analyser = makeAnalyser((await read("manifest.json")).language);
    return tokens.map((token) => [analyser.terms(token), analyser.fold(token)]);
  },
  /** [texts] → [[tokens]] */
  async tokens(texts) {
    const { clean, makeAnalyser } = await own("analyse.js");
    const analyser = makeAnalyser((await read("manifest.json")).language);
    return texts.map((text) => analyser.tokens(clean(text)).map((token) => token.text));
  },
  /** {queries, lunr, whole, documents?} → what pieces and whole index say of each query */
  async parity({ queries, lunr: source, whole, documents, fields }) {
    const { openEngine } = await own("engine.js");
    const lunr = createRequire(import.meta.url)(source);
    const index = whole && lunr.Index.load(JSON.parse(readFileSync(whole, "utf8")));
    const built = documents && build(lunr, JSON.parse(readFileSync(documents, "utf8")), fields);
    const shipped = (await import(pathToFileURL(join(sok, "lunr.js")))).default;
    const engine = await openEngine(read, async () => shipped);
    const found = [];
    for (const query of queries) {
      const pieces = await engine.search(query);
      const lost = [...(index ? [index] : []), ...(built ? [built] : [])].some((own) =>
        pieces.plan.clauses.some(({ term }) => !own.tokenSet.intersect(lunr.TokenSet.fromString(term)).toArray().length));
      const answers = { query, lost, pieces: pairs(pieces) };
      if (index) answers.whole = pairs(await engine.search(query, { whole: asked(index, engine.manifest.fields) }));
      if (built) answers.built = pairs(await engine.search(query, { whole: asked(built, engine.manifest.fields) }));
      found.push(answers);
    }
    return found;
  },
  /** [{query, s: summary, b: body}] → the lines that show why, what was sought in [] */
  async excerpts(cards) {
    const { excerpt } = await own("excerpt.js");
    const { makeAnalyser } = await own("analyse.js");
    const analyser = makeAnalyser((await read("manifest.json")).language);
    return cards.map(({ query, ...card }) => {
      const exact = new Set(analyser.tokens(query).flatMap(({ text }) => analyser.terms(text)));
      const pieces = excerpt(card, { exact, parts: new Set() }, analyser);
      return pieces.map(({ text, hit }) => (hit ? `[${text}]` : text)).join("");
    });
  },
  /** [queries] → [[urls]] and what else the page shows */
  async search(queries) {
    const { openEngine } = await own("engine.js");
    const shipped = (await import(pathToFileURL(join(sok, "lunr.js")))).default;
    const engine = await openEngine(read, async () => shipped);
    const found = [];
    for (const query of queries) {
      const { plan, hits, enough } = await engine.search(query);
      const urls = [];
      for (const hit of hits.slice(0, 50)) urls.push((await engine.card(hit.id)).u);
      found.push({ query, urls, total: hits.length, enough, corrected: plan.corrected, scores: hits.slice(0, 5).map((h) => h.score), ways: plan.ways,
        words: hits.map((hit) => hit.bits.toString(2).replaceAll("0", "").length) });
    }
    return found;
  },
  /** {query, words}: what the parser and the word list say */
  async parse(queries) {
    const { parse } = await own("query.js");
    const { makeAnalyser } = await own("analyse.js");
    const analyser = makeAnalyser((await read("manifest.json")).language);
    return queries.map((query) => parse(query, analyser));
  },
};

/** lunr.js's own Builder, given our terms: [{field: [terms]}] in the order of ids. */
function build(lunr, documents, fields) {
  const builder = new lunr.Builder();
  builder.ref("id");
  for (const [name, boost] of fields) builder.field(name, { boost });
  documents.forEach((document, id) => builder.add({ id: String(id), ...document }));
  return builder.build();
}

/** A whole index, and what it has of a term. */
const asked = (index, fields) => ({
  index,
  having: (term) => fields.flatMap((field) => Object.keys(index.invertedIndex[term]?.[field] ?? {}).map(Number)),
});

const pairs = ({ hits }) => hits.map(({ id, score }) => [id, score]);

console.log(JSON.stringify(await tasks[task](input)));
