// Swedish stems, as hooks/knowledge/publish/search/stem.py makes them and from its tables.

/**
 * @typedef {{endings: string[], shorter: Record<string, string>, beforeS: string, vowels: string, least: number}} Tables
 * @param {Tables} tables
 * @returns {(word: string) => string} the stem of a word in small letters
 */
export function makeStem({ endings, shorter, beforeS, vowels, least }) {
  const changes = new Map([...endings.map((ending) => [ending, ""]), ...Object.entries(shorter)]);
  const longest = Math.max(...[...changes.keys()].map((ending) => ending.length));
  const region = new RegExp(`^.*?[${vowels}][^${vowels}]`);

  const withoutEnding = (word, start) => {
    for (let length = Math.min(longest, word.length - start); length > 0; length--) {
      const change = changes.get(word.slice(-length));
      if (change !== undefined) return word.slice(0, -length) + change;
      if (length === 1 && word.endsWith("s") && beforeS.includes(word.at(-2))) return word.slice(0, -1);
    }
    return word;
  };

  return (word) => {
    const found = region.exec(word);
    if (!found) return word;
    const start = Math.max(3, found[0].length);
    let next = withoutEnding(word, start);
    while (next !== word) {
      word = next;
      next = withoutEnding(word, Math.max(least, start));
    }
    return word;
  };
}
