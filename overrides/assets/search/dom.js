// Elements made by name and text; nothing is ever read as HTML.

/**
 * @param {string} name
 * @param {Record<string, string | boolean | undefined>} [attributes] false and undefined are left out
 * @param {...(Node | string)} children
 */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** The mark of an entry type: "##. #.. ###" as three rows of cells. */
export function mark(pattern) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ class: "mark", viewBox: "0 0 29 29", "aria-hidden": "true", focusable: "false" })) {
    svg.setAttribute(name, value);
  }
  pattern.split(" ").forEach((line, row) => [...line].forEach((cell, column) => {
    const rect = document.createElementNS(SVG, "rect");
    const own = { class: cell === "#" ? "on" : "off", x: column * 10, y: row * 10, width: 9, height: 9, rx: 1 };
    for (const [name, value] of Object.entries(own)) rect.setAttribute(name, value);
    svg.append(rect);
  }));
  return svg;
}

/** Text with the words that were asked for marked. */
export const marked = (pieces) => pieces.map(({ text, hit }) => (hit ? make("mark", {}, text) : text));
