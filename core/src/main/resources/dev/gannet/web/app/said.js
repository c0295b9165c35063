// Which of the sentences of a bundle a text is, and what fills the slots of that sentence.

const SLOT = /\{\d+\}/;

/**
 * Of a bundle whose slots are {1}, {2} in that order: a function from a text to { key, slots }, or to undefined if it is none
 * of its sentences. Of two that fit, the one with more words of its own is meant.
 */
export function finder(bundle) {
  const sentences = Object.entries(bundle)
    .map(([key, text]) => ({ key, words: text.split(SLOT) }))
    .map(({ key, words }) => ({ key, own: words.join('').length, pattern: patternOf(words) }))
    .sort((a, b) => b.own - a.own);
  return text => {
    for (const { key, pattern } of sentences) {
      const match = pattern.exec(text);
      if (match) {
        return { key, slots: match.slice(1) };
      }
    }
    return undefined;
  };
}

const patternOf = words => new RegExp(`^${words.map(literally).join('(.+?)')}$`);

const literally = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
