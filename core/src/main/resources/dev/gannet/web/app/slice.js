// D's verdicts on the way from a real image to a made one.
import { h, t, fixed, percent, Button, Panel, useAnswered } from './ui.js';
import { verdictText } from './cards.js';

const WIDTH = 640;
const HEIGHT = 230;
const PAD = 34;
const SOONEST = 9; // D's update is over and has been looked at
const MARK = 6;

const REAL = 0;
const HALF = 0.5;
const MADE = 1;

/** The value of a line at a place that is one of its own. */
const valueAt = (slice, line, place) => line[slice.places.indexOf(place)];

/** Probabilities have the scale 0 to 1; logits their own. */
function scales(slice, lines, probability) {
  const [first, last] = [slice.places[0], slice.places.at(-1)];
  const all = lines.flat();
  const [low, high] = probability ? [0, 1] : [Math.min(...all), Math.max(...all)];
  return {
    low, high,
    x: place => PAD + ((Math.min(last, Math.max(first, place)) - first) / (last - first)) * (WIDTH - 2 * PAD),
    y: value => HEIGHT - PAD - ((Math.min(high, Math.max(low, value)) - low) / (high - low || 1)) * (HEIGHT - 2 * PAD),
  };
}

const path = ({ x, y }, { places }, line) => line.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(places[i]).toFixed(1)} ${y(value).toFixed(1)}`).join('');

function Guide({ scale, place, label }) {
  return [
    h('line', { class: 'guide', x1: scale.x(place), x2: scale.x(place), y1: PAD - 8, y2: HEIGHT - PAD }),
    h('text', { class: 'middle', x: scale.x(place), y: HEIGHT - 10 }, label),
  ];
}

/** Where G's step has gone: a diamond, as for everything made. */
function Arrival({ scale, place, verdict }) {
  const [x, y] = [scale.x(place), scale.y(verdict)];
  return h('path', { class: 'slice-arrival', d: `M${x} ${y - MARK}L${x + MARK} ${y}L${x} ${y + MARK}L${x - MARK} ${y}Z` });
}

function Chart({ slice, index, probability, arrived }) {
  const lines = { before: slice.before[index], after: slice.after[index] };
  const scale = scales(slice, Object.values(lines), probability);
  const words = name => {
    const at = place => verdictText(valueAt(slice, lines[name], place), probability);
    return t(`debugger.slice.${name}`, { real: at(REAL), half: at(HALF), made: at(MADE) });
  };
  return h('figure', { class: 'chart wide' },
    h('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': `${words('before')} ${words('after')}` },
      [scale.low, scale.high].map(value => h('text', { class: 'end', x: PAD - 6, y: scale.y(value) + 4 }, fixed(value, probability ? 0 : 1))),
      h('line', { class: 'axis', x1: PAD, x2: WIDTH - PAD, y1: HEIGHT - PAD, y2: HEIGHT - PAD }),
      h(Guide, { scale, place: REAL, label: t('debugger.slice.real') }),
      h(Guide, { scale, place: MADE, label: t('debugger.slice.made') }),
      Object.entries(lines).map(([name, line]) => h('path', { class: `slice-${name}`, d: path(scale, slice, line) })),
      arrived && h(Arrival, { scale, place: slice.arrival[index], verdict: slice.verdict[index] })),
    h('figcaption', null, Object.keys(lines).map(name => h('span', { class: `key slice-key-${name}` }, words(name)))));
}

function Arrived({ slice, index, probability }) {
  const share = slice.share[index];
  return h('p', null, t(share >= 0 ? 'debugger.slice.towards' : 'debugger.slice.away', {
    place: fixed(slice.arrival[index], 3), verdict: verdictText(slice.verdict[index], probability), share: percent(Math.abs(share)),
  }));
}

/** The panel of it, for the pair of images with a number; what G's step has done is told once it has been made. */
export function SlicePanel({ view, seen, index, newest, send, enabled }) {
  const { probability, step } = seen.ready;
  const slice = view.looks.slice?.step === step ? view.looks.slice : undefined;
  const early = newest < SOONEST;
  const shown = slice && seen.at >= SOONEST && index < slice.before.length;
  useAnswered(shown && `${step}`, t('debugger.slice'));
  return h(Panel, { title: t('debugger.slice'), className: 'slice' },
    h('p', null, t('debugger.slice.what', { number: index + 1 })),
    !slice && h('div', { class: 'row' },
      h(Button, { label: t('debugger.slice.do'), disabled: !enabled || early || view.state !== 'STOPPED', onClick: () => send({ do: 'slice' }) })),
    (early || slice && !shown) && h('p', { class: 'muted' }, t('debugger.slice.later')),
    shown && h(Chart, { slice, index, probability, arrived: seen.result }),
    shown && seen.result && h(Arrived, { slice, index, probability }));
}
