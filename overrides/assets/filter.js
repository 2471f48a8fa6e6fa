// Narrows the A-Ö list to the words asked for. Without this script the list is whole.
const form = document.querySelector("[data-filter]");
if (form) {
  const status = document.querySelector("[data-status]");
  const index = document.querySelector(".index");
  const whole = status.textContent;
  const lower = (text) => text.toLowerCase().normalize();
  const rows = [...index.querySelectorAll(".row")].map((row) => {
    const text = lower(row.textContent);
    return [row, text + text.normalize("NFD").replace(/\p{M}/gu, "")];
  });

  const show = () => {
    const query = form.q.value.trim();
    const words = lower(query).split(/\s+/);
    let hits = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      hits += !row.hidden;
    }
    for (const group of index.children) group.hidden = !group.querySelector(".row:not([hidden])");
    index.classList.toggle("index-filtered", query);
    status.textContent = !query ? whole
      : hits ? `${hits} ${hits > 1 ? "träffar" : "träff"} på ”${query}”`
      : `Inga träffar på ”${query}”. Prova ett kortare ord eller en annan stavning.`;
    history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : location.pathname);
  };

  form.q.value = new URLSearchParams(location.search).get("q") ?? "";
  form.hidden = false;
  form.onsubmit = (event) => { event.preventDefault(); show(); };
  form.oninput = show;
  if (form.q.value) show();
}
