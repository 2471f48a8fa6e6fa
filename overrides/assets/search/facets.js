// What the hits are counted under, and which of them a choice leaves.

/** So many entries have all their columns loaded at once; more than that, when they are asked for. */
const FEW = 2_000;
const SMALL = ["typ", "ar"];

/**
 * @typedef {{name: string, title: string, column: string, options: {key: string, title: string}[],
 *   has?: (id: number) => number[]}} Facet has is there when the column is loaded
 * @typedef {Record<string, string[]>} Choice facet → keys
 */

const list = (cell) => (cell === 0 ? [] : typeof cell === "number" ? [cell - 1] : cell.map((each) => each - 1));

/**
 * @param {{column: (name: string) => Promise<any>, manifest: any}} engine
 * @returns {{facets: Facet[], first: string[], load: (names: Iterable<string>) => Promise<void>}}
 */
export function openFacets({ column, manifest: { types, size } }) {
  const facets = [
    { name: "typ", title: "Typ", column: "typ", read: (own) => ({
      options: types.map(([key, , plural]) => ({ key, title: plural })), has: (id) => [own[id]] }) },
    { name: "omrade", title: "Fokusområde", column: "omrade", read: (own) => ofKind(own, "fokusområde") },
    { name: "perspektiv", title: "Perspektiv", column: "omrade", read: (own) => ofKind(own, "perspektiv") },
    { name: "av", title: "Utgivare, givare eller arrangör", column: "av", read: plain },
    { name: "ar", title: "År", column: "ar", read: years },
    { name: "plats", title: "Plats", column: "plats", read: plain },
  ].map((facet) => ({ ...facet, options: [] }));
  return {
    facets,
    first: size > FEW ? SMALL : facets.map(({ name }) => name),
    async load(names) {
      const wanted = facets.filter(({ name, has }) => !has && [...names].includes(name));
      await Promise.all(wanted.map(async (facet) => Object.assign(facet, facet.read(await column(facet.column)))));
    },
  };
}

const plain = ({ options, cells }) => ({
  options: options.map(([key, title]) => ({ key, title })), has: (id) => list(cells[id]) });

function ofKind({ options, cells }, kind) {
  const numbers = options.flatMap((option, at) => (option[2] === kind ? [at] : []));
  return {
    options: numbers.map((at) => ({ key: options[at][0], title: options[at][1] })),
    has: (id) => list(cells[id]).map((at) => numbers.indexOf(at)).filter((at) => at >= 0),
  };
}

function years(runs) {
  const every = runs.flatMap(([year, times]) => Array(times).fill(year));
  const known = [...new Set(every)].filter(Boolean).sort((a, b) => b - a);
  const place = new Map(known.map((year, at) => [year, at]));
  return {
    options: known.map((year) => ({ key: String(year), title: String(year) })),
    has: (id) => (every[id] ? [place.get(every[id])] : []),
  };
}

/**
 * The hits that a choice leaves, and what each option would leave of them: within a facet any
 * of the chosen will do, so an option is counted among the hits that the other facets leave.
 * What is chosen must be loaded; what is not loaded is not counted.
 * @param {Facet[]} facets
 * @param {{id: number}[]} hits
 * @param {Choice} choice
 */
export function narrow(facets, hits, choice) {
  const chosen = facets.map(({ name, options }) => {
    const keys = choice[name] ?? [];
    return keys.length ? new Set(options.flatMap((option, at) => (keys.includes(option.key) ? [at] : []))) : null;
  });
  const counts = facets.map(({ options }) => new Uint32Array(options.length));
  const left = hits.filter(({ id }) => {
    const own = facets.map((facet) => facet.has?.(id) ?? []);
    const fails = own.flatMap((values, at) => (chosen[at] && !values.some((value) => chosen[at].has(value)) ? [at] : []));
    if (fails.length < 2) {
      own.forEach((values, at) => {
        if (!fails.length || fails[0] === at) for (const value of values) counts[at][value]++;
      });
    }
    return !fails.length;
  });
  return { hits: left, counts };
}

/**
 * name:value as written in the query → a choice; null when nothing is called so.
 * @param {Facet[]} facets
 */
export function chosenBy(facets, { name, value }, fold) {
  const facet = facets.find((each) => each.name === name);
  const wanted = fold(value);
  const names = (option) => [option.key, option.title, ...(option.also ?? [])].map(fold);
  const own = facet?.options ?? [];
  const exact = own.filter((option) => names(option).includes(wanted));
  const found = exact.length ? exact : own.filter((option) => names(option).some((each) => each.startsWith(wanted)));
  return found.length ? { name, keys: found.map((option) => option.key) } : null;
}
