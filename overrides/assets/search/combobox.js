// Suggestions under a search field: ARIA combobox with list autocomplete (WAI-ARIA APG).
import { make, mark } from "./dom.js";
import { ROOT, engine } from "./shared.js";
import { suggest } from "./suggest.js";

const PAUSE = 90;

/**
 * @param {HTMLInputElement} input
 * @param {{entries?: boolean, choose?: (text: string) => void}} [how] whether entries are suggested,
 *   and what choosing a word does; otherwise it goes to the search page
 */
export function attach(input, { entries = true, choose } = {}) {
  const list = make("ul", { id: `${input.id}_forslag`, role: "listbox", class: "suggestions", "aria-label": "Förslag", hidden: true });
  const status = make("p", { class: "unseen", role: "status" });
  input.closest(".search-line").append(list);
  input.form.append(status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  let asked = 0, current = -1, timer;

  const options = () => [...list.children];
  const close = () => {
    asked++;
    clearTimeout(timer);
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    select(-1);
  };
  function select(at) {
    current = at;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    const chosen = options()[at];
    if (chosen) {
      input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    const own = ++asked;
    const found = await suggest(await engine(), input.value, entries).catch(() => ({ words: [], entries: [] }));
    // A later keystroke has asked since: this answer is stale.
    if (own !== asked || document.activeElement !== input) return;
    const { manifest } = await engine();
    const rows = [
      ...found.words.map((word) => [make("span", { class: "suggestion-word" }, word), () => go(word)]),
      ...found.entries.map((card) => [entry(card, manifest.types[card.y]), () => location.assign(new URL(card.u, ROOT))]),
    ];
    if (!rows.length) return close();
    list.replaceChildren(...rows.map(([content, act], at) => {
      const option = make("li", { role: "option", id: `${list.id}_${at}`, "aria-selected": "false" }, content);
      option.addEventListener("click", act);
      return option;
    }));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    select(-1);
    status.textContent = rows.length === 1 ? "Ett förslag." : `${rows.length} förslag. Välj med piltangenterna.`;
  }

  function go(text) {
    input.value = text;
    close();
    if (choose) choose(text);
    else input.form.requestSubmit();
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("keydown", (event) => {
    const many = options().length;
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
    else if (event.key === "ArrowDown" && list.hidden) { event.preventDefault(); ask(); }
    else if (event.key === "ArrowDown" && many) { event.preventDefault(); select(current + 1 < many ? current + 1 : -1); }
    else if (event.key === "ArrowUp" && many) { event.preventDefault(); select(current < 0 ? many - 1 : current - 1); }
    else if (event.key === "Enter" && current >= 0) { event.preventDefault(); options()[current].click(); }
  });
  if (input.value) ask();
  else engine().catch(() => {});
}

const entry = (card, [, singular, , pattern]) => {
  const line = make("span", { class: "suggestion-entry" }, mark(pattern), make("span", {}, card.t));
  line.append(make("span", { class: "suggestion-type" }, singular));
  return line;
};
