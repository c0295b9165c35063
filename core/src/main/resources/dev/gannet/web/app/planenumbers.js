// The numbers beside the picture: what is measured, how it went, and what that means.
import { h, Panel, t, known, fixed, number, percent, count } from './ui.js';

const LAST = 10; // moments that the words are about, as many as the judge on the server takes
const WIDTH = 300;
const HEIGHT = 84;

const mean = (moments, of) => moments.reduce((sum, moment) => sum + of(moment), 0) / Math.max(1, moments.length);

/** The numbers that sentences about a game need, over its last moments. */
export function slots(view) {
  const last = view.history.slice(-LAST);
  return {
    step: view.step,
    modes: view.metrics.modes,
    all: view.modes.length,
    quality: percent(view.metrics.quality),
    shannon: fixed(mean(last, moment => moment.metrics.shannon), 2),
    onReal: number(mean(last, moment => moment.onReal)),
    onFake: number(mean(last, moment => moment.onFake)),
    pull: number(mean(last, moment => moment.pull), 2),
    travel: fixed(mean(last, moment => moment.travel), 2),
  };
}

/** What the numbers say, in one sentence. */
export function Outcome({ view }) {
  const free = `plane.outcome.${view.outcome}.free`;
  const key = view.modes.length === 0 && known(free) ? free : `plane.outcome.${view.outcome}`;
  return h('p', { class: `plane-outcome is-${view.outcome}` },
    h('strong', null, h('span', { 'aria-hidden': 'true' }, SIGNS[view.outcome]), ' ', t(`plane.name.${view.outcome}`)),
    ' ', t(key, slots(view)));
}

export const SIGNS = { early: '…', good: '✓', collapse: '▼', strong: '■', oscillation: '↻', open: '?' };

function Measure({ name, value, note }) {
  return h('div', { class: 'measure' },
    h('dt', null, t(`plane.measure.${name}`)),
    h('dd', null, h('b', null, value), note && h('span', { class: 'muted' }, note)));
}

export function Measures({ view }) {
  const { metrics, modes } = view;
  return h('dl', { class: 'measures' },
    modes.length > 0 && h(Measure, {
      name: 'modes', value: t('plane.measure.of', { n: count(metrics.modes), all: count(modes.length) }),
    }),
    modes.length > 0 && h(Measure, { name: 'quality', value: percent(metrics.quality) }),
    h(Measure, { name: 'shannon', value: fixed(metrics.shannon, 3), note: t('plane.measure.shannon.note') }),
    h(Measure, { name: 'wasserstein', value: fixed(metrics.wasserstein, 3) }));
}

/** Points of a curve in a box, as SVG wants them. */
function curve(values, low, high) {
  const step = WIDTH / Math.max(1, values.length - 1);
  return values.map((value, i) => {
    const share = (Math.min(high, Math.max(low, value)) - low) / (high - low || 1);
    return `${(i * step).toFixed(1)},${(HEIGHT - 3 - share * (HEIGHT - 6)).toFixed(1)}`;
  }).join(' ');
}

/** Curves over the same steps; each has a line style of its own. */
function Curves({ title, history, lines, range }) {
  const all = lines.flatMap(line => history.map(line.of));
  const [low, high] = range ?? [Math.min(0, ...all), Math.max(1e-3, ...all)];
  const newest = history.at(-1);
  const words = lines.map(({ name, of }) => `${t(name)} ${newest ? number(of(newest)) : '–'}`).join(', ');
  return h('figure', { class: 'curves' },
    h('figcaption', null,
      h('span', { class: 'grow' }, title),
      lines.map(({ name, of, style }) => h('span', { class: `key ${style}` },
        h('svg', { viewBox: '0 0 22 8', width: 22, height: 8, 'aria-hidden': 'true' },
          h('path', { d: 'M0 4H22', class: style })),
        t(name), ' ', h('b', null, newest ? number(of(newest)) : '–')))),
    h('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `${title}: ${words}` },
      lines.map(({ name, of, style }) =>
        h('polyline', { key: name, class: style, points: curve(history.map(of), low, high) }))));
}

const CURVES = [
  { title: 'plane.curve.errors', lines: [
    { name: 'plane.curve.lossD', of: moment => moment.lossD, style: 'line-real' },
    { name: 'plane.curve.lossG', of: moment => moment.lossG, style: 'line-fake' },
  ] },
  { title: 'plane.curve.verdicts', range: [0, 1], score: false, lines: [
    { name: 'plane.curve.onReal', of: moment => moment.onReal, style: 'line-real' },
    { name: 'plane.curve.onFake', of: moment => moment.onFake, style: 'line-fake' },
  ] },
  { title: 'plane.curve.distance', range: [0, 1], lines: [
    { name: 'plane.curve.shannon', of: moment => moment.metrics.shannon, style: 'line-text' },
    { name: 'plane.curve.wasserstein', of: moment => moment.metrics.wasserstein, style: 'line-accent' },
  ] },
];

export function Numbers({ view }) {
  return h(Panel, { title: t('plane.numbers'), className: 'plane-numbers' },
    h(Measures, { view }),
    view.history.length === 0
      ? h('p', { class: 'muted' }, t('plane.curve.none'))
      : CURVES.map(({ title, lines, range, score }) => h(Curves, {
        key: title, title: t(title), history: view.history, lines,
        range: score === false && view.reading === 'score' ? undefined : range,
      })));
}
