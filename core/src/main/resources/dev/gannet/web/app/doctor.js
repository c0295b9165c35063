// What the doctor has found: now, and when.
import { h, Button, InWords, Panel, count, known, say, t, useEffect, useMemo, useRef, useRun } from './ui.js';
import { useMine } from './control.js';
import { addressOf } from './place.js';
import { columns, findings, newest, spans } from './series.js';

const SIGNS = { info: 'ℹ', warning: '▲', critical: '✖' };

/** The title of a rule in the user's language. */
const ruleName = rule => (known(`dashboard.rule.${rule}`) ? t(`dashboard.rule.${rule}`) : rule);

/** How bad it is, as a sign and a word. */
export function Severity({ severity }) {
  return h('span', { class: `severity ${severity}` },
    h('span', { 'aria-hidden': 'true' }, SIGNS[severity]), ' ', t(`dashboard.severity.${severity}`));
}

/** What holds now, for the page of a run; `onStep` shows the pictures of a step. */
export function Findings({ session, index, run, onStep }) {
  const inside = useInside(session, run);
  const current = useMemo(() => findings(run.events), [run.events]);
  useNews(current);
  const before = useMemo(() => spans(run.events).length > current.length, [run.events]);
  const history = (current.length > 0 || before)
    && h('a', { href: `#/doctor/${index}` }, t('dashboard.doctor.history'));
  return h(Panel, { title: t('dashboard.doctor'), className: 'doctor', actions: history },
    current.length === 0 ? h(Healthy, { run }) : h('ul', { class: 'findings' }, current.map(found =>
      h('li', { key: found.rule },
        h(Severity, { severity: found.severity }),
        h('h3', null, ruleName(found.rule)),
        h(InWords, { as: 'p', english: found.what }),
        h(Evidence, { step: found.step, inside, onStep }),
        h('details', null,
          h('summary', null, t('dashboard.doctor.more')),
          h(Explained, { found }))))));
}

/**
 * The address of a step of a run in the step debugger, as a function, if every step of it can be made once more there: only
 * of a run that is over.
 */
export function useInside(session, run) {
  const view = useMine(run);
  const can = session.control && view && view.state !== 'ENDED' && view.allowed.includes('to');
  return step => (can ? addressOf('step', { run: view.about.fingerprint, step }) : undefined);
}

/** Where a finding can be looked at: the pictures of its step, and the step itself. */
function Evidence({ step, inside, onStep, pictures }) {
  const label = t('dashboard.doctor.pictures', { step });
  return h('p', { class: 'row evidence' },
    onStep ? h(Button, { label, onClick: () => onStep(step) }) : h('a', { class: 'button', href: pictures }, label),
    inside(step) && h('a', { class: 'button', href: inside(step) }, t('dashboard.doctor.inside')));
}

/** For the page of another kind: how much the doctor has found in a run, and the way there. */
export function DoctorBadge({ session, name }) {
  const index = session.runs.find(one => one.name === name)?.index;
  const events = useRun(index)?.events;
  const current = useMemo(() => findings(events ?? []), [events]);
  if (current.length === 0) {
    return null;
  }
  const [{ severity }] = current;
  return h('a', {
    class: `doctor-badge ${severity}`,
    href: `#/doctor/${index}`,
    title: current.map(found => ruleName(found.rule)).join('. '),
  },
  h('span', { 'aria-hidden': 'true' }, SIGNS[severity]), ' ',
  h('span', { class: 'sr-only' }, t(`dashboard.severity.${severity}`), '. '),
  t('dashboard.doctor.badge', { found: current.length }));
}

/** Says aloud what is found while somebody looks at the page. */
function useNews(current) {
  const before = useRef();
  useEffect(() => {
    const fresh = current.filter(found => before.current && !before.current.includes(found.rule));
    before.current = current.map(found => found.rule);
    if (fresh.length > 0) {
      say(fresh.map(found => `${t(`dashboard.severity.${found.severity}`)}: ${ruleName(found.rule)}`).join('. '));
    }
  }, [current]);
}

function Healthy({ run }) {
  const looked = newest(run.events, 'vitals');
  return h('p', { class: 'healthy' },
    h('span', { class: 'tick', 'aria-hidden': 'true' }, looked ? '✓' : '·'),
    looked ? t('dashboard.doctor.healthy') : t('dashboard.doctor.none'));
}

function Explained({ found }) {
  return h('dl', { class: 'explained' },
    h('dt', null, t('dashboard.doctor.why')), h(InWords, { as: 'dd', english: found.why }),
    h('dt', null, t('dashboard.doctor.advice')), h(InWords, { as: 'dd', english: found.advice, dress: withOptions }));
}

/** Options, such as --lr 0.0001, stand out and can be copied. */
const withOptions = text => text.split(/(--[a-z][\w-]*(?:[ =][\w.=-]*\w)?)/).map((part, i) =>
  (i % 2 === 1 ? h('code', null, part) : part));

/** All findings of a run over its steps. */
export function DoctorPage({ session, route }) {
  const index = Number(route.path[1] ?? 0);
  const run = useRun(index);
  return run
    ? h(History, { session, index, run })
    : h('p', { class: 'muted loading' }, t('common.loading'));
}

function History({ session, index, run }) {
  const inside = useInside(session, run);
  const found = spans(run.events);
  const last = Math.max(1, columns(run.events).step.at(-1) ?? 0, ...found.map(span => span.to ?? span.from));
  return h('div', { class: 'col doctor-page' },
    h('header', null,
      h('p', null, h('a', { href: `#/run/${index}` }, `← ${run.name}`)),
      h('h1', null, t('dashboard.doctor.title'))),
    found.length === 0
      ? h(Panel, null, h(Healthy, { run }))
      : [h(Timeline, { found, last }), h(Cases, { found, events: run.events, index, inside })]);
}

function Timeline({ found, last }) {
  const rules = [...new Set(found.map(span => span.found.rule))];
  return h(Panel, { title: t('dashboard.doctor.when'), className: 'timeline' },
    h('table', null,
      h('tbody', null, rules.map(rule => h('tr', { key: rule },
        h('th', { scope: 'row' }, ruleName(rule)),
        h('td', null, h('div', { class: 'lane' },
          found.filter(span => span.found.rule === rule).map(span => h(Span, { span, last }))))))),
      h('tfoot', { 'aria-hidden': 'true' }, h('tr', null, h('td', null, t('dashboard.steps')),
        h('td', null, h('div', { class: 'scale' }, [0, 0.5, 1].map(share =>
          h('span', null, count(Math.round(share * last))))))))));
}

function Span({ span, last }) {
  const { found, from, to } = span;
  const share = step => 100 * step / last;
  return h('span', {
    class: `span ${found.severity} ${to === undefined ? 'open' : ''}`,
    style: { left: `min(${share(from)}%, 100% - 1.4rem)`, width: `${share((to ?? last) - from)}%` },
    role: 'img',
    'aria-label': spanText(span),
    title: spanText(span),
  }, SIGNS[found.severity]);
}

const spanText = ({ found, from, to }) => `${t(`dashboard.severity.${found.severity}`)}: ${to === undefined
  ? t('dashboard.doctor.since', { from })
  : t('dashboard.doctor.span', { from, to })}`;

/** What holds comes first, the worst before the rest; then what is over, the newest first. */
function Cases({ found, events, index, inside }) {
  const holding = findings(events).map(one => found.find(span => span.found === one));
  const ordered = [...holding, ...found.filter(span => span.to !== undefined).reverse()];
  return h('div', { class: 'col' }, ordered.map(span => h('section', {
    class: `panel case ${span.to === undefined ? '' : 'over'}`, key: `${span.found.rule} ${span.from}`,
  },
  h('header', { class: 'row' },
    h(Severity, { severity: span.found.severity }),
    h('h2', { class: 'grow' }, ruleName(span.found.rule)),
    h('span', { class: 'muted' }, span.to === undefined
      ? t('dashboard.doctor.since', { from: span.from })
      : t('dashboard.doctor.span', { from: span.from, to: span.to }))),
  h(InWords, { as: 'p', english: span.found.what }),
  h(Evidence, { step: span.found.step, inside, pictures: addressOf(`run/${index}`, { step: span.found.step }) }),
  h(Explained, { found: span.found }))));
}
