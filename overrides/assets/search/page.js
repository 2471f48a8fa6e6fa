// The search page: what is in the address is what is shown.
import { addressOf, SORTS, stateOf } from "./address.js";
import { make } from "./dom.js";
import { chosenBy, narrow, openFacets } from "./facets.js";
import { drawFacets, drawNothing, drawResult, drawSteps, drawTold } from "./results.js";
import { engine, ROOT } from "./shared.js";
import { once } from "./words.js";

const PAGE_SIZE = 10;
const PAUSE = 120;

const form = document.querySelector("form[data-search]");
const input = form.elements.q;
const [results, facetBox, sort, status, told, steps, empty] = ["results", "facets", "sort", "status", "told", "steps", "empty"]
  .map((name) => document.querySelector(`[data-${name}]`));
const [panel, follow, help] = ["panel", "follow", "help"].map((name) => document.querySelector(`[data-${name}]`));

let asked = 0, timer;

/** What fills a <details>: now if it is open, or else when it is opened. */
function whenOpen(details, fill) {
  details.ontoggle = () => { if (details.open) fill().catch(fail); };
  return details.open && fill();
}

const openedFacets = once(async () => openFacets(await engine()));
/** Facets whose columns somebody has asked for. */
const wanted = new Set();

/** The choices in the panel and those written as name:value, and what was not understood. */
async function choices(state, filters) {
  const choice = { ...state.choice };
  const unknown = [];
  if (filters.length) {
    const { analyser } = await engine();
    const { facets, load } = await openedFacets();
    await load(filters.map(({ name }) => name));
    for (const filter of filters) {
      const found = chosenBy(facets, filter, analyser.fold);
      if (found) choice[found.name] = [...(choice[found.name] ?? []), ...found.keys];
      else unknown.push(filter);
    }
  }
  return { choice, unknown };
}

async function inOrder(hits, by) {
  if (by === "nyast") return [...hits].sort((a, b) => a.id - b.id);
  if (by !== "titel") return hits;
  const rank = await (await engine()).titles();
  return [...hits].sort((a, b) => rank[a.id] - rank[b.id]);
}

/** Show what the address asks for. An answer that comes after a later question is dropped. */
async function show({ typing = false } = {}) {
  const own = ++asked;
  const state = stateOf(location.search);
  sort.value = state.sort;
  document.title = document.title.replace(/^.*?(?=Sök)/, state.q ? `${state.q} – ` : "");
  empty.hidden = true;
  if (!state.q && !Object.keys(state.choice).length) return clear();
  try {
    const search = await engine();
    const found = state.q ? await search.search(state.q, { typing }) : everything(search);
    const { choice, unknown } = await choices(state, found.plan.filters);
    const chosen = Object.keys(choice).length > 0;
    const { facets, first, load } = await openedFacets();
    await load(Object.keys(choice));
    const narrowed = chosen ? narrow(facets, found.hits, choice) : { hits: found.hits };
    const hits = unknown.length ? [] : await inOrder(narrowed.hits, state.sort);
    const pages = Math.max(1, Math.ceil(hits.length / PAGE_SIZE));
    const page = Math.min(state.page, pages);
    const shown = hits.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
    const cards = await Promise.all(shown.map((hit) => search.card(hit.id)));
    if (own !== asked) return;
    draw({ search, state, found, hits, shown, cards, page, pages, unknown });
    panel.hidden = !hits.length && !chosen;
    const count = async () => {
      await load([...first, ...wanted]);
      const { counts } = narrow(facets, unknown.length ? [] : found.hits, choice);
      const more = (name) => { wanted.add(name); return count(); };
      if (own === asked) drawFacets(facetBox, facets, counts, state, choice, set, more);
    };
    const cite = async () => {
      const { drawList, nearest } = await import("./follow.js");
      const { feeds, cited } = await search.lists();
      await load(["typ"]);
      const isWork = ({ id }) => cited.includes(search.manifest.types[facets[0].has(id)[0]][0]);
      if (own === asked) drawList(follow, nearest(feeds, state.q, choice), hits.filter(isWork).map(({ id }) => id), search.card);
    };
    // What is counted of every entry comes after the results.
    await new Promise((drawn) => setTimeout(drawn));
    await Promise.all([whenOpen(panel, count), hits.length && whenOpen(follow, cite)]);
  } catch (error) {
    if (own === asked) fail(error);
  }
}

function fail(error) {
  clear();
  status.textContent = "Sökningen gick inte att ladda. Kontrollera uppkopplingen och försök igen.";
  console.error(error);
}

/** Only choices were made, and no words written. */
const everything = ({ manifest }) => ({
  plan: { filters: [], units: [], ways: [], ignored: [], corrected: [] },
  hits: Array.from({ length: manifest.size }, (_, id) => ({ id, score: 0, matched: {} })),
  enough: Infinity,
});

function draw({ search, state, found, hits, shown, cards, page, pages, unknown }) {
  const from = (page - 1) * PAGE_SIZE;
  const first = new Set(found.hits.slice(0, found.enough));
  const enough = state.sort === "relevans" ? hits.filter((hit) => first.has(hit)).length : Infinity;
  drawTold(told, { ...found.plan, unknown }, state, set);
  results.replaceChildren(...cards.flatMap((card, at) => {
    const rows = [drawResult(card, shown[at], found.plan, search)];
    if (from + at === enough && enough > 0) rows.unshift(make("li", { class: "result-divider" }, "Träffar med några av orden"));
    return rows;
  }));
  results.start = from + 1;
  drawSteps(steps, page, pages, (number) => addressOf({ ...state, page: number }), set);
  status.textContent = said(state.q, hits.length, from, shown.length);
  sort.closest("[data-sorting]").hidden = hits.length < 2;
  follow.hidden = !hits.length;
  empty.hidden = hits.length > 0;
  if (!hits.length) drawNothing(empty, found.plan, state, ROOT, set);
}

function said(q, count, from, shown) {
  const about = q ? ` på ”${q}”` : "";
  if (!count) return `Inga träffar${about}.`;
  const many = count === 1 ? "1 träff" : `${grouped(count)} träffar`;
  return count > shown ? `${many}${about}. Visar ${from + 1}–${from + shown}.` : `${many}${about}.`;
}

/** 12 345, without the time that it takes to load the language's own way of writing numbers. */
const grouped = (count) => String(count).replace(/\B(?=(?:\d{3})+$)/g, "\u00a0");

function clear() {
  asked++;
  for (const element of [results, facetBox, told, steps]) element.replaceChildren();
  status.textContent = "";
  panel.hidden = follow.hidden = true;
  help.open = true;
  sort.closest("[data-sorting]").hidden = true;
}

/** Go to a state: a new step in the history, unless somebody is still writing. */
function set(change, { replace = false, typing = false, top = false } = {}) {
  const state = { ...stateOf(location.search), page: 1, ...change };
  history[replace ? "replaceState" : "pushState"](null, "", addressOf(state));
  if (input.value.trim() !== state.q) input.value = state.q;
  show({ typing });
  if (top) status.scrollIntoView({ block: "start" });
}

sort.append(...SORTS.map(([key, title]) => make("option", { value: key }, title)));
sort.addEventListener("change", () => set({ sort: sort.value }));
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => set({ q: input.value.trim() }, { replace: true, typing: true }), PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  set({ q: input.value.trim() });
});
addEventListener("popstate", () => { input.value = stateOf(location.search).q; show(); });
input.addEventListener("focus", async () => {
  const { attach } = await import("./combobox.js");
  attach(input, { entries: false, choose: (q) => set({ q }) });
}, { once: true });

const wide = matchMedia("(min-width: 62rem)");
const fold = () => { panel.open = wide.matches; };
wide.addEventListener("change", fold);
fold();
input.value = stateOf(location.search).q;
show();
