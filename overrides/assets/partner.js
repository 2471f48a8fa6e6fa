/* The picker of /partner/: what is chosen becomes a preview and two pieces of code. */
const form = document.querySelector("[data-partner]");
const { base, integrity } = form.dataset;
const preview = document.querySelector("[data-preview]");
const widget = preview.querySelector("kunskapsbanken-widget");
const home = base.includes("://") ? base : new URL(base, location.href).href;
const usual = { antal: "5", utseende: "ljust", sprak: "sv" };

/* The fields that the chosen kind has, in the order of the form; the usual values are left out. */
function chosen() {
  const values = Object.fromEntries(new FormData(form));
  const kept = { visa: values.visa };
  for (const field of form.querySelectorAll("[name]")) {
    const place = field.closest("[data-for]");
    if (field.name === "visa" || (place && !place.dataset.for.split(" ").includes(values.visa))) continue;
    if (usual[field.name] !== field.value) kept[field.name] = field.value.replace(/[^a-z0-9/-]/g, "");
  }
  return kept;
}

function write(settings) {
  const attributes = Object.entries(settings).map(([name, value]) => `${name}="${value}"`).join(" ");
  document.querySelector("[data-code=element]").textContent = `<script type="module" src="${home}widget/1.0/kunskapsbanken.js"
  integrity="${integrity}" crossorigin="anonymous"></script>
<kunskapsbanken-widget ${attributes}>
  <a href="${home}">Kunskapsbanken om segregation</a>
</kunskapsbanken-widget>`;
  const { visa, lista, ...rest } = settings;
  const path = visa === "senaste" ? `lista/${lista || "allt"}/` : `${visa}/`;
  if (visa === "kommande" && lista && lista !== "allt") rest.lista = lista;
  const query = new URLSearchParams(rest).toString();
  document.querySelector("[data-code=frame]").textContent = `<iframe src="${home}widget/ram/${path}${query && `?${query}`}" title="Kunskapsbanken om segregation"
  width="100%" height="420" loading="lazy"></iframe>`;
}

function show() {
  const settings = chosen();
  for (const place of form.querySelectorAll("[data-for]")) place.hidden = !place.dataset.for.split(" ").includes(settings.visa);
  // The calendar knows focus areas and perspectives, and everything.
  for (const group of form.querySelectorAll("optgroup"))
    group.hidden = group.disabled = settings.visa === "kommande" && !/^(Allt|Fokusområde och perspektiv)$/.test(group.label);
  if (form.lista.selectedOptions[0].parentElement.disabled) { form.lista.selectedIndex = 0; return show(); }
  for (const name of ["visa", "lista", "post", "antal", "utseende", "sprak"]) {
    if (settings[name]) widget.setAttribute(name, settings[name]);
    else widget.removeAttribute(name);
  }
  preview.querySelector(".partner-preview").dataset.look = settings.utseende || "ljust";
  write(settings);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const code = document.querySelector(`[data-code=${button.dataset.copy}]`);
    const status = document.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(code.textContent);
      status.textContent = "Koden är kopierad.";
    } catch {
      getSelection().selectAllChildren(code);
      status.textContent = "Koden är markerad. Kopiera den med Ctrl + C.";
    }
  });
}
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = preview.hidden = false;
show();
