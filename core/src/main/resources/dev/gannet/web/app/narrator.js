// Says what a stop shows: the words for the sentences that the program has found to be true of the numbers.
import { h, t, fixed } from './ui.js';
import { stopText } from './stops.js';
import { verdictText } from './cards.js';
import { finePercent } from './layers.js';

const SHARES = ['share', 'cosine', 'ratio', 'push'];
const VERDICTS = ['mean', 'lowest', 'highest', 'first'];
const WHOLE = Number.isInteger;

/** Numbers as they are read in a sentence. */
export function slotsInWords(slots, probability = true) {
  return Object.fromEntries(Object.entries(slots).map(([name, value]) => [name, written(name, value, probability)]));
}

function written(name, value, probability) {
  if (SHARES.includes(name)) {
    return finePercent(value);
  }
  if (WHOLE(value)) {
    return value;
  }
  return VERDICTS.includes(name) ? verdictText(value, probability) : number2(value);
}

const number2 = value => (Math.abs(value) < 0.01 ? value : fixed(value, 2));

/** Sentences of one stop, as text. */
export const sentencesOf = (view, stop, probability) => (view.narration?.[`S${stop}`] ?? [])
  .map(said => t(`debugger.say.${said.sentence}`, slotsInWords(said.slots, probability)));

/** `quiet` while the step plays by itself: a screen reader would be flooded. */
export function Narrator({ view, stop, probability, quiet, children }) {
  const ready = view.trace.seen.S0;
  const title = stopText('debugger', stop, 'title', ready);
  return h('section', { class: 'narrator', 'aria-label': title },
    h('h2', null, h('span', { class: 'stop-badge' }, `S${stop}`), title),
    h('p', { class: 'lecture' }, stopText('debugger', stop, 'lecture', ready)),
    h('div', { class: 'said', 'aria-live': quiet ? 'off' : 'polite' },
      sentencesOf(view, stop, probability).map(text => h('p', null, text))),
    children);
}
