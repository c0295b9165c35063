// The stops of a step, and what the images of a step were like at each of them.
import { known, t } from './ui.js';

/** The names of the stops, S0 to S13, as the messages know them. */
export const STOPS = [
  'ready', 'noise', 'generate', 'real', 'd-on-fakes', 'd-on-reals', 'errors', 'backward-d', 'update-d',
  'rescore', 'g-error', 'backward-g', 'update-g', 'result',
];
export const LAST = STOPS.length - 1;

/** The acts of the play: who is at work from which stop to which. */
export const SCENES = [
  { name: 'make', from: 0, to: 3 },
  { name: 'detective', from: 4, to: 9 },
  { name: 'forger', from: 10, to: LAST },
];

/** 9 for S9. */
export const indexOf = id => Number(id.slice(1));

/** The newest stop of a view, -1 if it is at none. */
export const newestOf = view => (view.reached ? indexOf(view.reached) : -1);

const WITH_TARGETS = ['bce', 'saturating', 'least-squares'];

/** Whether the loss compares verdicts with 0 and 1. */
export const hasTargets = ready => WITH_TARGETS.includes(ready?.loss);

/** What a page says about a stop; some words are others for a loss without targets. */
export function stopText(area, stop, what, ready) {
  const key = `${area}.stop.${STOPS[stop]}.${what}`;
  return t(!hasTargets(ready) && known(`${key}.free`) ? `${key}.free` : key);
}

/** What a step has shown by stop `at`, by the names of the stops. */
export function seenBy(trace, at) {
  const seen = { at };
  for (let i = 0; i <= at; i++) {
    seen[STOPS[i]] = trace.seen[`S${i}`];
  }
  return seen;
}

/** The made images as this stop sees them, or none yet. */
export function fakesOf(seen) {
  if (!seen.generate) {
    return [];
  }
  const scored = seen['g-error'] !== undefined;
  return listOf(fakeStrip(seen), i => ({
    side: 'fake',
    now: fakeVerdict(seen, i),
    before: fakeBefore(seen, i),
    logit: fakeLogit(seen, i),
    target: hasTargets(seen.ready) && (scored || seen.errors) ? Number(scored) : undefined,
    error: fakeError(seen, i),
    pull: seen.rescore ? undefined : seen.errors?.fakePull[i],
    delivered: seen.result?.delivered[i],
    pixelPull: seen['backward-g']?.norms[i],
    noise: scored && seen.rescore.fresh ? undefined : seen.noise.lengths[i],
  }));
}

/** Where D judges, the images as D has seen them; from the pixels on, as G has made them. */
function fakeStrip(seen) {
  if (seen['g-error']) {
    return (!seen['backward-g'] && seen['g-error'].disguised) || seen.rescore.fresh || seen.generate.images;
  }
  return seen['d-on-fakes']?.disguised ?? seen.generate.images;
}

/** The real images as this stop sees them, or none yet. */
export function realsOf(seen) {
  if (!seen.real) {
    return [];
  }
  return listOf(seen['d-on-reals']?.disguised ?? seen.real.images, i => ({
    side: 'real',
    name: seen.real.names[i],
    now: seen.rescore?.realVerdicts[i] ?? seen['d-on-reals']?.verdicts[i],
    before: seen.rescore && seen['d-on-reals'].verdicts[i],
    logit: seen.rescore?.realLogits[i] ?? seen['d-on-reals']?.logits[i],
    target: hasTargets(seen.ready) && seen.errors ? 1 : undefined,
    error: seen.rescore ? undefined : seen.errors?.real[i],
    pull: seen.rescore ? undefined : seen.errors?.realPull[i],
  }));
}

const listOf = (strip, image) =>
  Array.from({ length: strip.count }, (_, i) => ({ index: i, strip, ...image(i) }));

function fakeVerdict(seen, i) {
  return (seen.result ?? seen['g-error'])?.verdicts[i]
    ?? seen.rescore?.fakeVerdicts[i] ?? seen['d-on-fakes']?.verdicts[i];
}

/** The error of the verdict that is shown; a probe has none. */
function fakeError(seen, i) {
  if (seen.rescore) {
    return seen.result ? undefined : seen['g-error']?.errors[i];
  }
  return seen.errors?.fake[i];
}

function fakeLogit(seen, i) {
  return (seen.result ?? seen['g-error'])?.logits[i] ?? seen.rescore?.fakeLogits[i] ?? seen['d-on-fakes']?.logits[i];
}

/** The verdict that the newest change started from; fresh images have none, nor those that chance has changed anew. */
function fakeBefore(seen, i) {
  if (seen.result) {
    return seen['g-error'].verdicts[i];
  }
  return seen.rescore && !(seen['g-error'] && seen.rescore.probe) ? seen['d-on-fakes'].verdicts[i] : undefined;
}

/** Orders of cards: by what, largest first. */
export const ORDERS = {
  batch: image => -image.index,
  verdict: image => image.now ?? 0,
  change: image => Math.abs((image.now ?? 0) - (image.before ?? image.now ?? 0)),
  error: image => image.error ?? 0,
};

export const sorted = (images, order) => images.toSorted((a, b) => ORDERS[order](b) - ORDERS[order](a));

/** Whether a difference of verdicts is worth an arrow. */
const TOO_SMALL = 0.0005;

/** '▲', '▼' or '=' for a change; never by colour alone. */
export function arrow(before, now) {
  return Math.abs(now - before) < TOO_SMALL ? '=' : now > before ? '▲' : '▼';
}

export const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;
