// Several runs side by side: what they make at the same step, their lines, and what was set differently.
import { h, Panel, t, useMemo, useRun } from './ui.js';
import { SharedCharts, lineOf } from './curves.js';
import { differences, indexAt, sampleSteps } from './series.js';
import { WholePicture } from './pictures.js';
import { Slider, sampleUrl, useFilm } from './wall.js';
import { State } from './runs.js';

/** The page of a comparison, such as #/compare/0,2. */
export function Compare({ route }) {
  const indices = [...new Set((route.path[1] ?? '').split(',').filter(part => /^\d+$/.test(part)).map(Number))];
  return indices.length < 2
    ? h('p', { class: 'panel notice' }, t('dashboard.compare.two'))
    : h(Compared, { key: indices.join(), indices });
}

function Compared({ indices }) {
  const runs = indices.map(index => useRun(index)); // as many each time: the key is the list
  if (runs.some(run => !run)) {
    return h('p', { class: 'muted loading' }, t('common.loading'));
  }
  return h(SideBySide, { indices, runs });
}

function SideBySide({ indices, runs }) {
  const film = useFilm(useMemo(() => together(runs), runs));
  return h('div', { class: 'col' },
    h('h1', null, t('dashboard.compare')),
    h(Panel, { title: t('dashboard.compare.walls'), className: 'wall' },
      h('div', { class: 'walls' }, runs.map((run, i) => h(Column, { run, index: indices[i], line: lineOf(i), step: film.step }))),
      film.steps.length > 0 && h(Slider, { film })),
    h(SharedCharts, { runs, step: film.step, onStep: film.seek }),
    h(Differences, { runs }));
}

/** The samples of all runs as if they were one run's. */
function together(runs) {
  const steps = new Set(runs.flatMap(run => sampleSteps(run.events)));
  return [...steps].sort((a, b) => a - b).map(step => ({ event: 'sample', step }));
}

/** The newest that a run had made by a step. */
function Column({ run, index, line, step }) {
  const steps = sampleSteps(run.events);
  const at = steps[indexAt(steps, step)];
  return h('figure', null,
    h('figcaption', null,
      h('svg', { viewBox: '0 0 24 8', width: 24, height: 8, 'aria-hidden': 'true' },
        h('line', { x1: 0, x2: 24, y1: 4, y2: 4, class: `stroke ${line.colour.slice(2)} ${line.dash}` })),
      h('a', { href: `#/run/${index}` }, run.name), h(State, { state: run.state })),
    at === undefined
      ? h('p', { class: 'empty' }, t('dashboard.wall.empty'))
      : h(WholePicture, { url: sampleUrl(index, at), alt: t('dashboard.compare.alt', { name: run.name, step: at }) }),
    at !== undefined && h('p', { class: 'muted' }, t('dashboard.step', { step: at })));
}

function Differences({ runs }) {
  const rows = differences(runs.map(run => run.config));
  return h(Panel, { title: t('dashboard.compare.settings') },
    rows.length === 0
      ? h('p', null, t('dashboard.compare.same'))
      : h('div', { class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': t('dashboard.compare.settings') },
        h('table', null,
          h('thead', null, h('tr', null,
            h('th', { scope: 'col' }, t('dashboard.compare.setting')), runs.map(run => h('th', { scope: 'col' }, run.name)))),
          h('tbody', null, rows.map(([path, values]) => h('tr', { key: path },
            h('th', { scope: 'row' }, h('code', null, path)),
            values.map(value => h('td', null, value ?? t('dashboard.compare.unset')))))))));
}
