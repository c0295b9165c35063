// The insides of the networks in a step that was looked into: verdicts and weights.
import { h, Button, Panel, number, t, useMemo, useState } from './ui.js';
import { all, indexAt, onward } from './series.js';
import { kindOf } from './curves.js';
import { Spread } from './spread.js';

const GUIDE = 1e-3; // an update of a thousandth of the weight is a healthy pace
const LOWEST = -8; // powers of ten at the ends of a logarithmic bar
const HIGHEST = 2;

/** Histograms of D's verdicts, and the gradients and updates of both networks: at `step`, the newest without one. */
export function Insides({ run, step, onStep }) {
  const looks = useMemo(() => onward(all(run.events, 'vitals')), [run.events]);
  if (looks.length === 0) {
    return null;
  }
  const vitals = step === undefined ? looks.at(-1) : looks[indexAt(looks.map(one => one.step), step)];
  return h('div', { class: 'insides' },
    h(Spread, { vitals, all: looks, kind: kindOf(run.config), onStep }), h(Layers, { vitals }));
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
