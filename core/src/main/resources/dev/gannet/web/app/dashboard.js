// The page of a run, and which page an address of the dashboard means.
import { h, Fragment, count, duration, fixed, number, percent, say, t, useEffect, useRun } from './ui.js';
import { Charts } from './curves.js';
import { Controls, useMine } from './control.js';
import { Findings, useInside } from './doctor.js';
import { Insides } from './insides.js';
import { Log } from './log.js';
import { Runs, State } from './runs.js';
import { Settings } from './settings.js';
import { Wall, useFilm } from './wall.js';
import { newest, progress } from './series.js';

export { Compare } from './compare.js';
export { DoctorPage } from './doctor.js';

/** #/ is the list of runs, or the only one; #/run/2 is one of them. */
export function Dashboard({ session, route }) {
  const asked = route.path[0] === 'run' ? Number(route.path[1]) : undefined;
  const only = session.runs.length === 1 ? session.runs[0].index : undefined;
  const index = asked ?? only;
  return index === undefined ? h(Runs, { session }) : h(Run, { key: index, session, index, first: stepIn(route.query) });
}

/** The step whose pictures an address asks for, if it does. */
const stepIn = ({ step }) => (Number(step) >= 0 ? Number(step) : undefined);

function Run({ session, index, first }) {
  const run = useRun(index);
  if (!run) {
    return session.runs.some(one => one.index === index)
      ? h('p', { class: 'muted loading' }, t('common.loading'))
      : h('p', { class: 'panel notice' }, t('dashboard.run.none'), ' ', h('a', { href: '#/' }, t('dashboard.runs')));
  }
  return h(RunPage, { session, index, run, first });
}

function RunPage({ session, index, run, first }) {
  const film = useFilm(run.events, first);
  useTitle(run);
  const inside = useInside(session, run)(film.step);
  const show = step => {
    film.seek(step);
    say(t('dashboard.step', { step }));
    document.querySelector('.wall').scrollIntoView({ block: 'nearest' });
  };
  return h('div', { class: 'run' },
    h(Head, { session, run }),
    h('div', { class: 'hero' },
      h(Wall, { index, run, film, inside }),
      h('div', { class: 'col side' }, h(Findings, { session, index, run, onStep: show }), h(Log, { run }))),
    h(Charts, { run, step: film.step, onStep: film.seek }),
    h(Insides, { run, step: film.follows ? undefined : film.step, onStep: film.seek }),
    h(Settings, { run }));
}

/** The tab of the browser says where the run is. */
function useTitle(run) {
  const step = newest(run.events, 'tick')?.step ?? 0;
  useEffect(() => {
    document.title = `${t('dashboard.step', { step })} · ${run.name} · Gannet`;
    return () => {
      document.title = 'Gannet';
    };
  }, [step, run.name]);
}

function Head({ session, run }) {
  const view = useMine(run);
  const held = run.state === 'RUNNING' && view?.state === 'STOPPED';
  return h('header', { class: 'run-head' },
    h('div', { class: 'row title' }, h('h1', null, run.name), h(State, { state: held ? 'PAUSED' : run.state })),
    h('p', { class: 'muted' }, about(run)),
    h(Numbers, { run }),
    h(Controls, { session, run, view }));
}

/** What is trained on what, in one line. */
function about({ config, events }) {
  const { width, height } = config.image;
  return [
    newest(events, 'started')?.data,
    t('dashboard.run.recipe', { recipe: config.recipe.type, width: String(width), height: String(height) }),
    t('dashboard.run.loss', { loss: config.recipe.game.loss.type }),
    t('dashboard.run.seed', { seed: String(config.seed) }),
  ].filter(part => part).join(' · ');
}

function Numbers({ run }) {
  const tick = newest(run.events, 'tick');
  if (!tick) {
    return h('p', null, t('dashboard.run.begins'));
  }
  const { share, left } = progress(run);
  const going = run.state === 'RUNNING';
  return h(Fragment, null,
    h('dl', { class: 'numbers' },
      h(Fact, { name: t('dashboard.number.step'), value: count(tick.step) }),
      h(Fact, { name: t('dashboard.number.epoch'), value: fixed(tick.epoch, 1) }),
      h(Fact, { name: t('dashboard.number.speed'), value: number(tick.imagesPerSecond) }),
      h(Fact, { name: t('dashboard.number.waiting'), value: percent(tick.waiting) }),
      h(Fact, { name: t('dashboard.number.time'), value: duration(tick.seconds) }),
      going && left !== undefined && h(Fact, { name: t('dashboard.number.left'), value: duration(left) })),
    going && h('progress', { value: share, max: 1, 'aria-label': t('dashboard.progress') }, percent(share)));
}

const Fact = ({ name, value }) => h('div', null, h('dt', null, name), h('dd', { class: 'num' }, value));
