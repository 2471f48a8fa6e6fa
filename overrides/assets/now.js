// What is true right now. The pages hold facts and instants, never a claim about now; this
// script reads them and says what they mean at this second: when the page is opened, at every
// instant where something turns, at midnight in Sweden, and when the tab or computer wakes.
//
// The rules are those of hooks/knowledge/states.py; tests/dates/cases.json is put through both.

/**
 * When a grant can be applied for. Instants are ISO 8601 in UTC.
 * @typedef {object} DeadlineFacts
 * @property {"deadline"} type
 * @property {string} kind  löpande, årligen, datum, se givaren or avslutat
 * @property {[string | null, string][]} windows  opening (null: unknown) and closing, in order
 * @property {string} stale  from this instant the facts are too old to say that it is open
 */
/**
 * When something happens.
 * @typedef {object} EventFacts
 * @property {"event"} type
 * @property {string} begins
 * @property {string} over  the first instant after it
 * @property {boolean} exact  known to the day
 * @property {boolean} timed  known to the minute
 * @property {string} status  planerad, inställd, framflyttad or tillbakadragen
 */
/** @typedef {DeadlineFacts | EventFacts} Facts */
/** @typedef {{name: string, at?: number, days?: number}} State  at: milliseconds since 1970 */

/** From so many days before the last, the days that remain are told. */
export const SOON = 14;

const DAY = 86_400_000;
const MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split(" ");
const CLOCK = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Stockholm", year: "numeric", month: "numeric", day: "numeric",
  hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

/**
 * What clocks and calendars in Sweden show, whatever the reader's own show.
 * @param {number} at
 */
function local(at) {
  const parts = Object.fromEntries(CLOCK.formatToParts(at).map(({ type, value }) => [type, value]));
  const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)];
  return { year, month, day, clock: `${parts.hour}.${parts.minute}`, number: Date.UTC(year, month - 1, day) / DAY };
}

/** Midnight belongs to the day before. @param {number} closes */
const lastDay = (closes) => local(closes - 1);

/**
 * The state that the facts give at an instant.
 * @param {Facts} facts
 * @param {number} now
 * @returns {State}
 */
export function stateOf(facts, now) {
  return facts.type === "deadline" ? deadlineState(facts, now) : eventState(facts, now);
}

/** @param {DeadlineFacts} facts @param {number} now @returns {State} */
function deadlineState({ kind, windows, stale }, now) {
  if (kind === "avslutat") return { name: "stängd" };
  if (now >= Date.parse(stale)) return { name: "okänd" };
  if (kind === "löpande") return { name: "löpande" };
  const all = windows.map(([opens, closes]) => ({ opens: opens && Date.parse(opens), closes: Date.parse(closes) }));
  const ahead = all.filter(({ closes }) => now < closes);
  if (!ahead.length) {
    return kind === "datum" || kind === "årligen" ? { name: "stängd", at: all.at(-1)?.closes } : { name: "okänd" };
  }
  const hasOpened = ({ opens }) => (opens ? opens <= now : kind !== "årligen");
  const window = ahead.find(hasOpened) ?? ahead[0];
  const today = local(now).number;
  if (window.opens && now < window.opens) {
    return { name: "kommande", at: window.opens, days: local(window.opens).number - today };
  }
  const at = window.closes;
  const days = lastDay(at).number - today;
  if (days <= SOON) return { name: "stänger", at, days };
  return { name: hasOpened(window) ? "öppen" : "kommande", at, days };
}

/** @param {EventFacts} facts @param {number} now @returns {State} */
function eventState({ begins, over, exact, status }, now) {
  if (status !== "planerad") return { name: status };
  const [from, until] = [Date.parse(begins), Date.parse(over)];
  if (now >= until) return { name: "har varit", at: until };
  if (now < from) return { name: "kommande", at: from, days: local(from).number - local(now).number };
  return exact ? { name: "pågår", at: until } : { name: "okänd" };
}

/** @param {{year: number, month: number, day: number}} day @param {number} now */
const written = ({ year, month, day }, now) =>
  `${day} ${MONTHS[month - 1]}` + (year === local(now).year ? "" : ` ${year}`);

/** @param {number} days */
const inDays = (days) => (days === 0 ? "i dag" : days === 1 ? "i morgon" : `om ${days} dagar`);

/** @param {number} at */
const clock = (at) => (local(at).clock === "00.00" ? "" : ` kl. ${local(at).clock}`);

/**
 * The state in Swedish; empty when the page's own words say all that can be said.
 * @param {Facts} facts
 * @param {number} now
 */
export function words(facts, now) {
  const { name, at = 0, days = 0 } = stateOf(facts, now);
  if (facts.type === "event") {
    const oneDay = !("timed" in facts && facts.timed) && Date.parse(facts.over) - Date.parse(facts.begins) < 1.5 * DAY;
    if (name === "kommande") {
      return days > SOON ? "Kommande" : capital(inDays(days)) + (days === 0 ? clock(at) : "");
    }
    return { "pågår": oneDay ? "I dag" : "Pågår", "har varit": "Har varit" }[name] ?? "";
  }
  const opening = facts.windows.some(([opens]) => opens && Date.parse(opens) === at);
  switch (name) {
    case "kommande":
      if (!opening) return `Nästa sista dag ${written(lastDay(at), now)}`;
      return days > SOON ? `Öppnar ${written(local(at), now)}` : `Öppnar ${inDays(days)}`;
    case "öppen": return `Öppen till och med ${written(lastDay(at), now)}`;
    case "stänger": return `Stänger ${inDays(days)}` + (days === 0 ? clock(at) : "");
    case "stängd": return at ? `Stängd, sista dag var ${written(lastDay(at), now)}` : "Stängd";
    case "löpande": return "Öppen, löpande ansökan";
    default: return "";
  }
}

/** @param {string} text */
const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** The next midnight in Sweden. Summer time turns at 01.00 UTC, so never at midnight. @param {number} now */
export function nextMidnight(now) {
  const { number } = local(now);
  const utc = (number + 1) * DAY;
  const [hours] = local(utc).clock.split(".").map(Number);
  return utc - hours * 3_600_000;
}

/** Every instant that the facts name. @param {Facts} facts */
const instants = (facts) =>
  (facts.type === "deadline" ? [facts.stale, ...facts.windows.flat()] : [facts.begins, facts.over])
    .filter((each) => each !== null).map((each) => Date.parse(each));

const SHADE = { "stänger": "soon", "öppen": "open", "löpande": "open", "pågår": "open" };
const RANK = ["stänger", "öppen", "löpande", "kommande", "okänd", "stängd"];

/**
 * Hide the groups in which every row is hidden, and say so when nothing is left ahead.
 * @param {ParentNode} root
 */
export function tidy(root) {
  for (const group of root.querySelectorAll("[data-group]")) {
    const rows = [...group.querySelectorAll("[data-row]")];
    group.hidden = rows.every((row) => row.hidden || row.hasAttribute("data-past"));
  }
  for (const list of root.querySelectorAll("[data-ahead]")) {
    const left = list.querySelector("[data-over]:not([data-past])");
    for (const each of list.querySelectorAll("[data-nothing]")) each.hidden = left !== null;
    list.toggleAttribute("data-empty", left === null);
  }
}

/**
 * Make everything in the document say what is true at an instant.
 * @param {Document} page
 * @param {number} now
 * @returns {number} the next instant at which something turns
 */
export function correct(page, now) {
  let next = nextMidnight(now);
  const note = (at) => { if (at > now && at < next) next = at; };
  for (const element of page.querySelectorAll("[data-now]")) {
    const facts = JSON.parse(element.dataset.now);
    instants(facts).forEach(note);
    const { name, at = 0, days = 0 } = stateOf(facts, now);
    element.dataset.lage = name;
    element.dataset.rank = `${RANK.indexOf(name)} ${String(at).padStart(15, "0")}`;
    const slot = element.querySelector("[data-words]");
    if (!slot) continue;
    const quiet = slot.dataset.words === "near" && !(name === "pågår" || (name === "stänger" || name === "kommande") && days <= SOON);
    const text = quiet ? "" : words(facts, now);
    slot.textContent = text;
    slot.className = `state state-${SHADE[name] ?? "plain"}`;
    slot.hidden = !text;
  }
  for (const row of page.querySelectorAll("[data-over]")) {
    const over = Date.parse(row.dataset.over);
    note(over);
    row.toggleAttribute("data-past", now >= over);
  }
  const { year, month, day } = local(now);
  const today = [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
  for (const cell of page.querySelectorAll("[data-day]")) {
    if (cell.dataset.day === today) cell.setAttribute("aria-current", "date");
    else cell.removeAttribute("aria-current");
  }
  tidy(page);
  return next;
}

/** Keep the document true for as long as it is open. @param {Document} page */
function keep(page) {
  let timer = 0;
  const run = () => {
    clearTimeout(timer);
    const next = correct(page, Date.now());
    page.dispatchEvent(new CustomEvent("corrected"));
    timer = setTimeout(run, next - Date.now() + 5);
  };
  run();
  page.addEventListener("visibilitychange", () => { if (!page.hidden) run(); });
  page.defaultView.addEventListener("pageshow", run);
  page.defaultView.addEventListener("focus", run);
}

if (globalThis.document) keep(document);
