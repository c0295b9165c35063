// The game in the plane: everything about a GAN that two dimensions can show.
import { h, useEffect, useRef, useState, ask, useAct, useKeys, Button, InWords, Panel, say, t, count, number } from './ui.js';
import { Dirac } from './dirac.js';
import { CsvSheet } from './planecsv.js';
import { DrawSheet } from './planedraw.js';
import { Numbers, Outcome } from './planenumbers.js';
import { LAYERS, Legend, Plot } from './planeplot.js';
import { Points, Stops } from './planepoints.js';
import { Presets, Settings } from './planesettings.js';
import { Sweep } from './planesweep.js';

const SPEEDS = { slow: 1, walk: 5, run: 50, free: 1e9 };
const SHOWN = { heat: true, manifold: true, real: true, fake: true, arrows: true, modes: true };

/** Asks the game for things and keeps what it answers when it does not want to. */
function useGame() {
  const [error, setError] = useState();
  const request = async (...requests) => {
    try {
      for (const one of requests) {
        await ask('plane', one);
      }
      setError(undefined);
    } catch (problem) {
      setError(problem.message);
    }
  };
  return [request, error];
}

const nearest = perSecond =>
  Object.keys(SPEEDS).find(name => perSecond <= SPEEDS[name]) ?? 'free';

function Transport({ view, speed, control, does, onSpeed }) {
  const playing = view.state === 'PLAYING';
  return h('div', { class: 'row plane-transport', role: 'group', 'aria-label': t('plane.transport') },
    h('button', { type: 'button', class: 'button primary', disabled: !control, onClick: does.toggle },
      h('span', { 'aria-hidden': 'true' }, playing ? '❚❚' : '▶'), playing ? t('plane.pause') : t('plane.play')),
    h(Button, { label: t('plane.next'), icon: '→', keyHint: 'ArrowRight', disabled: !control, onClick: does.next }),
    h(Button, { label: t('plane.step'), icon: '⇥', keyHint: 'Shift+ArrowRight', disabled: !control, onClick: does.step }),
    h(Button, { label: t('plane.reset'), icon: '↺', keyHint: 'r', disabled: !control, onClick: does.reset }),
    h('label', { class: 'field inline' }, h('span', null, t('plane.speed')),
      h('select', { value: speed, disabled: !control, onChange: event => onSpeed(event.target.value) },
        Object.keys(SPEEDS).map(name => h('option', { key: name, value: name }, t(`plane.speed.${name}`))))),
    h('span', { class: 'grow' }),
    h('p', { class: 'plane-step' }, t('plane.at', { step: count(view.stop ? view.step + 1 : view.step) })));
}

/** Everything that a key or a button does. */
function actions(view, request, speed, switches) {
  const play = { do: 'play', perSecond: SPEEDS[speed] };
  const playing = view?.state === 'PLAYING';
  return {
    toggle: () => request(playing ? { do: 'pause' } : play),
    next: () => request({ do: 'next' }),
    step: () => request({ do: 'step' }),
    reset: () => request({ do: 'reset' }),
    preset: name => request({ do: 'preset', name }, play),
    setup: what => request({ do: 'setup', ...what }, play),
    draw: points => request({ do: 'draw', points }, play),
    play: () => request(play),
    dirac: rule => request({ do: 'dirac', rule }),
    ...switches,
  };
}

function keys(view, does) {
  const layer = name => [LAYERS[name], { run: () => does.layer(name), label: t('plane.key.layer', { name: t(`plane.layer.${name}`) }) }];
  const preset = ({ name, expected }, i) => [String(i + 1), { run: () => does.preset(name), label: t('plane.key.preset', { name: t(`plane.name.${expected}`) }) }];
  return {
    ' ': { run: does.toggle, label: t('plane.key.play') },
    ArrowRight: { run: does.next, label: t('plane.next') },
    'Shift+ArrowRight': { run: does.step, label: t('plane.step') },
    r: { run: does.reset, label: t('plane.reset') },
    d: { run: () => does.sheet('draw'), label: t('plane.draw') },
    o: { run: () => does.sheet('csv'), label: t('plane.csv') },
    l: { run: does.logits, label: t('plane.logits') },
    ...Object.fromEntries(Object.keys(LAYERS).map(layer)),
    ...Object.fromEntries((view?.presets ?? []).map(preset)),
  };
}

function Picture({ view, layers, logits, does }) {
  return h(Panel, { className: 'plane-picture' },
    h(Plot, { view, layers, logits }),
    h(Origin, { origin: view.origin }),
    h(Legend, { view, layers, onToggle: does.layer }),
    view.reading === 'sigmoid' && h('label', { class: 'check' },
      h('input', { type: 'checkbox', checked: logits, onChange: does.logits }), t('plane.logits')));
}

/** The picture, or a sheet over it on which the user brings data. */
function Sheet({ view, state, does }) {
  switch (state.sheet) {
    case 'draw':
      return h(DrawSheet, { onDone: points => { does.sheet(); does.draw(points); }, onCancel: () => does.sheet() });
    case 'csv':
      return h(CsvSheet, { onDone: () => { does.sheet(); does.play(); }, onCancel: () => does.sheet() });
    default:
      return h(Picture, { view, layers: state.layers, logits: state.logits, does });
  }
}

/** Where the points of a table lay before. */
function Origin({ origin }) {
  return origin && h('p', { class: 'muted plane-origin' }, t('plane.csv.origin', {
    n: origin.points, x: number(origin.x), y: number(origin.y), unit: number(origin.unit),
  }));
}

function Trouble({ error, note }) {
  const text = error ?? note;
  return text && h('p', { class: 'plane-trouble', role: 'alert' },
    h('span', { 'aria-hidden': 'true' }, '⚠ '), h(InWords, { english: text }));
}

/** Says the outcome when it changes while nobody watches the picture. */
function useSaying(view) {
  const before = useRef();
  useEffect(() => {
    if (view && before.current && before.current !== view.outcome && view.outcome !== 'early') {
      say(t('plane.say', { outcome: t(`plane.name.${view.outcome}`), step: number(view.step, 6) }));
    }
    before.current = view?.outcome;
  }, [view?.outcome]);
}

function Board({ view, session, error, request, does, state }) {
  const control = session.control && view.state !== 'ENDED';
  return h('div', { class: 'plane' },
    h('header', { class: 'plane-intro' },
      h('h1', null, t('plane.title')),
      h('p', { class: 'muted' }, t('plane.what'))),
    h(Presets, { view, onPreset: does.preset }),
    h(Trouble, { error, note: view.note }),
    h(Transport, { view, speed: state.speed, control, does, onSpeed: does.speed }),
    h(Stops, { view }),
    h('div', { class: 'plane-body' },
      h('div', { class: 'col' },
        h(Sheet, { view, state, does }),
        !state.sheet && control && h('div', { class: 'row' },
          h(Button, { label: t('plane.draw'), icon: '✎', keyHint: 'd', onClick: () => does.sheet('draw') }),
          h(Button, { label: t('plane.csv'), icon: '▤', keyHint: 'o', onClick: () => does.sheet('csv') }))),
      h('div', { class: 'col' },
        h(Outcome, { view }),
        h(Numbers, { view }))),
    h(Settings, { view, control, onSetup: does.setup }),
    h(Sweep, { view, control, onPlay: does.setup }),
    h(Points, { view }),
    h(Dirac, { view: view.dirac, control, onRule: does.dirac }));
}

export function PlanePage({ session }) {
  const view = useAct('plane');
  const [request, error] = useGame();
  const [layers, setLayers] = useState(SHOWN);
  const [logits, setLogits] = useState(false);
  const [sheet, setSheet] = useState();
  const [speed, setSpeed] = useState('free');
  const switches = {
    layer: name => setLayers(now => ({ ...now, [name]: !now[name] })),
    logits: () => setLogits(now => !now),
    sheet: name => setSheet(now => (now === name ? undefined : name)),
    speed: name => {
      setSpeed(name);
      if (view.state === 'PLAYING') {
        request({ do: 'play', perSecond: SPEEDS[name] });
      }
    },
  };
  const does = actions(view, request, speed, switches);
  useKeys(session.control ? keys(view, does) : {});
  useSaying(view);
  useEffect(() => setSpeed(now => (view?.state === 'PLAYING' ? nearest(view.perSecond) : now)), [view?.perSecond]);
  return view
    ? h(Board, { view, session, error, request, does, state: { layers, logits, sheet, speed } })
    : h('p', { class: 'muted loading' }, t('common.loading'));
}
