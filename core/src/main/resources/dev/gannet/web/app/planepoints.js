// The stops of one step, and its points as a table.
import { h, useEffect, useRef, useState, Panel, Button, t, fixed, number, count } from './ui.js';

const FEW = 12;
const STOPS = Array.from({ length: 13 }, (_, i) => `S${i + 1}`);

const mean = numbers => numbers.reduce((sum, x) => sum + x, 0) / Math.max(1, numbers.length);
const length = ([x, y]) => Math.hypot(x, y);

/** The numbers that the words about a stop need; those of stops to come are not there yet. */
function stopSlots({ round, settings }) {
  return {
    n: round.noise.length,
    latent: settings.latent,
    onFake: fixed(mean(round.onFake), 3),
    onReal: fixed(mean(round.onReal), 3),
    lossD: number(mean(round.errorFake) + mean(round.errorReal)),
    after: fixed(mean(round.after), 3),
    lossG: number(mean(round.errorG)),
    pull: number(mean(round.arrows.map(length))),
    higher: round.onMoved.filter((verdict, i) => verdict > round.after[i]).length,
    moved: number(mean(round.moved.map(([x, y], i) => Math.hypot(x - round.fake[i][0], y - round.fake[i][1])))),
  };
}

/** Where the step stands, and what has just happened there. */
export function Stops({ view }) {
  const at = STOPS.indexOf(view.stop);
  const list = useRef();
  useEffect(() => {
    const item = list.current.children[at];
    if (item) {
      list.current.scrollLeft = item.offsetLeft - list.current.offsetLeft - 40;
    }
  }, [at]);
  return h('div', { class: 'plane-stops' },
    h('ol', { ref: list, 'aria-label': t('plane.stops') }, STOPS.map((stop, i) =>
      h('li', { key: stop, class: i < at ? 'done' : '', 'aria-current': i === at ? 'step' : undefined },
        h('span', null, t(`plane.stop.${stop}`))))),
    view.stop && h('p', { role: 'status' }, h('strong', null, t(`plane.stop.${view.stop}`)), '\u2002',
      t(`plane.stop.${view.stop}.text`, stopSlots(view))));
}

const pair = point => (point ? `${fixed(point[0], 2)}, ${fixed(point[1], 2)}` : '–');
const shown = (x, digits) => (x === undefined ? '–' : number(x, digits));

/** Columns of both tables: heading and the text of row i. */
const FAKE = [
  ['noise', (round, i) => (round.noise[i] ?? []).slice(0, 3).map(z => fixed(z, 2)).join(', ')],
  ['point', (round, i) => pair(round.fake[i])],
  ['verdict', (round, i) => shown(round.onFake[i])],
  ['error0', (round, i) => shown(round.errorFake[i])],
  ['after', (round, i) => shown(round.after[i])],
  ['error1', (round, i) => shown(round.errorG[i])],
  ['arrow', (round, i) => (round.arrows[i] ? `${number(round.arrows[i][0], 2)}, ${number(round.arrows[i][1], 2)}` : '–')],
  ['moved', (round, i) => pair(round.moved[i])],
  ['onMoved', (round, i) => trend(round, i)],
];
const REAL = [
  ['point', (round, i) => pair(round.real[i])],
  ['verdict', (round, i) => shown(round.onReal[i])],
  ['error1', (round, i) => shown(round.errorReal[i])],
];

function trend(round, i) {
  const [before, now] = [round.after[i], round.onMoved[i]];
  return now === undefined ? '–' : `${number(now)} ${now > before ? '▲' : now < before ? '▼' : '='}`;
}

function Table({ caption, columns, round, rows }) {
  return h('div', { class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': caption }, h('table', { class: 'points' },
    h('caption', null, caption),
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, '#'),
      columns.map(([name]) => h('th', { scope: 'col', class: 'num' }, t(`plane.column.${name}`))))),
    h('tbody', null, Array.from({ length: rows }, (_, i) => h('tr', { key: i },
      h('th', { scope: 'row' }, i + 1),
      columns.map(([name, text]) => h('td', { class: 'num', key: name }, text(round, i))))))));
}

/** All points of the newest step; shown only when somebody wants it. */
export function Points({ view }) {
  const [open, setOpen] = useState(false);
  const [all, setAll] = useState(false);
  const { round } = view;
  const rows = all ? round.noise.length : Math.min(FEW, round.noise.length);
  return h(Panel, {
    title: t('plane.points'), className: 'plane-points',
    actions: h(Button, { label: open ? t('plane.points.hide') : t('plane.points.show'), pressed: open, onClick: () => setOpen(!open) }),
  },
  h('p', { class: 'muted' }, t('plane.points.what')),
  open && round.noise.length === 0 && h('p', null, t('plane.points.none')),
  open && round.noise.length > 0 && [
    h(Table, { caption: t('plane.points.fake', { step: count(round.step) }), columns: FAKE, round, rows }),
    h(Table, { caption: t('plane.points.real', { step: count(round.step) }), columns: REAL, round, rows: Math.min(rows, round.real.length) }),
    round.noise.length > FEW && h(Button, {
      label: all ? t('plane.points.few') : t('plane.points.all', { n: round.noise.length }), onClick: () => setAll(!all),
    }),
  ]);
}
