// Which of the sentences of a bundle a text is, and what fills the slots of that sentence.

const SLOT = /\{(\d+)\}/;

/**
 * Of a bundle whose slots are {1}, {2}: a function from a text to { key, slots }, or to undefined if it is none of its
 * sentences. Of two that fit, the one with more words of its own is meant.
 */
export function finder(bundle) {
  const sentences = Object.entries(bundle)
    .map(([key, text]) => ({ key, own: text.split(SLOT).filter(isOwn).join('').length, pattern: patternOf(text) }))
    .sort((a, b) => b.own - a.own);
  return text => {
    const sentence = sentences.find(one => one.pattern.test(text));
    return sentence && { key: sentence.key, slots: sentence.pattern.exec(text).groups ?? {} };
  };
}

/** Splitting by SLOT leaves words and slots' names in turn. */
const isOwn = (_, i) => i % 2 === 0;

const patternOf = text => new RegExp(`^${text.split(SLOT)
  .map((part, i) => (isOwn(part, i) ? literally(part) : `(?<s${part}>.+?)`)).join('')}$`);

const literally = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
