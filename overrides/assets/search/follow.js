// Where what was found can be followed and cited: the nearest list that has feeds, and the works.
import { make } from "./dom.js";
import { ROOT } from "./shared.js";

const FEEDS = [["Atom", ".atom"], ["RSS", ".rss"], ["JSON", ".json"]];
const CITATIONS = [["BibTeX", ".bib"], ["RIS", ".ris"], ["CSL-JSON", ".csl.json"]];
/** So many works are cited at once; each is a file to fetch. */
const MOST = 200;

/**
 * The feed whose choice is the state's own, or the nearest wider one.
 * @param {[string, string][]} feeds [stem, title], the widest first
 * @param {Record<string, string[]>} choice facet → keys
 * @returns {{stem: string, title: string, exact: boolean}}
 */
export function nearest(feeds, q, choice) {
  const chosen = Object.entries(choice).filter(([, keys]) => keys.length);
  const one = Object.fromEntries(chosen.filter(([, keys]) => keys.length === 1).map(([name, [key]]) => [name, key]));
  const area = one.omrade ?? one.perspektiv;
  const byStem = (...parts) => feeds.find(([stem]) => stem === ["listor", ...parts].join("/"));
  const candidates = [
    [2, area && one.typ && byStem("fokusomraden", area, one.typ)],
    [1, area && byStem("fokusomraden", area)],
    [1, one.av && feeds.find(([stem, title]) => title === one.av && stem.startsWith("listor/myndigheter/"))],
    [1, one.plats && byStem("platser", one.plats)],
    [1, one.typ && byStem(one.typ)],
    [0, feeds[0]],
  ];
  const [choices, [stem, title]] = candidates.find(([, found]) => found);
  return { stem, title, exact: !q && choices === chosen.length };
}

/**
 * @param {HTMLElement} box
 * @param {{stem: string, title: string, exact: boolean}} feed
 * @param {number[]} works ids of the works among what was found
 * @param {(id: number) => Promise<any>} card
 */
export function drawList(box, feed, works, card) {
  const links = FEEDS.map(([name, suffix]) => make("a", { href: new URL(feed.stem + suffix, ROOT).href }, name,
    make("span", { class: "unseen" }, ` för ${feed.title}`)));
  const said = feed.exact
    ? "Urvalet har ett eget flöde:"
    : "Sökningen har inget eget flöde. Det närmaste, som är vidare, är:";
  const rows = [make("p", {}, said), make("ul", { class: "follow-list" },
    make("li", {}, make("span", {}, feed.title), " ", make("span", { class: "links" }, ...spaced(links))),
    ...(works.length ? [citing(works, card)] : []))];
  rows.push(make("p", {}, make("a", { href: new URL("prenumerera/", ROOT).href }, "Så följer du en lista")));
  box.querySelector("[data-follow-list]").replaceChildren(...rows);
}

function citing(works, card) {
  const cited = works.slice(0, MOST);
  const told = make("span", { role: "status" });
  const buttons = CITATIONS.map(([name, suffix]) => {
    const button = make("button", { type: "button", class: "plain-button" }, name,
      make("span", { class: "unseen" }, " för träffarna"));
    button.addEventListener("click", () => save(cited, card, suffix, told));
    return button;
  });
  const what = cited.length === 1 ? "Citera den enda rapporten eller forskningstexten bland träffarna"
    : `Citera de ${cited.length}${works.length > MOST ? " första" : ""} rapporterna och forskningstexterna bland träffarna`;
  return make("li", {}, make("span", {}, what), " ", make("span", { class: "links" }, ...spaced(buttons), " ", told));
}

/** Each work's own file, one after another, as a file. */
async function save(works, card, suffix, told) {
  told.textContent = "Hämtar …";
  try {
    const texts = await Promise.all(works.map(async (id) => {
      const { k, u } = await card(id);
      const answer = await fetch(new URL((k ?? u.slice(0, -1)) + suffix, ROOT));
      if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
      return answer.text();
    }));
    const whole = suffix.endsWith("json") ? `${JSON.stringify(texts.flatMap((text) => JSON.parse(text)))}\n` : texts.join("\n");
    const link = make("a", { href: URL.createObjectURL(new Blob([whole])), download: `traffar${suffix}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
    told.textContent = "";
  } catch (error) {
    told.textContent = "Det gick inte att hämta. Försök igen.";
    console.error(error);
  }
}

const spaced = (elements) => elements.flatMap((element, at) => (at ? [" ", element] : [element]));
