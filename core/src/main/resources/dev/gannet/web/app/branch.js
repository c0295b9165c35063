// What if: one step with something changed, and two futures of the same networks.
import { h, t, count, fixed, number, Button, Dialog, Panel, Picture, useState } from './ui.js';
import { LineChart } from './slope.js';
import { mean } from './stops.js';

const DUEL = { steps: 30, dSteps: 50 };

/** What is chosen of the changes that this step can be tried with, and what can be done with it. */
export function useBranch({ view, send, allowed }) {
  const [chosen, setChosen] = useState({});
  const [committing, setCommitting] = useState(false);
  const names = Object.keys(view.changes);
  const name = names.includes(chosen.name) ? chosen.name : names[0];
  const values = view.changes[name] ?? [];
  const value = values.includes(chosen.value) ? chosen.value : values[0];
  const ofThisStep = Boolean(view.branch) && view.branch.unchanged.seen.S0.step === view.trace.seen.S0?.step;
  const canCommit = allowed.includes('commit') && view.state === 'STOPPED' && ofThisStep;
  return {
    names, name, values, value,
    choose: more => setChosen({ name, ...more }),
    can: allowed.includes('branch') && view.state === 'STOPPED' && value !== undefined,
    run: () => send({ do: 'branch', set: { [name]: value } }),
    canDiscard: allowed.includes('discard') && Boolean(view.branch),
    discard: () => send({ do: 'discard' }),
    canCommit,
    committing: committing && canCommit,
    askCommit: () => setCommitting(true),
    keepStep: () => setCommitting(false),
    commit: () => {
      setCommitting(false);
      send({ do: 'commit' });
    },
    saved: allowed.includes('save'),
  };
}

/** The form, and both outcomes of the last branch side by side. */
export function BranchPanel({ view, branch, enabled }) {
  return h(Panel, { title: t('debugger.branch'), className: 'branch' },
    h('p', { class: 'muted' }, t('debugger.branch.what')),
    enabled && branch.names.length > 0 && h('div', { class: 'row branch-form' },
      h(Choice, {
        label: t('debugger.branch.change'), value: branch.name, options: branch.names,
        text: name => t(`debugger.change.${name}`), onChange: name => branch.choose({ name }),
      }),
      h(Choice, {
        label: t('debugger.branch.to'), value: branch.value, options: branch.values,
        text: value => valueText(branch.name, value), onChange: value => branch.choose({ value }),
      }),
      h(Button, {
        label: t('debugger.branch.try'), keyHint: 'b', className: 'primary', disabled: !branch.can, onClick: branch.run,
        title: t('debugger.do.branch'),
      }),
      view.branch && h(Button, {
        label: t('debugger.branch.discard'), keyHint: 'x', disabled: !branch.canDiscard, onClick: branch.discard,
      }),
      view.branch && h(Button, {
        label: t('debugger.branch.commit'), keyHint: 'c', disabled: !branch.canCommit, onClick: branch.askCommit,
      })),
    branch.committing && h(CommitDialog, { view, branch }),
    view.branch && h(Both, { branch: view.branch }));
}

/** The run itself is only changed by somebody who has read what that means. */
function CommitDialog({ view, branch }) {
  return h(Dialog, { title: t('debugger.commit.title'), closeLabel: t('common.close'), onClose: branch.keepStep },
    h('p', null, t('debugger.commit.text', { step: count(view.trace.seen.S0.step), set: changesText(view.branch.set) })),
    h('p', null, t(branch.saved ? 'debugger.commit.run' : 'debugger.commit.visit')),
    h('div', { class: 'row' },
      h(Button, { label: t('debugger.commit.yes'), className: 'primary', onClick: branch.commit }),
      h(Button, { label: t('common.cancel'), onClick: branch.keepStep })));
}

/** What was changed, in words. */
export const changesText = set => Object.entries(set)
  .map(([name, value]) => `${t(`debugger.change.${name}`)} = ${valueText(name, value)}`).join(', ');

function Choice({ label, value, onChange, options, text }) {
  return h('label', { class: 'choice' }, h('span', null, label),
    h('select', { value, onChange: event => onChange(event.target.value) }, options.map(option =>
      h('option', { value: option }, text(option)))));
}

/** A value as it is read; layers go by 'g:' or 'd:' and their name. */
function valueText(name, value) {
  switch (name) {
    case 'loss': return value;
    case 'fakes': return t(`debugger.value.fakes.${value}`);
    case 'freeze': return value.length > 1
      ? t(`debugger.value.layer.${value[0]}`, { layer: value.slice(2) })
      : t(`debugger.value.freeze.${value}`);
    default: return number(Number(value));
  }
}

/** Both ways through the same step. */
function Both({ branch }) {
  const ways = [['debugger.branch.unchanged', branch.unchanged.seen], ['debugger.branch.changed', branch.changed.seen]];
  const apart = ways.some(([, seen]) => seen.S9.probe);
  return h('div', { class: 'split both' }, ways.map(([title, seen], i) => h('section', { class: 'way' },
    h('h3', null, t('debugger.title', { step: seen.S0.step }), ' · ', t(title), i === 1 && ` ${changesText(branch.set)}`),
    h('div', { class: 'tiny-images' }, Array.from({ length: Math.min(8, seen.S13.images.count) }, (_, image) =>
      h(Picture, { strip: seen.S13.images, index: image }))),
    h('dl', { class: 'facts' }, rows(seen, apart).map(([name, value]) => [h('dt', null, t(name)), h('dd', null, value)])))));
}

/** The numbers of one way; `apart` if D has not judged the very images that G is scored on before, or not by the same chance. */
function rows(seen, apart) {
  const way = (...verdicts) => verdicts.map(all => fixed(mean(all), 3)).join(' → ');
  const verdicts = apart
    ? [
      ['debugger.branch.after-d', way(seen.S4.verdicts, seen.S9.fakeVerdicts)],
      ['debugger.branch.after-g', way(seen.S10.verdicts, seen.S13.verdicts)],
    ]
    : [['debugger.branch.verdicts', way(seen.S4.verdicts, seen.S10.verdicts, seen.S13.verdicts)]];
  return [
    ['debugger.loss.d', `${fixed(seen.S6.lossD, 3)} → ${fixed(seen.S9.lossD, 3)}`],
    ['debugger.loss.g', `${fixed(seen.S10.lossG, 3)} → ${fixed(seen.S13.lossG, 3)}`],
    ...verdicts,
    ['debugger.branch.gradient', number(seen.S11.norm)],
    ['debugger.branch.factor', number(seen.S11.factor)],
  ];
}

/** Two futures: D far ahead of G, and both learning together. */
export function DuelPanel({ view, send, enabled, busy }) {
  return h(Panel, { title: t('debugger.duel'), className: 'duel-panel' },
    h('p', { class: 'muted' }, t('debugger.duel.what', DUEL)),
    enabled && h(Button, {
      label: t('debugger.duel.start'), className: 'primary', disabled: busy, onClick: () => send({ do: 'duel', ...DUEL }),
    }),
    view.duel && h(Duel, { duel: view.duel }));
}

/** Both futures as they grow, and what came out of them. */
export function Duel({ duel }) {
  const sides = [['strong', duel.strong], ['even', duel.even]];
  const lines = number => sides.map(([name, side]) => ({
    name, values: number(side), label: t(`debugger.duel.${name}`, { times: side.dSteps }),
  }));
  const both = sides.flatMap(([name, side]) => ['real', 'fake'].map(kind => ({
    name: `${name} ${kind}`, values: side[kind], label: t(`debugger.duel.${name}.${kind}`),
  })));
  const scale = duel.probability
    ? { title: t('debugger.duel.verdicts'), low: 0, high: 1 }
    : { title: t('debugger.duel.scores') };
  return h('div', { class: 'duel' },
    h('div', { class: 'split' },
      h(LineChart, { lines: both, steps: duel.steps, ...scale }),
      h(LineChart, { title: t('debugger.duel.gradient'), lines: lines(side => side.gradient), steps: duel.steps })),
    h('div', { class: 'split' }, sides.map(([name, side]) => h('section', { class: `way ${name}` },
      h('h3', null, t(`debugger.duel.${name}`, { times: side.dSteps })),
      side.images && h('div', { class: 'tiny-images' }, Array.from({ length: side.images.count }, (_, i) =>
        h(Picture, { strip: side.images, index: i }))),
      h('p', null, outcome(side))))));
}

function outcome({ real, fake, gradient }) {
  return real.length === 0 ? '' : t('debugger.duel.outcome', {
    steps: real.length, real: fixed(real.at(-1), 2), fake: fixed(fake.at(-1), 3),
    first: number(gradient[0]), last: number(gradient.at(-1)),
  });
}
