// On every page. Loads the search when its field is first used, and nothing before that.
const input = document.querySelector("form[data-search] input[type=search]");

async function open() {
  const { attach } = await import("./combobox.js");
  attach(input);
}

if (input === document.activeElement) open();
else input?.addEventListener("focus", open, { once: true });
