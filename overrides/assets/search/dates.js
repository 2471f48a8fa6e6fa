// Dates as they are written in Swedish, from the dates of the index: 2018, 2018-03, 2018-03-16T09:30.
const MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split(" ");

/** @param {string} date */
export function words(date) {
  const [day, time] = date.split("T");
  const [year, month, number] = day.split("-");
  const text = [number && String(Number(number)), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
  return time ? `${text} kl. ${time.replace(":", ".")}` : text;
}

/** The date of a card, or the span of an event. */
export function when({ d: starts, e: ends, w: inWords }) {
  if (inWords || !starts) return inWords ?? "";
  if (!ends || ends === starts) return words(starts);
  if (ends.split("T")[0] === starts.split("T")[0]) return `${words(starts)}–${(ends.split("T")[1] ?? "").replace(":", ".")}`;
  return `${words(starts)} – ${words(ends)}`;
}
