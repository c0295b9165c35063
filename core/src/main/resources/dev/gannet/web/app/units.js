// Inside a layer: what comes out of its units for one image, and what the image is without each of them.
import { h, t, fixed, number, Button, Panel, Picture, useAnswered, useState } from './ui.js';
import { verdictText } from './cards.js';
import { arrow } from './stops.js';

const SOONEST = { fake: 4, real: 5 }; // D has judged the image
const WIDTH = 640;
const HEIGHT = 170;
const PAD = 40;

/** A unit as it is read: the first is number 1. */
const named = unit => t('debugger.units.unit', { number: unit + 1 });

/** The layers that work on images of a side, as they are asked for: G makes no real ones. */
function layersOf(seen, side) {
  const names = (network, stop) => seen[stop]?.layers.map(({ layer }) => `${network}:${layer}`) ?? [];
  return {
    forger: side === 'fake' ? names('g', 'generate') : [],
    detective: names('d', 'd-on-fakes'),
  };
}

function LayerChoice({ layers, value, onChange }) {
  const groups = Object.entries(layers).filter(([, names]) => names.length > 0);
  return h('label', { class: 'choice' }, h('span', null, t('debugger.units.layer')),
    h('select', { value, onChange: event => onChange(event.target.value) }, groups.map(([network, names]) =>
      h('optgroup', { label: t(`debugger.look.${network}`) }, names.map(name =>
        h('option', { value: name, selected: name === value }, name.slice(2)))))));
}

const range = ({ low, high }) => t('debugger.units.range', { low: number(low, 2), high: number(high, 2) });

/** One small picture per unit. */
function Maps({ units: { units, maps } }) {
  return h('ul', { class: 'unit-maps' }, units.map((unit, i) => h('li', { key: unit.number },
    h(Picture, { strip: maps, index: i }),
    h('strong', null, named(unit.number)),
    h('span', { class: 'small' }, range(unit)))));
}

/** One bar per unit, up or down from 0; what it says is in the table below. */
function Bars({ units: { units } }) {
  const [low, high] = [Math.min(0, ...units.map(unit => unit.low)), Math.max(0, ...units.map(unit => unit.high))];
  const y = value => PAD / 2 + (high - value) / (high - low || 1) * (HEIGHT - PAD);
  const wide = (WIDTH - PAD) / Math.max(16, units.length);
  return h('figure', { class: 'chart wide' },
    h('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' },
      [low, high].filter(value => value !== 0).map(value => h('text', { class: 'end', x: PAD - 6, y: y(value) + 4 }, number(value, 2))),
      units.map(({ number: unit, low: value }, i) => h('rect', {
        key: unit, class: `unit-bar ${value < 0 ? 'below' : ''}`, x: PAD + i * wide, width: 0.8 * wide,
        y: Math.min(y(value), y(0)), height: Math.abs(y(value) - y(0)),
      })),
      h('line', { class: 'axis', x1: PAD, x2: WIDTH, y1: y(0), y2: y(0) })),
    h(More, { label: t('debugger.units.numbers') }, h(Table, {
      columns: ['unit', 'value', 'spread'],
      rows: units.map(unit => [named(unit.number), number(unit.low), number(unit.spread)]),
    })));
}

const More = ({ label, children }) => h('details', null, h('summary', null, label), children);

function Table({ columns, rows }) {
  return h('div', { class: 'scroll', tabIndex: 0 }, h('table', null,
    h('thead', null, h('tr', null, columns.map((name, i) =>
      h('th', { scope: 'col', class: i > 0 && 'num' }, t(`debugger.units.column.${name}`))))),
    h('tbody', null, rows.map(([name, ...cells]) => h('tr', { key: name },
      h('th', { scope: 'row' }, name), cells.map(cell => h('td', { class: 'num' }, cell)))))));
}

/** The strongest kernels of a weight; sign is colour and, in the range, a minus. */
function Filters({ layer, filters: { weight, count, kernels, scale, pictures } }) {
  return h('section', { class: 'filters' },
    h('h3', null, t('debugger.units.filters', { weight: `${layer.slice(2)}.${weight}` })),
    h('p', null, t('debugger.units.filters.what', { shown: kernels.length, all: count, scale: number(scale) })),
    h('ul', { class: 'unit-maps' }, kernels.map((kernel, i) => h('li', { key: i },
      h(Picture, { strip: pictures, index: i, className: 'change' }),
      h('strong', null, t('debugger.units.kernel', { from: kernel.from + 1, to: kernel.to + 1 })),
      h('span', { class: 'small' }, range(kernel))))));
}

/** The image as it is and without the units that matter most to it; all that were tried are in a table. */
function Without({ units: { picture, without, shape }, probability }) {
  const { gone, pictures, verdict } = without;
  const now = value => `${arrow(verdict, value)} ${verdictText(value, probability)}`;
  const change = value => t('debugger.units.change', { change: fixed(value, 1) });
  return h('section', { class: 'without' },
    h('h3', null, t('debugger.units.without')),
    h('p', null, t('debugger.units.without.what', { tried: gone.length, units: shape[0] })),
    h('ul', { class: 'unit-maps gone' },
      h('li', null, h(Picture, { strip: picture, index: 0 }), h('strong', null, t('debugger.units.whole')),
        h('span', { class: 'small' }, t('debugger.units.says', { verdict: verdictText(verdict, probability) }))),
      gone.slice(0, pictures.count).map((one, i) => h('li', { key: one.unit },
        h(Picture, { strip: pictures, index: i }),
        h('strong', null, t('debugger.units.gone', { number: one.unit + 1 })),
        h('span', { class: 'small' }, change(one.change)),
        h('span', { class: 'small' }, t('debugger.units.says', { verdict: now(one.verdict) }))))),
    h(More, { label: t('debugger.units.all', { count: gone.length }) }, h(Table, {
      columns: ['without', 'change', 'verdict'],
      rows: gone.map(one => [named(one.unit), fixed(one.change, 2), now(one.verdict)]),
    })));
}

function Found({ units, probability }) {
  const { layer, kind, shape, image, real, picture } = units;
  const who = t(`debugger.card.${real ? 'real' : 'fake'}`, { number: image });
  const of = { shown: units.units.length, units: shape[0] ?? 1 };
  const ends = { low: Math.min(...units.units.map(unit => unit.low)), high: Math.max(...units.units.map(unit => unit.high)) };
  return h('div', { class: 'units-found' },
    h('div', { class: 'row units-of' },
      h(Picture, { strip: picture, index: 0, alt: who }),
      h('div', { class: 'grow' },
        h('h3', null, `${layer[0].toUpperCase()} · ${layer.slice(2)} · ${who}`),
        h('p', { class: 'muted' }, [kind, shape.join(' × ')].filter(Boolean).join(', ')),
        h('p', null, t('debugger.units.shown', of), ' ', units.maps
          ? t('debugger.units.scale', { low: number(ends.low), high: number(ends.high) })
          : t('debugger.units.bars', { low: number(ends.low), high: number(ends.high) })))),
    h(units.maps ? Maps : Bars, { units }),
    units.filters.map(filters => h(Filters, { key: filters.weight, layer, filters })),
    units.without && h(Without, { units, probability }));
}

/** The panel of it, for the image that is inspected. */
export function UnitsPanel({ view, seen, picked, newest, send, enabled }) {
  const [chosen, choose] = useState();
  const layers = layersOf(seen, picked.side);
  const all = Object.values(layers).flat();
  const layer = all.includes(chosen) ? chosen : all[0];
  const early = newest < SOONEST[picked.side];
  const units = view.looks.units?.step === seen.ready.step ? view.looks.units : undefined;
  const shown = units && seen.at >= SOONEST[units.real ? 'real' : 'fake'];
  const ask = () => send({ do: 'units', layer, real: picked.side === 'real', image: picked.index + 1 });
  useAnswered(shown && `${units.layer} ${units.real} ${units.image}`, t('debugger.units'));
  return h(Panel, { title: t('debugger.units'), className: 'units' },
    h('p', null, t('debugger.units.what')),
    !early && h('div', { class: 'row' },
      h(LayerChoice, { layers, value: layer, onChange: choose }),
      h(Button, { label: t('debugger.units.do'), disabled: !enabled || view.state !== 'STOPPED', onClick: ask })),
    early && h('p', { class: 'muted' }, t('debugger.units.later', { stop: `S${SOONEST[picked.side]}` })),
    shown && h(Found, { units, probability: seen.ready.probability }));
}
