/* A frame's own page: takes what its address asks for, and tells the page around it how high it is. */
const asked = new URLSearchParams(location.search);
const widget = document.querySelector("kunskapsbanken-widget");
for (const name of ["antal", "utseende", "sprak", "post", "lista"]) {
  if (asked.has(name)) widget.setAttribute(name, asked.get(name));
}
document.documentElement.dataset.look = asked.get("utseende") || "ljust";

// Only now, so that it begins with what was asked for.
await import("./kunskapsbanken.js");

function tell() {
  const height = Math.ceil(document.querySelector("main").getBoundingClientRect().height);
  parent.postMessage({ kunskapsbanken: height }, "*");
}
new ResizeObserver(tell).observe(document.querySelector("main"));
