// What a stop alone has to show, beside the images.
import { h, t, fixed, number, percent, useEffect, useState, motion } from './ui.js';
import { DotAxis, SlopeChart } from './slope.js';
import { GradientBars, LayerStrip, UpdateBars } from './layers.js';
import { Histogram, NoiseMap } from './noise.js';
import { hasTargets, STOPS } from './stops.js';

const COIN = 2 * Math.log(2);
const CROSS_ENTROPY = ['bce', 'saturating'];
const GATHER_MS = 1500;

/** What D's error is made of, as words. */
function formulaOf(loss) {
  if (['relativistic', 'least-squares'].includes(loss)) {
    return `debugger.formula.${loss}`;
  }
  return CROSS_ENTROPY.includes(loss) ? 'debugger.formula.errors' : 'debugger.formula.other';
}

/** The part of the page that belongs to the stop `seen.at` alone; `simple` without the layers of the networks. */
export function Detail({ seen, ledger, picked, simple }) {
  return DETAILS[STOPS[seen.at]](seen, { ledger, picked, simple });
}

const DETAILS = {
  ready: (seen, { ledger }) => h(Ready, { ready: seen.ready, ledger }),
  noise: (seen, { picked }) => h('div', { class: 'split' },
    h(NoiseMap, { values: seen.noise.values, picked }), h(Histogram, { values: seen.noise.values })),
  generate: seen => h(LayerStrip, { layers: seen.generate.layers, network: 'forger' }),
  real: seen => [
    h(Spread, { made: seen.generate.spread, real: seen.real.spread }),
    seen.real.changes.length > 0 && h(Changes, { kinds: seen.real.changes }),
  ],
  'd-on-fakes': (seen, { simple }) => [
    h(Verdicts, { seen }),
    !simple && h(LayerStrip, { layers: seen['d-on-fakes'].layers, network: 'detective' }),
  ],
  'd-on-reals': (seen, { simple }) => [
    h(Verdicts, { seen }),
    !simple && h(LayerStrip, { layers: seen['d-on-reals'].layers, network: 'detective' }),
  ],
  errors: seen => h(ErrorSum, { seen, errors: seen.errors, key: seen.ready.step }),
  'backward-d': seen => h(GradientBars, { weights: seen['backward-d'].weights, network: 'detective' }),
  'update-d': seen => [
    h(Lock, { network: 'forger', untouched: seen['update-d'].othersUntouched }),
    h(UpdateBars, { weights: seen['update-d'].weights, network: 'detective' }),
  ],
  rescore: seen => h(Rescored, { seen }),
  'g-error': seen => h(Flip, { seen }),
  'backward-g': seen => h(BackThrough, { seen }),
  'update-g': seen => [
    h(Lock, { network: 'detective', untouched: seen['update-g'].othersUntouched }),
    h(UpdateBars, { weights: seen['update-g'].weights, network: 'forger' }),
  ],
  result: (seen, { simple }) => h(Outcome, { seen, simple }),
};

function Ready({ ready, ledger }) {
  const facts = [
    ['debugger.fact.batch', ready.batch], ['debugger.fact.loss', ready.loss], ['debugger.fact.lr', number(ready.lr)],
    ['debugger.fact.images', t(ready.same ? 'debugger.images.same' : 'debugger.images.fresh')],
  ];
  return [
    h('dl', { class: 'facts inline' }, facts.map(([name, value]) => [h('dt', null, t(name)), h('dd', null, value)])),
    ledger.length > 0 && h(Ledger, { lines: ledger }),
  ];
}

/** The last steps, one line each, newest first. */
export function Ledger({ lines }) {
  return h('div', { class: 'ledger' },
    h('h3', null, t('debugger.ledger')),
    h('pre', { tabIndex: 0 }, lines.toReversed().join('\n')));
}

function Spread({ made, real }) {
  const most = Math.max(made, real);
  return h('div', { class: 'spread' },
    h('h3', null, t('debugger.spread')),
    [['fake', made], ['real', real]].map(([side, value]) => h('p', { class: 'spread-row' },
      h('span', null, t(`debugger.side.${side}`)),
      h('span', { class: 'wide-bar' }, h('span', { class: side, style: { width: `${100 * value / most}%` } })),
      h('span', { class: 'num' }, number(value)))));
}

/** What chance does to every image before D sees it. */
function Changes({ kinds }) {
  return h('div', { class: 'changes' },
    h('h3', null, t('debugger.changes')),
    h('ul', null, kinds.map(kind => h('li', null, t(`debugger.changes.${kind}`)))));
}

function Verdicts({ seen }) {
  const groups = [
    { side: 'fake', values: seen['d-on-fakes'].verdicts },
    seen['d-on-reals'] && { side: 'real', values: seen['d-on-reals'].verdicts },
  ].filter(group => group);
  return h(DotAxis, { groups, probability: seen.ready.probability });
}

/** Every image's error, one after the other, until they make up D's loss. */
function ErrorSum({ seen, errors }) {
  const parts = [
    ...errors.fake.map(error => ['fake', error / errors.fake.length]),
    ...errors.real.map(error => ['real', error / errors.real.length]),
  ];
  const shown = useCounter(parts.length);
  const sum = parts.slice(0, shown).reduce((total, [, size]) => total + size, 0);
  const coin = CROSS_ENTROPY.includes(seen.ready.loss);
  const bars = parts.every(([, size]) => size >= 0);
  const top = Math.max(errors.lossD, coin ? COIN : 0) * 1.15;
  return h('div', { class: 'error-sum' },
    h('p', { class: 'big-number', 'aria-live': 'off' }, h('span', { class: 'muted' }, t('debugger.loss.d')), ' ', fixed(sum, 3)),
    bars && h('div', { class: 'sum-track', role: 'img', 'aria-label': t('debugger.sum', { loss: number(errors.lossD) }) },
      parts.slice(0, shown).map(([side, size]) => h('span', { class: side, style: { width: `${100 * size / top}%` } })),
      coin && h('span', { class: 'coin', style: { left: `${100 * COIN / top}%` } }, h('span', null, t('debugger.coin')))),
    h('p', { class: 'formula' }, t(formulaOf(seen.ready.loss))),
    h('p', { class: 'muted small' }, t('debugger.sum.mean', { count: errors.fake.length })));
}

/** Counts up to a number; at once if things are not to move. */
function useCounter(to) {
  const [at, setAt] = useState(motion() ? 0 : to);
  useEffect(() => {
    if (at < to) {
      const timer = setTimeout(() => setAt(Math.min(to, at + Math.ceil(to / 32))), GATHER_MS / 32);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [at, to]);
  return at;
}

const LOCKED = 'M3 7h1V5a4 4 0 0 1 8 0v2h1v8H3zM6 7h4V5a2 2 0 0 0-4 0z';
const OPEN = 'M3 7h7V4a2 2 0 0 0-4 0H4a4 4 0 0 1 8 0v3h1v8H3z';

/** Whether the other network's weights are the ones that they were. */
function Lock({ network, untouched }) {
  return h('p', { class: `lock ${untouched ? 'good' : 'bad'}` },
    h('svg', { class: 'lock-icon', viewBox: '0 0 16 16', width: 18, height: 18, 'aria-hidden': 'true' },
      h('path', { d: untouched ? LOCKED : OPEN })),
    t(untouched ? `debugger.lock.${network}` : 'debugger.lock.broken'));
}

function Rescored({ seen }) {
  const change = seen.rescore.lossD - seen.errors.lossD;
  return h('div', { class: 'split' },
    h(SlopeChart, {
      probability: seen.ready.probability, left: t('debugger.before'), right: t('debugger.after'),
      groups: [
        { side: 'fake', before: seen['d-on-fakes'].verdicts, after: seen.rescore.fakeVerdicts },
        { side: 'real', before: seen['d-on-reals'].verdicts, after: seen.rescore.realVerdicts },
      ],
    }),
    h('div', { class: 'col' },
      h(Compare, { name: 'debugger.loss.d', before: seen.errors.lossD, after: seen.rescore.lossD }),
      h('p', { class: 'muted' }, t('debugger.predicted', {
        predicted: signed(seen['update-d'].predicted), change: signed(change),
      })),
      seen.rescore.probe && h('p', { class: 'muted' }, t(seen.rescore.fresh ? 'debugger.probe' : 'debugger.probe.chance'))));
}

const signed = value => `${value < 0 ? '−' : '+'}${number(Math.abs(value))}`;

function Compare({ name, before, after }) {
  return h('p', { class: 'compare' },
    h('span', { class: 'muted' }, t(name)), ' ',
    h('span', null, fixed(before, 3)), h('span', { 'aria-hidden': 'true' }, ' → '), h('strong', null, fixed(after, 3)));
}

function Flip({ seen }) {
  return h('div', { class: 'flip' },
    hasTargets(seen.ready) && h('p', { class: 'flip-targets', 'aria-hidden': 'true' },
      h('span', { class: 'target t0' }, '0'), ' → ', h('span', { class: 'target t1' }, '1')),
    h('div', { class: 'col' },
      h('p', { class: 'big-number' }, h('span', { class: 'muted' }, t('debugger.loss.g')), ' ', fixed(seen['g-error'].lossG, 3)),
      h('p', { class: 'formula' }, t(`debugger.formula.g.${seen.ready.loss}`)),
      seen.rescore.fresh && h('p', { class: 'muted' }, t('debugger.fresh'))));
}

function BackThrough({ seen }) {
  const back = seen['backward-g'];
  return h('div', { class: 'col' },
    h('ol', { class: 'chain' },
      h('li', { class: 'discarded' }, h('strong', null, t('debugger.chain.error')), h('span', null, number(seen['g-error'].lossG))),
      h('li', { class: 'discarded' }, h('strong', null, t('debugger.chain.d')), h('span', null, t('debugger.chain.discarded'))),
      h('li', null, h('strong', null, t('debugger.chain.pixels')), h('span', null, t('debugger.chain.strength', { factor: number(back.factor), slope: number(back.slope) }))),
      h('li', { class: 'forger' }, h('strong', null, t('debugger.chain.g')), h('span', null, t('debugger.chain.norm', { norm: number(back.norm) })))),
    h(GradientBars, { weights: back.weights, network: 'forger' }));
}

function Outcome({ seen, simple }) {
  const { result } = seen;
  const cosine = result.delivered.reduce((sum, value) => sum + value, 0) / result.delivered.length;
  return [
    h('div', { class: 'split' },
      h(SlopeChart, {
        probability: seen.ready.probability, left: t('debugger.before'), right: t('debugger.after'),
        groups: [{ side: 'fake', before: seen['g-error'].verdicts, after: result.verdicts }],
      }),
      h('div', { class: 'col' },
        h(Compare, { name: 'debugger.loss.g', before: seen['g-error'].lossG, after: result.lossG }),
        h('p', { class: 'muted' }, t('debugger.predicted', {
          predicted: signed(seen['update-g'].predicted), change: signed(result.lossG - seen['g-error'].lossG),
        })),
        !simple && h('p', null, t('debugger.delivered', { cosine: percent(cosine) })))),
    !simple && h('p', { class: 'ledger-line' }, h('code', null, result.ledger)),
  ];
}
