// The state of the search page and its address: /sok/?q=skola&typ=rapporter&sortera=nyast&sida=2

export const SORTS = [["relevans", "Relevans"], ["nyast", "Nyast först"], ["titel", "Titel A–Ö"]];
const FACETS = ["typ", "omrade", "perspektiv", "av", "ar", "plats"];

/**
 * @typedef {{q: string, choice: Record<string, string[]>, sort: string, page: number}} State
 * @param {string} search
 * @returns {State}
 */
export function stateOf(search) {
  const given = new URLSearchParams(search);
  const sort = given.get("sortera");
  return {
    q: (given.get("q") ?? "").trim(),
    choice: Object.fromEntries(FACETS.map((name) => [name, given.getAll(name)]).filter(([, keys]) => keys.length)),
    sort: SORTS.some(([key]) => key === sort) ? sort : SORTS[0][0],
    page: Math.max(1, Number.parseInt(given.get("sida"), 10) || 1),
  };
}

/** @param {State} state */
export function addressOf({ q, choice, sort, page }) {
  const told = new URLSearchParams();
  if (q) told.set("q", q);
  for (const name of FACETS) for (const key of choice[name] ?? []) told.append(name, key);
  if (sort !== SORTS[0][0]) told.set("sortera", sort);
  if (page > 1) told.set("sida", String(page));
  const text = told.toString();
  return text ? `?${text}` : location.pathname;
}
