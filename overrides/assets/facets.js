// Filters and orders a list by what its rows say of themselves: a row has data-<name> with one
// value or several, a control of the same name chooses one. Without this script the list is whole.
import { correct, tidy } from "./now.js";

/** @typedef {HTMLSelectElement | HTMLInputElement} Control */

/** @param {Element} row @param {string} name */
const values = (row, name) => (row.getAttribute(`data-${name}`) ?? "").split(" ").filter(Boolean);

/** @param {HTMLFormElement} form @param {HTMLElement} list */
function start(form, list) {
  const status = form.querySelector("[data-status]");
  const order = form.elements.namedItem("ordning");
  const controls = /** @type {Control[]} */ ([...form.elements]).filter((each) => each.name && each !== order);
  const original = [...list.children];
  const value = (control) => (control.type === "checkbox" ? (control.checked ? control.value : "") : control.value);

  const show = () => {
    const wanted = controls.map((each) => [each.name, value(each)]).filter(([, choice]) => choice);
    const [seen, all] = [new Set(), new Set()];
    for (const row of document.querySelectorAll("[data-row]")) {
      row.hidden = !wanted.every(([name, choice]) => values(row, name).includes(choice));
      if (row.hasAttribute("data-past") || !list.contains(row)) continue;
      all.add(row.dataset.row);
      if (!row.hidden) seen.add(row.dataset.row);
    }
    tidy(document);
    status.textContent = !wanted.length ? `Visar alla ${all.size}.`
      : seen.size ? `Visar ${seen.size} av ${all.size}.`
      : "Inget passar urvalet. Ta bort något av valen.";
    const query = new URLSearchParams([...wanted, ...(order?.value ? [["ordning", order.value]] : [])]);
    history.replaceState(null, "", (query.size ? `?${query}` : location.pathname) + location.hash);
  };

  const regroup = () => {
    if (!order.value) list.replaceChildren(...original);
    else list.replaceChildren(...groups(original, order.value, form.elements.namedItem(order.value)));
    correct(document, Date.now());
    show();
  };

  const asked = new URLSearchParams(location.search);
  for (const control of [...controls, ...(order ? [order] : [])]) {
    const choice = asked.get(control.name);
    if (choice === null) continue;
    if (control.type === "checkbox") control.checked = choice === control.value;
    else if ([...control.options].some((option) => option.value === choice)) control.value = choice;
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => (event.target === order ? regroup() : show()));
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const control of controls) {
      if (control.type === "checkbox") control.checked = false;
      else control.value = "";
    }
    if (order) order.value = "";
    if (order) regroup();
    else show();
  });
  document.addEventListener("corrected", () => { if (order?.value === "lage") regroup(); else show(); });
  if (order?.value) regroup();
  else show();
}

/**
 * The rows anew, under a heading for each choice in the control; a row with several stands
 * under each of them.
 * @param {Element[]} original
 * @param {string} name
 * @param {HTMLSelectElement} control
 */
function groups(original, name, control) {
  const rows = original.flatMap((each) => [...each.querySelectorAll("[data-row]")]);
  const headings = [...control.options].filter((option) => option.value).map((option) => [option.value, option.text]);
  const chosen = headings.map(([choice, text]) => [text, rows.filter((row) => values(row, name).includes(choice))]);
  chosen.push(["Uppgift saknas", rows.filter((row) => !values(row, name).length)]);
  return chosen.filter(([, some]) => some.length).map(([text, some]) => {
    const group = original[0].cloneNode(true);
    group.querySelector("h2").textContent = text;
    const copies = some.map((row) => row.cloneNode(true));
    if (name === "lage") copies.sort((a, b) => (a.dataset.rank < b.dataset.rank ? -1 : 1));
    group.querySelector("ul").replaceChildren(...copies);
    return group;
  });
}

const form = document.querySelector("form[data-facets]");
const list = document.querySelector("[data-list]");
if (form && list) start(form, list);
