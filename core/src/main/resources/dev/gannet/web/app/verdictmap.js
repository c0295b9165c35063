// D's verdicts on a plane of images: the made one, the real one, and the way that G wants.
import { h, t, fixed, percent, Button, Panel, useAnswered } from './ui.js';
import { verdictText } from './cards.js';

const CELL = 12;
const PAD = 30;
const TOP = 10;
const SOONEST = 11; // G's error has reached the pixels
const MARK = 7;

/** Where D changes its mind, and how sure of a side it is at most on both maps. */
function scaleOf(map, probability) {
  const level = probability ? 0.5 : 0;
  const most = Math.max(...[...map.before, ...map.after].flat().map(verdict => Math.abs(verdict - level)));
  return { level, sure: verdict => Math.abs(verdict - level) / (probability ? level : most || 1) };
}

/** Places to pixels; what lies outside is shown at the edge. */
function frameOf({ right, up }) {
  const index = (places, place) => ((place - places[0]) / (places.at(-1) - places[0])) * (places.length - 1);
  const inside = (places, place) => Math.min(places.length - 1, Math.max(0, index(places, place)));
  return {
    width: right.length * CELL,
    height: up.length * CELL,
    x: place => PAD + (inside(right, place) + 0.5) * CELL,
    y: place => TOP + (up.length - 0.5 - inside(up, place)) * CELL,
    left: column => PAD + column * CELL,
    top: row => TOP + (up.length - 1 - row) * CELL,
  };
}

const cellsOf = verdicts => verdicts.flatMap((line, row) => line.map((verdict, column) => ({ verdict, row, column })));

function Heat({ frame, cells, scale }) {
  const made = cells.filter(cell => cell.verdict < scale.level);
  const dot = ({ row, column }) => `M${frame.left(column) + CELL / 2} ${frame.top(row) + CELL / 2}h.01`;
  return [
    cells.map(({ verdict, row, column }) => h('rect', {
      class: verdict < scale.level ? 'map-made' : 'map-real', 'fill-opacity': (0.75 * scale.sure(verdict)).toFixed(3),
      x: frame.left(column), y: frame.top(row), width: CELL, height: CELL,
    })),
    h('path', { class: 'map-dots', d: made.map(dot).join('') }),
  ];
}

/** The line between the places on either side of D's mind. */
function Border({ frame, cells, verdicts, scale }) {
  const differs = ({ verdict }, other) => other !== undefined && (verdict < scale.level) !== (other < scale.level);
  const edges = cells.flatMap(cell => [
    differs(cell, verdicts[cell.row][cell.column + 1]) && `M${frame.left(cell.column + 1)} ${frame.top(cell.row)}v${CELL}`,
    differs(cell, verdicts[cell.row + 1]?.[cell.column]) && `M${frame.left(cell.column)} ${frame.top(cell.row)}h${CELL}`,
  ]);
  return h('path', { class: 'map-border', d: edges.filter(Boolean).join('') });
}

const SHAPES = {
  real: (x, y) => h('circle', { class: 'map-mark real', cx: x, cy: y, r: MARK - 1 }),
  made: (x, y) => h('path', { class: 'map-mark made', d: `M${x} ${y - MARK}l${MARK} ${MARK}l${-MARK} ${MARK}l${-MARK} ${-MARK}z` }),
  moved: (x, y) => h('path', { class: 'map-mark moved', d: `M${x} ${y - MARK}l${MARK} ${2 * MARK - 2}h${-2 * MARK}z` }),
  arrived: (x, y) => h('path', { class: 'map-mark arrived', d: `M${x} ${y - MARK}l${MARK} ${MARK}l${-MARK} ${MARK}l${-MARK} ${-MARK}z` }),
};

function Marks({ frame, map, names }) {
  const [x, y] = [frame.x(map.made.right), frame.y(map.made.up)];
  return [
    h('line', { class: 'map-way', x1: x, y1: y, x2: frame.x(map.moved.right), y2: frame.y(map.moved.up) }),
    names.map(name => SHAPES[name](frame.x(map[name].right), frame.y(map[name].up))),
  ];
}

/** The map in words. */
function words(name, map, probability, scale) {
  const text = spot => verdictText(map[spot][name], probability);
  const above = map[name].flat().filter(verdict => verdict >= scale.level).length / map[name].flat().length;
  const told = t(`debugger.map.${name}`, { real: text('real'), made: text('made'), moved: text('moved') });
  return `${told} ${t(probability ? 'debugger.map.share' : 'debugger.map.share.score', { share: percent(above) })}`;
}

function Chart({ name, map, probability, scale, names }) {
  const frame = frameOf(map);
  const cells = cellsOf(map[name]);
  const said = words(name, map, probability, scale);
  return h('figure', { class: 'chart' },
    h('svg', { viewBox: `0 0 ${frame.width + 2 * PAD} ${frame.height + PAD + TOP}`, role: 'img', 'aria-label': said },
      h('rect', { class: 'map-frame', x: PAD, y: TOP, width: frame.width, height: frame.height }),
      h(Heat, { frame, cells, scale }),
      h(Border, { frame, cells, verdicts: map[name], scale }),
      h(Marks, { frame, map, names }),
      [0, 1].map(place => h('text', { class: 'end', x: PAD - 6, y: frame.y(place) + 4 }, fixed(place, 0))),
      [0, 1].map(place => h('text', { class: 'middle', x: frame.x(place), y: TOP + frame.height + 18 }, fixed(place, 0)))),
    h('figcaption', null, said));
}

function Legend({ names, probability, scale }) {
  const mark = name => h('svg', { class: 'map-key', viewBox: '0 0 18 18', 'aria-hidden': 'true' }, SHAPES[name](9, 9));
  const patch = (side, dots) => h('svg', { class: 'map-key', viewBox: '0 0 18 18', 'aria-hidden': 'true' },
    h('rect', { class: `map-${side}`, 'fill-opacity': 0.75, width: 18, height: 18 }),
    dots && h('path', { class: 'map-dots', d: 'M5 9h.01M13 9h.01' }));
  const kind = probability ? '' : '.score';
  return h('p', { class: 'legend' },
    names.map(name => h('span', { class: 'key-item' }, mark(name), t(`debugger.map.key.${name}`))),
    h('span', { class: 'key-item' }, patch('real'), t(`debugger.map.side.real${kind}`)),
    h('span', { class: 'key-item' }, patch('made', true), t(`debugger.map.side.made${kind}`)),
    h('span', { class: 'key-item' }, t('debugger.map.line', { level: fixed(scale.level, probability ? 1 : 0) })));
}

function Arrived({ map, probability }) {
  return h('p', { class: 'map-told' }, t('debugger.map.arrived', {
    way: percent(map.way), share: percent(map.share), right: fixed(map.arrived.right, 3), up: fixed(map.arrived.up, 3),
    verdict: verdictText(map.arrived.after, probability),
  }));
}

function Found({ map, probability, arrived }) {
  const names = ['real', 'moved', 'made', ...(arrived ? ['arrived'] : [])];
  const scale = scaleOf(map, probability);
  const still = map.moved.up === 0 && map.moved.right === 0;
  return [
    h('p', null, t('debugger.map.lengths', { distance: percent(map.distance), unit: percent(map.unit) })),
    still && h('p', null, t('debugger.map.still')),
    h('div', { class: 'split' }, ['before', 'after'].map(name => h(Chart, { name, map, probability, scale, names }))),
    h(Legend, { names, probability, scale }),
    arrived && h(Arrived, { map, probability }),
  ];
}

/** The panel of it, for the pair of images with a number; what G's step has done is told once it has been made. */
export function MapPanel({ view, seen, index, newest, send, enabled }) {
  const { probability, step } = seen.ready;
  const found = view.looks.map;
  const map = found?.step === step && found.image === index + 1 ? found : undefined;
  const early = newest < SOONEST;
  const shown = map && seen.at >= SOONEST;
  useAnswered(shown && `${step} ${index}`, t('debugger.map'));
  return h(Panel, { title: t('debugger.map'), className: 'verdict-map' },
    h('p', null, t('debugger.map.what', { number: index + 1 })),
    !map && h('div', { class: 'row' },
      h(Button, {
        label: t('debugger.map.do'), disabled: !enabled || early || view.state !== 'STOPPED',
        onClick: () => send({ do: 'plane', image: index + 1 }),
      }),
      h('span', { class: 'muted' }, t('debugger.map.cost'))),
    (early || map && !shown) && h('p', { class: 'muted' }, t('debugger.map.later')),
    shown && h(Found, { map, probability, arrived: seen.result }));
}
