// Reads [{facts, now}] and tells what overrides/assets/now.js makes of each.
import { readFileSync } from "node:fs";
import { nextMidnight, stateOf, words } from "../../overrides/assets/now.js";

const asked = JSON.parse(readFileSync(0, "utf8"));
const answers = asked.map(({ facts, now }) => {
  const at = Date.parse(now);
  return { ...stateOf(facts, at), words: words(facts, at), midnight: nextMidnight(at) };
});
process.stdout.write(JSON.stringify(answers));
