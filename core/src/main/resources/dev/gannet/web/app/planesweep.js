// The game that is played, at nine pairs of learning rates: a table of small pictures.
import { h, useEffect, useRef, useState, ask, useAct, useKeys, Button, Panel, Said, say, t, fixed, number, percent } from './ui.js';
import { colours, drawFake, drawReal, frame, sharp } from './field.js';
import { SIGNS } from './planenumbers.js';
import { useDrawing } from './planeplot.js';

const STEPS = [300, 1000, 2500, 5000];
const KEY = 'g';
const REAL = 2; // radii of marks, in pixels of a picture that is WIDE
const MADE = 3.2;
const WIDE = 220;

function draw(canvas, real, made) {
  const { ctx, width } = sharp(canvas);
  const colour = colours(canvas);
  const at = frame(width);
  ctx.clearRect(0, 0, width, width);
  const scale = Math.min(1, Math.max(0.5, width / WIDE));
  drawReal(ctx, at, real, colour, scale * REAL);
  drawFake(ctx, at, made, colour, false, scale * MADE);
}

const rates = ({ lrD, lrG }) => ({ lrD: number(lrD), lrG: number(lrG) });

/** What has been measured in a cell, in a few words. */
function measured({ metrics, trouble }, modes) {
  if (trouble) {
    return t('plane.sweep.trouble');
  }
  return modes > 0
    ? t('plane.sweep.modes', { n: metrics.modes, all: modes, quality: percent(metrics.quality) })
    : t('plane.sweep.shannon', { shannon: fixed(metrics.shannon, 2) });
}

function Cell({ cell, game, control, onPlay }) {
  const canvas = useDrawing(element => draw(element, game.real, cell.made));
  const outcome = t(`plane.name.${cell.outcome}`);
  const words = measured(cell, game.modes);
  const play = t('plane.sweep.play');
  return h('td', { class: `is-${cell.outcome}` },
    h('canvas', { ref: canvas, role: 'img', 'aria-label': t('plane.sweep.alt', { ...rates(cell), step: cell.step, outcome, words }) }),
    h('p', { class: 'sweep-outcome' }, h('span', { 'aria-hidden': 'true' }, SIGNS[cell.outcome], ' '), outcome),
    h('p', { class: 'muted' }, words),
    control && h('button', {
      type: 'button', class: 'button', onClick: onPlay, 'aria-label': t('plane.sweep.play.which', { play, ...rates(cell) }),
    }, play));
}

/** Rows are G's learning rates, columns D's. */
function Grid({ sweep, control, onPlay }) {
  const { lrD, lrG, cells, game } = sweep;
  const heading = (scope, name, rate) => h('th', { scope }, t(name, { lr: number(rate) }));
  const play = ({ lrD: d, lrG: g }) => onPlay({ distribution: game.distribution, settings: { ...game.settings, lrD: d, lrG: g } });
  return h('table', { class: 'sweep' },
    h('caption', { class: 'sr-only' }, t('plane.sweep')),
    h('thead', null, h('tr', null, h('td'), lrD.map(rate => heading('col', 'plane.sweep.d', rate)))),
    h('tbody', null, lrG.map((rate, row) => h('tr', { key: rate },
      heading('row', 'plane.sweep.g', rate),
      cells.slice(row * lrD.length, (row + 1) * lrD.length).map(cell =>
        h(Cell, { key: cell.lrD, cell, game, control, onPlay: () => play(cell) }))))));
}

/** How far the sweep has got, or what has come out. */
function inWords({ state, steps, cells }) {
  if (state === 'RUNNING') {
    return t('plane.sweep.running', { step: Math.min(...cells.map(cell => cell.step)), steps });
  }
  if (cells.every(cell => cell.outcome === 'early')) {
    return t('plane.outcome.early');
  }
  const good = cells.filter(cell => cell.outcome === 'good').length;
  return t(state === 'DONE' ? 'plane.sweep.finished' : 'plane.sweep.stopped', { good, all: cells.length });
}

/** Tells those who do not see the table when it is full. */
function useSaying(sweep) {
  const before = useRef();
  useEffect(() => {
    if (before.current === 'RUNNING' && sweep.state !== 'RUNNING') {
      say(inWords(sweep));
    }
    before.current = sweep?.state;
  }, [sweep?.state]);
}

function Form({ sweep, control, onStart, onEnd }) {
  const [steps, setSteps] = useState(1000);
  const running = sweep.state === 'RUNNING';
  const run = () => (running ? onEnd() : onStart(steps));
  useKeys(control ? { [KEY]: { run, label: t('plane.sweep.key') } } : {});
  return h('div', { class: 'row sweep-form' },
    h('label', { class: 'field inline' }, h('span', null, t('plane.sweep.steps')),
      h('select', { value: steps, disabled: !control || running, onChange: event => setSteps(Number(event.target.value)) },
        STEPS.map(choice => h('option', { key: choice, value: choice }, number(choice, 6))))),
    h(Button, {
      label: running ? t('plane.sweep.end') : t('plane.sweep.start'), icon: running ? '■' : '▦', keyHint: KEY, disabled: !control,
      className: 'sweep-start', onClick: run,
    }));
}

/** The whole part of the page; nothing where the server has no sweep. */
export function Sweep({ view, control, onPlay }) {
  const sweep = useAct('sweep');
  const [error, setError] = useState();
  useSaying(sweep);
  if (!sweep) {
    return null;
  }
  const request = what => ask('sweep', what).then(() => setError(undefined), problem => setError(problem.message));
  const open = control && sweep.state !== 'ENDED';
  const wrong = error ?? sweep.note;
  const playable = sweep.game && [view.distribution, ...view.distributions].includes(sweep.game.distribution);
  return h(Panel, { title: t('plane.sweep'), className: 'plane-sweep' },
    h('p', null, t('plane.sweep.what')),
    h(Form, { sweep, control: open, onStart: steps => request({ do: 'start', steps }), onEnd: () => request({ do: 'end' }) }),
    h(Said, { text: wrong, className: 'plane-trouble' }),
    sweep.game && [
      h('p', { class: 'sweep-state' }, h('strong', null, t(`plane.data.${sweep.game.distribution}`)), '\u2002', inWords(sweep)),
      sweep.state === 'RUNNING' && h('progress', {
        max: sweep.steps * sweep.cells.length, value: sweep.cells.reduce((sum, cell) => sum + cell.step, 0), 'aria-label': t('plane.sweep'),
      }),
      h(Grid, { sweep, control: open && playable, onPlay }),
    ]);
}
