// Narrows the A-Ö list to the words asked for. Without this script the list is whole.
const form = document.querySelector("[data-filter]");
const status = document.querySelector("[data-status]");
if (form && status) {
  const input = form.elements.q;
  const index = document.querySelector(".index");
  const whole = status.textContent;
  const lower = (text) => text.toLocaleLowerCase("sv").normalize("NFC");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "");
  const rows = [...index.querySelectorAll(".row")].map((row) => {
    const text = lower(row.textContent);
    return [row, text + " " + plain(text)];
  });

  const show = () => {
    const query = input.value.trim();
    const words = lower(query).split(/\s+/);
    let hits = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      hits += !row.hidden;
    }
    for (const group of index.children) group.hidden = !group.querySelector(".row:not([hidden])");
    index.classList.toggle("index-filtered", query !== "");
    status.textContent = !query ? whole
      : hits ? `${hits} ${hits === 1 ? "träff" : "träffar"} på ”${query}”`
      : `Inga träffar på ”${query}”. Prova ett kortare ord eller en annan stavning.`;
    history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : location.pathname + location.hash);
  };

  input.value = new URLSearchParams(location.search).get("q") ?? "";
  form.hidden = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  input.addEventListener("input", show);
  if (input.value) show();
}
