// The insides of the networks in the newest step that was looked into: verdicts and weights.
import { h, Button, Panel, number, percent, t, useState } from './ui.js';
import { newest } from './series.js';

const WIDTH = 480;
const HALF = 90;
const GUIDE = 1e-3; // an update of a thousandth of the weight is a healthy pace
const LOWEST = -8; // powers of ten at the ends of a logarithmic bar
const HIGHEST = 2;

/** Histograms of D's verdicts, and the gradients and updates of both networks. */
export function Insides({ run }) {
  const vitals = newest(run.events, 'vitals');
  if (!vitals) {
    return null;
  }
  return h('div', { class: 'insides' }, h(Verdicts, { vitals }), h(Layers, { vitals }));
}

function Verdicts({ vitals }) {
  return h(Panel, { title: t('dashboard.spread'), className: 'spread' },
    h('p', { class: 'muted' }, t('dashboard.spread.explained', { step: vitals.step })),
    h(Butterfly, { real: vitals.real, fake: vitals.fake }),
    h('ul', { class: 'facts' },
      h('li', { class: 'real' }, t('dashboard.spread.real', { share: percent(vitals.realAccuracy) })),
      h('li', { class: 'fake' }, t('dashboard.spread.fake', { share: percent(vitals.fakeAccuracy) })),
      h('li', null, t('dashboard.spread.fooled', { share: percent(vitals.fooled) }))));
}

/** Real images above the line, made ones below it. */
function Butterfly({ real, fake }) {
  const low = Math.min(real.low, fake.low);
  const high = Math.max(real.high, fake.high);
  const tallest = Math.max(1, ...real.counts, ...fake.counts);
  const ticks = [low, (low + high) / 2, high];
  const summary = t('dashboard.spread.summary', {
    real: number(mean(real)), fake: number(mean(fake)), low: number(low), high: number(high),
  });
  return h('svg', { class: 'butterfly', viewBox: `-2 0 ${WIDTH + 4} ${2 * HALF + 34}`, role: 'img', 'aria-label': summary },
    h(Hatches),
    bars(real, { low, high, tallest }, 1),
    bars(fake, { low, high, tallest }, -1),
    h('line', { class: 'axis', x1: 0, x2: WIDTH, y1: HALF, y2: HALF }),
    ticks.map((x, i) => h('text', {
      class: 'tick',
      x: i * WIDTH / 2,
      y: 2 * HALF + 20,
      'text-anchor': ['start', 'middle', 'end'][i],
    }, number(x))),
    h('text', { class: 'tick real', x: 0, y: 14 }, t('dashboard.spread.reals')),
    h('text', { class: 'tick fake', x: WIDTH, y: 2 * HALF - 4, 'text-anchor': 'end' }, t('dashboard.spread.fakes')));
}

function bars(histogram, { low, high, tallest }, side) {
  const scale = WIDTH / (high - low || 1);
  const width = (histogram.high - histogram.low) / histogram.counts.length * scale;
  const left = (histogram.low - low) * scale;
  return histogram.counts.map((n, i) => {
    const height = (HALF - 6) * n / tallest;
    return n > 0 && h('rect', {
      class: side > 0 ? 'hatch-real' : 'hatch-fake',
      x: left + i * width + 0.5,
      y: side > 0 ? HALF - height : HALF,
      width: Math.max(1, width - 1),
      height,
    });
  });
}

function Hatches() {
  const pattern = (id, turn) => h('pattern', {
    id, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: `rotate(${turn})`,
  }, h('rect', { class: 'ground', width: 6, height: 6 }), h('line', { x1: 0, x2: 0, y1: 0, y2: 6 }));
  return h('defs', null, pattern('hatched-real', 45), pattern('hatched-fake', -45));
}

function mean({ low, high, counts }) {
  const width = (high - low) / counts.length;
  const total = counts.reduce((sum, n) => sum + n, 0);
  return counts.reduce((sum, n, i) => sum + n * (low + (i + 0.5) * width), 0) / total;
}

function Layers({ vitals }) {
  const [network, choose] = useState('g');
  const weights = vitals[network];
  const tab = name => h(Button, {
    label: t(`dashboard.layers.${name}`), pressed: network === name, onClick: () => choose(name),
  });
  return h(Panel, {
    title: t('dashboard.layers'), className: 'layers', actions: [tab('g'), tab('d')],
  },
  h('p', { class: 'muted' }, t('dashboard.layers.explained', { guide: number(GUIDE) })),
  h('div', { class: 'scroll' },
    h('table', null,
      h('thead', null, h('tr', null,
        h('th', { scope: 'col' }, t('dashboard.layers.weight')),
        h('th', { scope: 'col' }, t('dashboard.layers.gradient')),
        h('th', { scope: 'col' }, t('dashboard.layers.ratio')))),
      h('tbody', null,
        weights.names.map((name, i) => h('tr', { key: name },
          h('th', { scope: 'row' }, name),
          h('td', null, h(LogBar, { value: weights.gradients[i] })),
          h('td', null, h(LogBar, { value: weights.ratios[i], guide: GUIDE })))),
        h('tr', { class: 'total' },
          h('th', { scope: 'row' }, t('dashboard.layers.all')),
          h('td', null, h(LogBar, { value: weights.gradient })),
          h('td', null, h(LogBar, { value: weights.ratio, guide: GUIDE })))))));
}

const place = value => Math.min(1, Math.max(0, (Math.log10(value) - LOWEST) / (HIGHEST - LOWEST)));

/** A bar whose length is the power of ten. */
function LogBar({ value, guide }) {
  return h('span', { class: 'power' },
    h('span', { class: 'track', 'aria-hidden': 'true' },
      h('span', { class: 'fill', style: { width: `${100 * place(value)}%` } }),
      guide && h('span', { class: 'guide', style: { left: `${100 * place(guide)}%` } })),
    h('span', { class: 'num' }, number(value, 2)));
}
