// What has happened in a run, in words, the newest first.
import { h, Button, InWords, Panel, duration, number, t, useMemo, useState } from './ui.js';

const SHORT = 6;

const english = words => h(InWords, { english: words });

/** A text with one slot that is filled by what the program has written in English. */
function around(key, slots, inEnglish) {
  const [[slot, words]] = Object.entries(inEnglish);
  const [before, after] = t(key, slots).split(`{${slot}}`);
  return [before, english(words), after];
}

/** What stands before an event, and its text; kinds that are drawn elsewhere have none. */
const WORDS = {
  started: event => ['▸', t('dashboard.event.started', { data: event.data, images: event.images })],
  saved: event => ['✓', t('dashboard.event.saved', { step: event.step })],
  'not-saved': ({ step, reason }) => ['▲', around('dashboard.event.notSaved', { step }, { reason })],
  skipped: ({ step, reason }) => ['▲', around('dashboard.event.skipped', { step }, { reason })],
  'went-back': event => ['↶', t('dashboard.event.wentBack', { step: event.step, to: event.to, lr: number(event.lr) })],
  edited: ({ step, set }) => ['✎', t('dashboard.event.edited', {
    step, set: Object.entries(set).map(([name, value]) => `${name}=${value}`).join(', '),
  })],
  lost: ({ step, name, total, reason }) => ['▲', around('dashboard.event.lost', { step, name, total }, { reason })],
  notice: event => ['ℹ', english(event.message)],
  stopped: event => ['■', event.interrupted
    ? t('dashboard.event.stopped', { step: event.step, time: duration(event.seconds) })
    : t('dashboard.event.finished', { step: event.step, time: duration(event.seconds) })],
  failed: ({ step, message }) => ['✖', around('dashboard.event.failed', { step }, { message })],
};

const SERIOUS = ['not-saved', 'skipped', 'went-back', 'edited', 'lost', 'failed'];

/** The log of a run; of checkpoints only the newest, until all is asked for. */
export function Log({ run }) {
  const [whole, setWhole] = useState(false);
  const events = useMemo(() => run.events.filter(event => event.event in WORDS).reverse(), [run.events]);
  const lastSaved = events.find(event => event.event === 'saved');
  const brief = events.filter(event => event.event !== 'saved' || event === lastSaved).slice(0, SHORT);
  const shown = whole ? events : brief;
  const more = events.length > brief.length && h(Button, {
    label: whole ? t('dashboard.log.less') : t('dashboard.log.all'), pressed: whole, onClick: () => setWhole(!whole),
  });
  if (events.length === 0) {
    return null;
  }
  return h(Panel, { title: t('dashboard.log'), className: 'log', actions: more },
    h('ul', { tabIndex: 0, role: 'list', 'aria-label': t('dashboard.log') }, shown.map(event => h(Line, { event }))));
}

function Line({ event }) {
  const [sign, text] = WORDS[event.event](event);
  return h('li', { class: SERIOUS.includes(event.event) ? 'serious' : '' },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, sign), h('span', null, text));
}
