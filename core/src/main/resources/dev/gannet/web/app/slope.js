// Charts of verdicts: where they lie on the way from "made" to "real", and how they have moved.
import { h, t, fixed } from './ui.js';
import { mean } from './stops.js';

const WIDTH = 320;
const HEIGHT = 220;
const PAD = 30;

/** Probabilities have the scale 0 to 1; logits their own. */
function scaleOf(values, probability) {
  const low = probability ? 0 : Math.min(...values);
  const high = probability ? 1 : Math.max(...values);
  const span = high - low || 1;
  return { low, high, y: value => HEIGHT - PAD + ((value - low) / span) * (2 * PAD - HEIGHT) };
}

/**
 * One line per image from its verdict before to the one after.
 *
 * groups: [{ side, before: [], after: [] }]
 */
export function SlopeChart({ groups, probability, left, right, label }) {
  const scale = scaleOf(groups.flatMap(group => [...group.before, ...group.after]), probability);
  const x = [PAD + 16, WIDTH - PAD - 16];
  return h('figure', { class: 'chart' },
    h('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': label ?? summary(groups, probability) },
      h(Axis, { scale, x: x[0] }),
      h(Axis, { scale, x: x[1] }),
      groups.map(group => h('g', { class: `slopes ${group.side}` },
        group.before.map((before, i) => h(Slope, { x, from: scale.y(before), to: scale.y(group.after[i]) })),
        h('line', {
          class: 'mean', x1: x[0], x2: x[1], y1: scale.y(mean(group.before)), y2: scale.y(mean(group.after)),
        }))),
      h('text', { x: x[0], y: HEIGHT - 6, class: 'middle' }, left),
      h('text', { x: x[1], y: HEIGHT - 6, class: 'middle' }, right)),
    h('figcaption', null, groups.map(group => h('span', { class: `key ${group.side}` },
      t(`debugger.mean.${group.side}`, { before: text(mean(group.before)), after: text(mean(group.after)) })))));
}

const text = value => fixed(value, 2);

const summary = groups => groups
  .map(({ side, before, after }) => t(`debugger.mean.${side}`, { before: text(mean(before)), after: text(mean(after)) }))
  .join('; ');

function Slope({ x, from, to }) {
  return [
    h('line', { x1: x[0], x2: x[1], y1: from, y2: to }),
    h('circle', { cx: x[0], cy: from, r: 2.5 }),
    h('circle', { cx: x[1], cy: to, r: 2.5 }),
  ];
}

function Axis({ scale, x }) {
  return h('g', { class: 'axis' },
    h('line', { x1: x, x2: x, y1: scale.y(scale.low), y2: scale.y(scale.high) }),
    [scale.low, scale.high].map(value =>
      h('text', { x: x - 8, y: scale.y(value) + 4, class: 'end' }, fixed(value, Number.isInteger(value) ? 0 : 1))));
}

/** All verdicts as dots on one axis; several at one place are stacked. */
export function DotAxis({ groups, probability }) {
  const values = groups.flatMap(group => group.values);
  const low = probability ? 0 : Math.min(...values);
  const span = (probability ? 1 : Math.max(...values)) - low || 1;
  const place = value => PAD + ((value - low) / span) * (2 * WIDTH - 2 * PAD);
  return h('figure', { class: 'chart wide' },
    h('svg', { viewBox: `0 0 ${2 * WIDTH} 150`, role: 'img', 'aria-label': groups.map(spread).join('; ') },
      h('line', { class: 'axis', x1: PAD, x2: 2 * WIDTH - PAD, y1: 75, y2: 75 }),
      probability && h('line', { class: 'guide', x1: WIDTH, x2: WIDTH, y1: 12, y2: 128 }),
      groups.map(group => stacked(group.values.map(place)).map(({ x, level }) =>
        h('circle', { class: group.side, cx: x, cy: 75 + (group.side === 'fake' ? 10 : -10) * (1 + 0.9 * level), r: 5 }))),
      h('text', { x: PAD, y: 146 }, `${fixed(low, probability ? 0 : 1)} ${t('debugger.axis.made')}`),
      probability && h('text', { x: WIDTH, y: 146, class: 'middle' }, `½ ${t('debugger.axis.unsure')}`),
      h('text', { x: 2 * WIDTH - PAD, y: 146, class: 'end' }, `${t('debugger.axis.real')} ${fixed(low + span, probability ? 0 : 1)}`)),
    h('figcaption', null, groups.map(group =>
      h('span', { class: `key ${group.side}` }, spread(group)))));
}

const spread = ({ side, values }) => t(`debugger.mean.now.${side}`, { value: text(mean(values)) });

function stacked(places) {
  const taken = new Map();
  return places.map(x => {
    const column = Math.round(x / 10);
    const level = taken.get(column) ?? 0;
    taken.set(column, level + 1);
    return { x, level: Math.min(level, 5) };
  });
}

/** Numbers over steps, one line per side. */
export function LineChart({ lines, steps, title, low, high }) {
  const all = lines.flatMap(line => line.values);
  const bottom = low ?? Math.min(...all, 0);
  const top = high ?? (Math.max(...all, 0) || 1);
  const x = i => PAD + (i / Math.max(1, steps - 1)) * (WIDTH - PAD - 10);
  const y = value => HEIGHT - PAD - ((value - bottom) / (top - bottom)) * (HEIGHT - 2 * PAD);
  const path = values => values.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i)} ${y(value)}`).join('');
  return h('figure', { class: 'chart' },
    h('figcaption', { class: 'chart-title' }, title),
    h('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': title },
      h('line', { class: 'axis', x1: PAD, x2: WIDTH - 10, y1: HEIGHT - PAD, y2: HEIGHT - PAD }),
      [bottom, top].map(value => h('text', { x: PAD - 4, y: y(value) + 4, class: 'end' }, fixed(value, top < 10 ? 1 : 0))),
      h('text', { x: WIDTH - 10, y: HEIGHT - 8, class: 'end' }, t('debugger.axis.steps', { steps })),
      lines.map(line => h('path', { class: `line ${line.name}`, d: path(line.values) }))),
    h('figcaption', null, lines.map(line => h('span', { class: `key ${line.name}` },
      `${line.label} ${line.values.length > 0 ? fixed(line.values.at(-1), 2) : ''}`))));
}
