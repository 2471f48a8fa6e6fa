// What the hits are counted under, and which of them a choice leaves.

/**
 * @typedef {{name: string, title: string, options: {key: string, title: string}[], has: (id: number) => number[]}} Facet
 * @typedef {Record<string, string[]>} Choice facet → keys
 */

const list = (cell) => (cell === 0 ? [] : typeof cell === "number" ? [cell - 1] : cell.map((each) => each - 1));

/**
 * @param {any} columns facets.json
 * @param {[string, string, string, string][]} types folder, singular, plural, mark
 * @returns {Facet[]}
 */
export function openFacets(columns, types) {
  const areas = columns.areas.map(([key, title, kind]) => ({ key, title, kind }));
  const ofKind = (kind) => {
    const numbers = areas.flatMap((area, at) => (area.kind === kind ? [at] : []));
    return {
      options: numbers.map((at) => areas[at]),
      has: (id) => list(columns.area[id]).map((at) => numbers.indexOf(at)).filter((at) => at >= 0),
    };
  };
  const years = columns.years.flatMap(([year, times]) => Array(times).fill(year));
  const known = [...new Set(years)].filter(Boolean).sort((a, b) => b - a);
  const place = new Map(known.map((year, at) => [year, at]));
  return [
    { name: "typ", title: "Typ", options: types.map(([key, , plural]) => ({ key, title: plural })), has: (id) => [columns.type[id]] },
    { name: "omrade", title: "Fokusområde", ...ofKind("fokusområde") },
    { name: "perspektiv", title: "Perspektiv", ...ofKind("perspektiv") },
    { name: "av", title: "Utgivare, givare eller arrangör", options: columns.bys.map((name) => ({ key: name, title: name })), has: (id) => list(columns.by[id]) },
    { name: "ar", title: "År", options: known.map((year) => ({ key: String(year), title: String(year) })), has: (id) => (years[id] ? [place.get(years[id])] : []) },
    { name: "plats", title: "Plats", options: columns.places.map(([key, title]) => ({ key, title })), has: (id) => list(columns.place[id]) },
  ];
}

/**
 * The hits that a choice leaves, and what each option would leave of them: within a facet any
 * of the chosen will do, so an option is counted among the hits that the other facets leave.
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
    const own = facets.map((facet) => facet.has(id));
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
