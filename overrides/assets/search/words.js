// The bank's own words: which there are, how they are written, which are near another.

/** How many files a search for a near word reads, and how many entries a short part must stand in. */
const FILES_NEAR = 3;
const LEAST_ENTRIES = 2;
const LINKS = ["s", "e", "o", "u", "a", "es"];

/**
 * @typedef {{term: string, written: string, entries: number, postings: number, parts: [string, number][],
 *   same: [string, string, number][]}} Word postings is -1 for a synonym that no entry has
 * @typedef {ReturnType<typeof openWords>} Words
 */

/** One file of words as an array of Word. */
function rows(table) {
  let postings = 0;
  return table.t.map((term, at) => {
    const written = table.w[at];
    return {
      term, entries: table.n[at], parts: table.c[at] ?? [], same: table.s[at] ?? [], postings: (postings += table.p[at]),
      written: !written ? term : written[0] === "=" ? term + written.slice(1) : written,
      spoken: Boolean(written),
    };
  });
}

/**
 * @param {string[]} firsts the first folded term of each file
 * @param {(name: string) => Promise<any>} read
 * @param {import("./analyse.js").Analyser} analyser
 */
export function openWords(firsts, read, analyser) {
  const opened = new Map();
  const common = once(async () => rows(await read("common.json")).map(folded));
  const file = (number) => {
    if (!opened.has(number)) {
      opened.set(number, read(`words/${number}.json`).then((table) => {
        const found = rows(table).map(folded);
        return { found, byTerm: new Map(found.map((word) => [word.term, word])) };
      }));
    }
    return opened.get(number);
  };
  function folded(word) { return { ...word, fold: analyser.fold(word.term) }; }

  /** The numbers of the files that may hold terms that fold to `from` and up to `to`. */
  const files = (from, to = from) => {
    let first = firsts.findLastIndex((start) => start < from);
    if (first < 0) first = 0;
    const last = Math.max(first, firsts.findLastIndex((start) => start <= to));
    return Array.from({ length: last - first + 1 }, (_, step) => first + step);
  };
  const between = async (from, to, most = Infinity) =>
    (await Promise.all(files(from, to).slice(0, most).map(file))).flatMap(({ found }) => found);

  const self = {
    /** @returns {Promise<Word | undefined>} a word that entries have, or that is a synonym of one */
    async row(term) {
      for (const number of files(analyser.fold(term))) {
        const word = (await file(number)).byTerm.get(term);
        if (word) return word;
      }
    },

    /** @returns {Promise<Word | undefined>} a word that entries have */
    async find(term) {
      const word = await self.row(term);
      return word && word.postings >= 0 ? word : undefined;
    },

    /** The words that are `fold` without accents. */
    folded: async (fold) => (await between(fold, fold)).filter((word) => word.fold === fold && word.spoken),

    /** The commonest words that begin so; of a short beginning only among the common words. */
    async beginning(fold, most) {
      const from = fold.length > 2 ? await between(fold, fold + "\uffff", FILES_NEAR) : [];
      const stem = analyser.stem(fold);
      const begins = (word) => word.spoken && !word.term.includes(" ") &&
        analyser.fold(word.written).startsWith(fold) && (word.fold.startsWith(stem) || word.fold.startsWith(fold));
      const unique = new Map([...await common(), ...from].filter(begins).map((word) => [word.term, word]));
      return [...unique.values()].sort((a, b) => b.entries - a.entries || (a.term < b.term ? -1 : 1)).slice(0, most);
    },

    /** The parts of a compound that the bank does not have, if it has them; the longest behind. */
    async split(word) {
      if (!/^\p{L}+$/u.test(word)) return null;
      const stands = async (term) => ((await self.find(term))?.entries ?? 0) >= (term.length < 5 ? LEAST_ENTRIES : 1);
      for (let cut = 3; cut <= word.length - 4; cut++) {
        const tail = analyser.stem(word.slice(cut));
        if (!await stands(tail)) continue;
        const head = word.slice(0, cut);
        const shapes = [head, ...LINKS.filter((link) => head.endsWith(link)).map((link) => head.slice(0, -link.length))];
        for (const shape of shapes) {
          const term = analyser.terms(shape)[0];
          if (shape.length > 2 && term && await stands(term)) return [term, tail];
        }
      }
      return null;
    },

    /** Words of the bank that are one or two slips of the finger away, the likeliest first. */
    async near(word) {
      const fold = analyser.fold(word);
      const most = fold.length < 4 ? 0 : fold.length < 7 ? 1 : 2;
      if (!most) return [];
      const start = fold.slice(0, 3);
      const [known, around] = await Promise.all([common(), between(start, fold + "\uffff", FILES_NEAR)]);
      const after = await between(fold, start + "\uffff", FILES_NEAR);
      const unique = new Map();
      for (const other of [...known, ...around, ...after]) {
        if (!other.spoken || other.term.includes(" ") || other.entries < 1) continue;
        const slips = Math.min(
          distance(fold, analyser.fold(other.written), most), distance(analyser.fold(analyser.stem(word)), other.fold, most));
        if (slips <= most) unique.set(other.term, { ...other, slips });
      }
      return [...unique.values()].sort((a, b) => a.slips - b.slips || b.entries - a.entries).slice(0, 3);
    },
  };
  return self;
}

/** Damerau-Levenshtein (optimal string alignment); anything above `most` is `most` + 1. */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return Math.min(last[b.length], most + 1);
}

export function once(make) {
  let made;
  return () => (made ??= make());
}
