// Which lines a run has: losses, verdicts, speed.
import { count, fixed, h, known, number, percent, t, useMemo } from './ui.js';
import { Chart } from './charts.js';
import { all, columns, comparable, onward } from './series.js';

const COIN_FLIP = 2 * Math.LN2; // D's loss when it says one half to everything: twice -ln(1/2)

/** Whether D's verdicts are probabilities. */
export const isCrossEntropy = config => ['bce', 'saturating'].includes(config.recipe.game.loss.type);

const last = values => values.at(-1);

function losses(data, config) {
  return {
    title: t('dashboard.loss'),
    lines: [
      { label: t('dashboard.loss.d'), colour: '--accent', values: data.lossD },
      { label: t('dashboard.loss.g'), colour: '--fake', dash: 'dashed', values: data.lossG },
    ],
    guide: isCrossEntropy(config)
      ? { value: COIN_FLIP, label: t('dashboard.loss.coin', { loss: fixed(COIN_FLIP, 3) }) }
      : undefined,
    summary: t('dashboard.loss.summary', {
      step: last(data.step), d: number(last(data.lossD)), g: number(last(data.lossG)),
    }),
  };
}

const KINDS = { hinge: 'squeezed', relativistic: 'squeezed', 'wasserstein-gp': 'score' };

/** What the verdicts in a run's events are: probabilities ('probability'), scores, or scores that a sigmoid has squeezed. */
export function kindOf({ recipe: { game: { loss } } }) {
  return KINDS[loss.of?.type ?? loss.type] ?? 'probability';
}

/** The words for that kind of verdict, if they are others. */
function wordFor(key, kind) {
  return known(`${key}.${kind}`) ? `${key}.${kind}` : key;
}

function verdicts(data, config) {
  const sure = isCrossEntropy(config);
  const kind = kindOf(config);
  const text = (key, slots) => t(wordFor(key, kind), slots);
  return {
    title: text('dashboard.verdict'),
    percent: sure,
    range: sure || kind === 'squeezed' ? [0, 1] : undefined,
    lines: [
      { label: text('dashboard.verdict.real'), colour: '--real', values: data.realBefore },
      { label: t('dashboard.verdict.realAfter'), colour: '--real', dash: 'dotted', values: data.realAfter },
      { label: text('dashboard.verdict.fake'), colour: '--fake', values: data.fakeBefore },
      { label: t('dashboard.verdict.fakeAfterD'), colour: '--fake', dash: 'dotted', values: data.fakeAfterD },
      { label: t('dashboard.verdict.fakeAfterG'), colour: '--fake', dash: 'dashed', values: data.fakeAfterG },
    ],
    guide: sure ? { value: 0.5, label: t('dashboard.verdict.half') } : undefined,
    summary: text('dashboard.verdict.summary', {
      step: last(data.step), real: number(last(data.realBefore)), fake: number(last(data.fakeBefore)),
    }),
  };
}

function speed(data) {
  return {
    title: t('dashboard.speed'),
    range: (plot, low, high) => [0, high > 0 ? high * 1.1 : 1],
    lines: [{ label: t('dashboard.speed.images'), colour: '--accent', values: data.imagesPerSecond }],
    summary: t('dashboard.speed.summary', {
      step: last(data.step), speed: count(last(data.imagesPerSecond)),
    }),
  };
}

/** How far made pictures are from real ones, at the steps at which that was measured. */
function distances(list) {
  const newest = last(list);
  return {
    title: t('dashboard.scores', { features: newest.features }),
    range: (plot, low, high) => [0, high > 0 ? high * 1.1 : 1],
    lines: [
      { label: t('dashboard.scores.made'), colour: '--fake', values: list.map(each => each.frechet) },
      { label: t('dashboard.scores.real'), colour: '--real', dash: 'dashed', values: list.map(each => each.frechetFloor) },
    ],
    summary: t('dashboard.scores.summary', {
      step: newest.step, made: number(newest.frechet), real: number(newest.frechetFloor),
    }),
  };
}

/** How many of the real pictures have one near: a made one, or another real one, which is as good as it gets. */
function coverage(list) {
  const newest = last(list);
  return {
    title: t('dashboard.coverage'),
    percent: true,
    range: [0, 1],
    lines: [
      { label: t('dashboard.scores.made'), colour: '--fake', values: list.map(each => each.coverage) },
      { label: t('dashboard.scores.real'), colour: '--real', dash: 'dashed', values: list.map(each => each.coverageFloor) },
    ],
    summary: t('dashboard.coverage.summary', {
      step: newest.step, coverage: percent(newest.coverage), best: percent(newest.coverageFloor),
    }),
  };
}

/** The charts of one run; `step` is marked in them, `onStep` is told what was clicked. */
export function Charts({ run, step, onStep }) {
  const data = useMemo(() => columns(run.events), [run.events]);
  const scored = useMemo(() => comparable(onward(all(run.events, 'scores'))), [run.events]);
  if (data.step.length === 0) {
    return null;
  }
  return h('div', { class: 'charts' },
    [losses(data, run.config), verdicts(data, run.config), speed(data)].map(spec =>
      h(Chart, { key: spec.title, spec, steps: data.step, step, onStep })),
    scored.length > 0 && [distances(scored), coverage(scored)].map((spec, i) =>
      h(Chart, { key: `scores ${i}`, spec, steps: scored.map(each => each.step), step, onStep })));
}

const DASHES = ['solid', 'dashed', 'dotted'];
const COLOURS = ['--real', '--fake', '--accent', '--text'];
const COMPARED = [
  ['lossD', 'dashboard.compare.lossD'],
  ['lossG', 'dashboard.compare.lossG'],
  ['realBefore', 'dashboard.compare.real'],
  ['fakeBefore', 'dashboard.compare.fake'],
  ['imagesPerSecond', 'dashboard.speed'],
];

const VERDICTS = ['realBefore', 'fakeBefore'];

/** A run beside others whose verdicts may be of another kind. */
function nameWithKind({ name, config }) {
  const kind = kindOf(config);
  return kind === 'probability' ? name : t(`dashboard.compare.${kind}`, { name });
}

/** The line that a run has in all charts of a comparison. */
export const lineOf = i => ({ colour: COLOURS[i % COLOURS.length], dash: DASHES[i % DASHES.length] });

/** Several runs over the same steps: one chart for each number, one line for each run. */
export function SharedCharts({ runs, step, onStep }) {
  const data = useMemo(() => shared(runs), [runs.map(run => run.events.length).join()]);
  if (data.steps.length === 0) {
    return null;
  }
  return h('div', { class: 'charts' }, COMPARED.map(([name, title]) => {
    const names = runs.map(run => (VERDICTS.includes(name) ? nameWithKind(run) : run.name));
    const lines = runs.map((run, i) => ({ ...lineOf(i), label: names[i], values: data.values[i][name] }));
    const summary = runs.map((run, i) => `${names[i]} ${number(data.values[i][name].findLast(x => x !== undefined))}`);
    const spec = { title: t(title), lines, summary: summary.join('; ') };
    return h(Chart, { key: name, spec, steps: data.steps, step, onStep });
  }));
}

/** The union of all steps; a run without a tick at one has undefined there. */
function shared(runs) {
  const each = runs.map(run => columns(run.events));
  const steps = [...new Set(each.flatMap(one => one.step))].sort((a, b) => a - b);
  const values = each.map(one => {
    const at = new Map(one.step.map((step, i) => [step, i]));
    const column = name => steps.map(step => (at.has(step) ? one[name][at.get(step)] : undefined));
    return Object.fromEntries(COMPARED.map(([name]) => [name, column(name)]));
  });
  return { steps, values };
}
