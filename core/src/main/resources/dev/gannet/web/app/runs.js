// The runs that this server shows, each with the newest it has made.
import { h, Button, number, t, useEffect, useRef, useRun, useState } from './ui.js';
import { WholePicture } from './pictures.js';
import { newest } from './series.js';
import { sampleUrl } from './wall.js';

const SIGNS = { RUNNING: '●', PAUSED: '❚❚', FINISHED: '✓', STOPPED: '■', FAILED: '✖', KILLED: '✖' };

/** What a run is doing, as a sign and a word. */
export function State({ state }) {
  return h('span', { class: `state ${state.toLowerCase()}` },
    h('span', { 'aria-hidden': 'true' }, SIGNS[state]), ' ', t(`dashboard.state.${state}`));
}

/** All runs; two or more of them can be chosen and compared. */
export function Runs({ session }) {
  const [chosen, setChosen] = useState([]);
  const toggle = index => setChosen(chosen.includes(index) ? chosen.filter(i => i !== index) : [...chosen, index]);
  const compare = () => {
    location.hash = `#/compare/${chosen.toSorted((a, b) => a - b).join(',')}`;
  };
  if (session.runs.length === 0) {
    return h('div', { class: 'panel notice' }, h('h1', null, t('dashboard.runs.none')), h('p', null, t('dashboard.runs.none.text')));
  }
  return h('div', { class: 'col' },
    h('header', { class: 'row runs-head' },
      h('h1', { class: 'grow' }, t('dashboard.runs')),
      h('span', { class: 'muted' }, t('dashboard.runs.choose')),
      h(Button, {
        label: t('dashboard.runs.compare', { count: chosen.length }),
        className: 'primary', disabled: chosen.length < 2, onClick: compare,
      })),
    h('ul', { class: 'cards run-cards' }, session.runs.toReversed().map(({ index, name }) =>
      h('li', { class: 'card', key: index },
        h(Card, { index, name }),
        h('label', { class: 'check' },
          h('input', { type: 'checkbox', checked: chosen.includes(index), onChange: () => toggle(index) }),
          t('dashboard.runs.pick'),
          h('span', { class: 'sr-only' }, name))))));
}

/** A run is read when its card comes into view. */
function Card({ index, name }) {
  const box = useRef();
  const [near, setNear] = useState(false);
  useEffect(() => {
    const watcher = new IntersectionObserver(([entry]) => entry.isIntersecting && setNear(true), { rootMargin: '200px' });
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  return h('a', { href: `#/run/${index}`, ref: box }, h('strong', null, name), near && h(Newest, { index }));
}

function Newest({ index }) {
  const run = useRun(index);
  if (!run) {
    return h('span', { class: 'muted' }, t('common.loading'));
  }
  const sample = newest(run.events, 'sample');
  const tick = newest(run.events, 'tick');
  return [
    sample
      ? h(WholePicture, { url: sampleUrl(index, sample.step), className: 'thumbnail' })
      : h('span', { class: 'thumbnail muted' }, t('dashboard.runs.blank')),
    h('span', { class: 'row' }, h(State, { state: run.state }), tick && h('span', { class: 'muted' },
      t('dashboard.runs.where', { step: tick.step, epoch: number(tick.epoch, 2) }))),
  ];
}
