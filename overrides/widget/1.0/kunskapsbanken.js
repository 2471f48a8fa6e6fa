/* Kunskapsbanken om segregation, widget 1.0. Text only through textContent; no cookies, no tracking. */
const base = new URL("../../", import.meta.url);

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host { --paper:#fff; --ink:#13211d; --soft:#4a5a54; --line:#d5deda; --link:#0b6354; --control:#6f8a80;
  display:block; container-type:inline-size; color:var(--ink); background:var(--paper);
  font:400 1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif; overflow-wrap:anywhere; hyphens:auto }
:host([utseende="morkt"]) { --paper:#15201d; --ink:#e8f0ed; --soft:#a9bab3; --line:#2b3a35; --link:#8fd9c3; color-scheme:dark }
:host([utseende="arv"]) { --paper:transparent; --ink:inherit; --soft:inherit; --line:currentColor; --link:inherit; --control:currentColor; font:inherit; color:inherit }
:host([hidden]) { display:none }
section { padding:1rem; border:1px solid var(--line) }
:host([utseende="arv"]) section { padding:0; border:0 }
.title { margin:0 0 .5rem; font-size:1.125em; font-weight:700; line-height:1.25 }
ul { margin:0; padding:0; list-style:none }
li { padding:.5rem 0; border-top:1px solid var(--line) }
p { margin:.125rem 0 0 }
.soft { color:var(--soft); font-size:.9em }
a { color:var(--link); text-underline-offset:.18em; display:inline-block; min-height:1.5rem; max-width:100%; overflow-wrap:anywhere }
li a { font-weight:600 }
.more { margin-top:.75rem }
form { display:flex; flex-wrap:wrap; gap:.5rem }
label { flex:1 0 100%; font-weight:600 }
input,button { font:inherit; min-height:2.75rem; padding:0 .75rem; border:1px solid var(--control); border-radius:3px; box-sizing:border-box; color:inherit; background:transparent }
input { flex:1; min-width:0 }
button { cursor:pointer; font-weight:600 }
:focus-visible { outline:3px solid #ffb400; outline-offset:2px; box-shadow:0 0 0 2px #13211d }
`);

const t = {
  failed: "Innehållet kunde inte hämtas just nu.", go: "Öppna Kunskapsbanken om segregation", none: "Inget att visa just nu.", search: "Sök i Kunskapsbanken om segregation", find: "Sök", all: "Mer i Kunskapsbanken om segregation", back: "Tillbakadragen",
};

function make(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/* Only addresses that lead to a page: never javascript: or data:. */
function link(text, address) {
  let url = base;
  try { url = new URL(address, base); } catch { /* the bank itself, then */ }
  if (!/^https?:$/.test(url.protocol)) url = base;
  return make("a", text, { href: url.href, target: "_top" });
}

/* 2020, 2020-03, 2020-03-16 or 2020-03-16T09:30, as the bank knows it. */
function date(text, language) {
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d))?)?)?/.exec(text || "");
  if (!found) return "";
  const [, year, month, day, time] = found;
  if (!month) return year;
  const when = new Date(Date.UTC(+year, +month - 1, +(day || 1)));
  const form = { year: "numeric", month: "long", timeZone: "UTC", ...(day && { day: "numeric" }) };
  return new Intl.DateTimeFormat(language, form).format(when) + (time ? ` ${time}` : "");
}

class Widget extends HTMLElement {
  static observedAttributes = ["visa", "lista", "antal", "utseende", "sprak", "post", "rubrik", "niva"];
  #turn = 0;

  connectedCallback() { this.#soon(); }
  attributeChangedCallback() { if (this.isConnected) this.#soon(); }

  /* Several attributes that change at once are shown once. */
  #soon() {
    const turn = ++this.#turn;
    queueMicrotask(() => { if (turn === this.#turn && this.isConnected) this.#show(turn); });
  }

  get #language() { return this.getAttribute("sprak") === "en" ? "en-GB" : "sv-SE"; }
  get #count() { return Math.min(Math.max(Number.parseInt(this.getAttribute("antal"), 10) || 5, 1), 25); }

  async #show(turn) {
    const root = this.shadowRoot || this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    if (!root.firstChild) root.append(document.createElement("slot"));
    const ways = { kommande: () => this.#coming(), post: () => this.#entry(), sok: () => this.#search() };
    let made;
    try {
      made = await (ways[this.getAttribute("visa")] || (() => this.#latest()))();
    } catch {
      made = this.#box("", [make("p", t.failed, { role: "status" }), this.#more(base.href, t.go)]);
    }
    if (turn !== this.#turn) return;
    root.replaceChildren(made);
    this.dispatchEvent(new CustomEvent("kunskapsbanken", { bubbles: true }));
  }

  #box(title, content) {
    const box = make("section", "", { lang: "sv", "aria-label": this.getAttribute("rubrik") || title || "Kunskapsbanken om segregation" });
    const heading = this.getAttribute("rubrik") ?? title;
    if (heading) box.append(make("div", heading, { class: "title", role: "heading", "aria-level": this.getAttribute("niva") || "2" }));
    box.append(...content);
    return box;
  }

  #more(address, text = t.all) {
    const line = make("p", "", { class: "more" });
    line.append(link(text, address));
    return line;
  }

  #list(rows) {
    if (!rows.length) return make("p", t.none);
    const list = make("ul");
    for (const [title, address, ...said] of rows) {
      const row = make("li");
      row.append(link(title, address));
      for (const each of said) if (each) row.append(make("p", each, { class: "soft" }));
      list.append(row);
    }
    return list;
  }

  async #latest() {
    const path = (this.getAttribute("lista") || "allt").replace(/[^a-z0-9/-]/g, "");
    const feed = await get(`listor/${path}.json`);
    const rows = feed.items.slice(0, this.#count).map((each) => {
      const own = each._kunskapsbanken || {};
      return [each.title, each.url, [own.type_name, date(own.date, this.#language)].filter(Boolean).join(" · ")];
    });
    return this.#box(feed.title, [this.#list(rows), this.#more(feed.home_page_url)]);
  }

  async #coming() {
    const coming = await get("api/v1/kommande.json");
    const subject = this.getAttribute("lista");
    const now = Date.now();
    const rows = coming.items
      .filter((each) => Date.parse(each.over) > now && (!subject || subject === "allt" || each.subjects.includes(subject)))
      .slice(0, this.#count)
      .map((each) => [each.title, each.url, `${each.kind_name} · ${date(each.starts, this.#language)}`]);
    return this.#box(coming.title, [this.#list(rows), this.#more("kalender/")]);
  }

  async #entry() {
    const entry = await get(`api/v1/poster/${(this.getAttribute("post") || "").replace(/[^a-z0-9/-]/g, "")}.json`);
    const state = entry.status === "tillbakadragen" ? t.back : "";
    return this.#box("", [this.#list([[entry.title, entry.url, state, date(entry.date, this.#language), entry.summary]]), this.#more(base.href)]);
  }

  #search() {
    const form = make("form", "", { action: new URL("sok/", base).href, target: "_top", role: "search" });
    form.append(make("label", t.search, { for: "q" }), make("input", "", { id: "q", name: "q", type: "search", autocomplete: "off" }), make("button", t.find));
    return this.#box("", [form]);
  }
}

async function get(path) {
  const answer = await fetch(new URL(path, base), { credentials: "omit", referrerPolicy: "no-referrer" });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

if (!customElements.get("kunskapsbanken-widget")) customElements.define("kunskapsbanken-widget", Widget);

/* Our frames say how high they are; nobody else is listened to. */
addEventListener("message", (event) => {
  const height = event.data && event.data.kunskapsbanken;
  if (event.origin !== base.origin || !Number.isInteger(height)) return;
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentWindow === event.source) frame.height = Math.min(Math.max(height, 60), 4000);
});
