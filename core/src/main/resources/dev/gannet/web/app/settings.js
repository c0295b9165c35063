// Everything that decides what a run does, and where it was done.
import { h, InWords, language, t } from './ui.js';
import { flat } from './series.js';

/** All settings of a run, folded away until they are wanted. */
export function Settings({ run }) {
  return h('details', { class: 'panel settings' },
    h('summary', null, t('dashboard.settings')),
    h('h3', null, t('dashboard.settings.config')),
    h(Pairs, { pairs: flat(run.config) }),
    run.history.map(chapter => h(Chapter, { key: chapter.time, chapter })));
}

const moment = time => new Date(time).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });

/** When and where a run was started, resumed or changed. */
function Chapter({ chapter }) {
  const { kind, step, time, notes, environment } = chapter;
  return [
    h('h3', null, t(`dashboard.settings.${kind}`, { step, time: moment(time) })),
    notes.map(note => h(InWords, { as: 'p', english: note })),
    kind !== 'changed' && h(Pairs, { pairs: flat(environment) }),
  ];
}

const Pairs = ({ pairs }) => h('dl', { class: 'pairs' }, Object.entries(pairs).map(([name, value]) =>
  h('div', { key: name }, h('dt', null, name), h('dd', null, value))));
