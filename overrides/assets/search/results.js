// How the search page draws what was found.
import { when } from "./dates.js";
import { make, mark, marked } from "./dom.js";
import { excerpt, highlight, reasons, sought } from "./excerpt.js";
import { ROOT } from "./shared.js";

const SHORT = 8;
/** Facets whose long lists somebody has opened. */
const opened = new Set();

/** One result: type, title, date and who, the lines that show why, and the reason if it is not plain. */
export function drawResult(card, hit, plan, { analyser, manifest }) {
  const [, singular, , pattern] = manifest.types[card.y];
  const own = sought(plan, hit.matched);
  const title = make("p", { class: "row-title" },
    make("a", { href: new URL(card.u, ROOT).href }, ...marked(highlight(card.t, own, analyser))));
  if (card.x) title.append(" ", make("span", { class: "state" }, "Tillbakadragen"));
  const who = [card.a?.join(", "), when(card)].filter(Boolean).join(" · ");
  const via = reasons(plan, hit, card, analyser);
  const text = make("div", { class: "row-text" }, title);
  if (who) text.append(make("p", { class: "row-who" }, who));
  text.append(make("p", { class: "row-summary" }, ...marked(excerpt(card, own, analyser))));
  if (via.length) text.append(make("p", { class: "result-via" }, `Hittad via ${via.join(", ")}`));
  return make("li", { class: "row" }, make("p", { class: "row-gutter" }, mark(pattern), ` ${singular}`), text);
}

/** What was understood otherwise than it was written. */
export function drawTold(box, { corrected, ignored, units, unknown }, state, set) {
  const lines = corrected.map(([written, near]) => {
    const q = state.q.replace(written, near);
    const link = make("a", { href: `?q=${encodeURIComponent(q)}` }, near);
    link.addEventListener("click", (event) => { event.preventDefault(); set({ q }); });
    return make("p", {}, `”${written}” finns inte i kunskapsbanken. Menade du `, link, "? Här är träffarna på det.");
  });
  if (ignored.length && !units.length) lines.push(make("p", {}, "Ordet är så vanligt att det inte går att söka på. Lägg till ett ord som säger vad du letar efter."));
  for (const { name, value } of unknown) lines.push(make("p", {}, `Det finns inget som heter ”${value}” under ${name}.`));
  box.replaceChildren(...lines);
}

/** Groups of choices with how many hits each would leave. */
export function drawFacets(box, facets, counts, state, choice, set, more) {
  const focused = document.activeElement?.closest("[data-facets]") ? document.activeElement.id : "";
  box.replaceChildren(...facets.flatMap((facet, at) => {
    if (!facet.has) return [drawUnread(facet, more)];
    const chosen = choice[facet.name] ?? [];
    const own = facet.options.map((option, n) => ({ ...option, count: counts[at][n], on: chosen.includes(option.key) }))
      .filter((option) => option.count || option.on);
    if (own.length < 2 && !own.some((option) => option.on)) return [];
    if (!["ar", "typ"].includes(facet.name)) own.sort((a, b) => b.count - a.count || a.title.localeCompare(b.title, "sv"));
    return [drawFacet(facet, own, state, set, () => drawFacets(box, facets, counts, state, choice, set, more))];
  }));
  if (Object.keys(state.choice).length) {
    const button = make("button", { type: "button", class: "plain-button", id: "val_rensa" }, "Ta bort alla val");
    button.addEventListener("click", () => set({ choice: {} }));
    box.prepend(button);
  }
  if (focused) document.getElementById(focused)?.focus();
}

/** A facet of a large bank, whose column is loaded when it is asked for. */
function drawUnread({ name, title }, more) {
  const button = make("button", { type: "button", class: "plain-button", id: `val_${name}_visa` }, title);
  button.addEventListener("click", async () => {
    await more(name);
    document.querySelector(`[data-facets] input[name="${name}"]`)?.focus();
  });
  return make("p", { class: "facet" }, button);
}

function drawFacet({ name, title }, options, state, set, again) {
  const all = opened.has(name) || options.length <= SHORT + 2;
  const shown = options.filter((option, at) => all || at < SHORT || option.on);
  const rows = shown.map((option) => {
    const id = `val_${name}_${option.key}`;
    const box = make("input", { type: "checkbox", id, name, value: option.key, checked: option.on });
    box.addEventListener("change", () => {
      const keys = (state.choice[name] ?? []).filter((key) => key !== option.key);
      const own = box.checked ? [...keys, option.key] : keys;
      const { [name]: _, ...rest } = state.choice;
      set({ choice: own.length ? { ...rest, [name]: own } : rest });
    });
    return make("li", {}, box, make("label", { for: id },
      make("span", {}, option.title), " ", make("span", { class: "facet-count" }, String(option.count))));
  });
  const group = make("fieldset", { class: "facet" }, make("legend", {}, title), make("ul", {}, ...rows));
  if (!all) {
    const more = make("button", { type: "button", class: "plain-button", id: `val_${name}_fler` }, `Visa alla ${options.length}`);
    more.addEventListener("click", () => { opened.add(name); again(); document.getElementById(rows[0]?.querySelector("input").id)?.focus(); });
    group.append(more);
  }
  return group;
}

/** Links to the other pages of hits: real addresses, but without loading the page anew. */
export function drawSteps(box, page, pages, address, set) {
  box.hidden = pages < 2;
  const near = new Set([1, pages, page - 1, page, page + 1].filter((number) => number > 0 && number <= pages));
  const link = (number, text) => {
    const step = make("a", { href: address(number), "aria-current": number === page && !text ? "page" : undefined },
      ...(text ? [text] : [make("span", { class: "unseen" }, "Sida "), String(number)]));
    step.addEventListener("click", (event) => { event.preventDefault(); set({ page: number }, { top: true }); });
    return make("li", {}, step);
  };
  const items = [];
  if (page > 1) items.push(link(page - 1, "Föregående"));
  let last = 0;
  for (const number of [...near].sort((a, b) => a - b)) {
    if (number > last + 1) items.push(make("li", { "aria-hidden": "true" }, "…"));
    items.push(link(number));
    last = number;
  }
  if (page < pages) items.push(link(page + 1, "Nästa"));
  box.replaceChildren(make("ul", {}, ...items));
}

/** Nothing was found: what to try. */
export function drawNothing(box, { units, unwanted }, state, root, set) {
  const tips = [];
  const act = (text, change) => {
    const button = make("button", { type: "button", class: "plain-button" }, text);
    button.addEventListener("click", () => set(change));
    tips.push(make("li", {}, button));
  };
  if (Object.keys(state.choice).length) act("Sök utan valen i listan", { choice: {} });
  if (units.length > 1) for (const unit of units.slice(0, 3)) act(`Sök bara på ”${unit}”`, { q: unit });
  if (unwanted?.length) tips.push(make("li", {}, "Ta bort ordet med minustecken"));
  tips.push(make("li", {}, "Prova ett kortare eller mer allmänt ord"));
  tips.push(make("li", {}, "Kontrollera stavningen"));
  const link = (address, text) => make("a", { href: new URL(address, root).href }, text);
  tips.push(make("li", {}, "Bläddra i ", link("a-o/", "allt från A till Ö"), " eller bland ", link("kunskap/", "kunskap"), ", ",
    link("bidrag/", "bidrag"), ", ", link("myndigheter/", "myndigheter"), " och ", link("kalender/", "kalendern")));
  box.replaceChildren(make("h2", {}, "Inga träffar. Det här kan hjälpa:"), make("ul", {}, ...tips));
}
