// The wall: what the generator makes of the same noise, over the whole run, beside the real images.
import {
  h, Button, Dialog, Fragment, GridPicture, Panel, count, imageOf, motion, say, t,
  useEffect, useKeys, useMemo, useRef, useState,
} from './ui.js';
import { WholePicture } from './pictures.js';
import { evenly, indexAt, newest, sampleSteps } from './series.js';

const IMAGES = 64;
const MOST_FRAMES = 48;
const LONGEST_FILM_MS = 15_000;
const FRAME_MS = 250;
const CALM_FRAME_MS = 1000;

/** The address of the grid that a run drew at a step. */
export const sampleUrl = (index, step) => `/api/runs/${index}/samples/${step}.png`;
const realsUrl = index => `/api/runs/${index}/reals.png`;

/**
 * A place in the time of a run: `step` is where, `at` the number of the newest sample that had been drawn by then. Without a
 * chosen place it follows the newest. `go` moves to a sample, `seek` to any step, `toggle` plays or holds.
 * `first` is the step that is chosen at first, if one is.
 */
export function useFilm(events, first) {
  const steps = useMemo(() => sampleSteps(events), [events]);
  const [chosen, choose] = useState(first);
  const [playing, setPlaying] = useState(false);
  const newest = steps.length - 1;
  const at = chosen === undefined ? newest : indexAt(steps, chosen);
  const jump = index => choose(index >= newest ? undefined : steps[Math.max(0, index)]);
  usePlaying(playing, setPlaying, { at, newest, go: jump });
  const toggle = () => {
    if (!playing && at === newest) {
      jump(0);
    }
    setPlaying(!playing);
  };
  const held = move => where => {
    setPlaying(false);
    move(where);
  };
  return {
    steps, at, sample: steps[at], step: chosen ?? steps[newest], follows: chosen === undefined, playing,
    go: held(jump), seek: held(choose), toggle,
  };
}

function usePlaying(playing, setPlaying, { at, newest, go }) {
  useEffect(() => {
    if (!playing) {
      return undefined;
    }
    if (at >= newest) {
      setPlaying(false);
      return undefined;
    }
    const pace = Math.max(40, Math.min(FRAME_MS, LONGEST_FILM_MS / newest));
    const timer = setTimeout(() => go(at + 1), motion() ? pace : CALM_FRAME_MS);
    return () => clearTimeout(timer);
  }, [playing, at, newest]);
}

/** The wall of a run; `film` is from useFilm, `inside` the address of the step that it is at, if one can look into that. */
export function Wall({ index, run, film, inside }) {
  const [open, setOpen] = useState();
  usePreload(index, film);
  const reals = Math.min(IMAGES, newest(run.events, 'started')?.images ?? IMAGES);
  if (film.steps.length === 0) {
    return h(Panel, { title: t('dashboard.wall'), className: 'wall' },
      h('p', { class: 'empty' }, t('dashboard.wall.empty')));
  }
  const look = inside && film.step > 0 && h('a', { class: 'button', href: inside }, t('dashboard.wall.inside', { step: film.step }));
  return h(Panel, { title: t('dashboard.wall'), className: 'wall', actions: look },
    h('div', { class: 'grids' },
      h(Grid, {
        url: sampleUrl(index, film.sample),
        kind: 'fake',
        images: IMAGES,
        title: t('dashboard.wall.made', { step: film.sample }),
        onOpen: image => setOpen({ kind: 'fake', image }),
      }),
      h(Grid, {
        url: realsUrl(index),
        kind: 'real',
        images: reals,
        title: t('dashboard.wall.real'),
        onOpen: image => setOpen({ kind: 'real', image }),
      })),
    h(Slider, { film }),
    open && h(Closer, { index, film, reals, open, setOpen, name: run.name }));
}

/** The pictures that come next, so that the film does not flicker. */
function usePreload(index, film) {
  useEffect(() => {
    film.steps.slice(film.at + 1, film.at + 5).forEach(step => imageOf(sampleUrl(index, step)).catch(() => {}));
  }, [index, film.at, film.steps.length]);
}

/** A grid of pictures that can be chosen by a click, or by the arrow keys and Enter. */
export function Grid({ url, kind, images, title, onOpen }) {
  const columns = Math.ceil(Math.sqrt(images));
  const rows = Math.ceil(images / columns);
  const [focus, setFocus] = useState(0);
  const cells = useRef();
  const onKeyDown = event => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    const to = focus + (by ?? NaN);
    if (to >= 0 && to < images) {
      event.preventDefault();
      setFocus(to);
      cells.current.children[to].focus();
    }
  };
  return h('figure', { class: `grid ${kind}` },
    h('figcaption', null, h('span', { class: 'dot', 'aria-hidden': 'true' }), title),
    h('div', { class: 'frame' },
      h(WholePicture, { url }),
      h('div', {
        class: 'cells', ref: cells, role: 'group', 'aria-label': title, 'data-own-keys': true, onKeyDown,
        style: { gridTemplate: `repeat(${rows}, 1fr) / repeat(${columns}, 1fr)` },
      },
        Array.from({ length: images }, (_, i) => h('button', {
          type: 'button',
          tabIndex: i === focus ? 0 : -1,
          'aria-label': t('dashboard.wall.picture', { number: i + 1 }),
          onFocus: () => setFocus(i),
          onClick: () => onOpen(i),
        })))));
}

/** The time of a film: play, the slider, and the way back to the newest. */
export function Slider({ film }) {
  const { steps, at } = film;
  const where = t('dashboard.wall.at', { step: steps[at], at: at + 1, count: steps.length });
  useKeys({
    ' ': { run: film.toggle, label: t('dashboard.wall.key.play') },
    ArrowLeft: { run: () => film.go(at - 1), label: t('dashboard.wall.key.back') },
    ArrowRight: { run: () => film.go(at + 1), label: t('dashboard.wall.key.on') },
    Home: { run: () => film.go(0), label: t('dashboard.wall.key.first') },
    End: { run: () => film.go(Infinity), label: t('dashboard.wall.key.newest') },
  });
  return h('div', { class: 'time' },
    h(Button, {
      label: film.playing ? t('dashboard.wall.pause') : t('dashboard.wall.play'),
      icon: film.playing ? '❚❚' : '▶',
      keyHint: ' ',
      disabled: steps.length < 2,
      onClick: film.toggle,
    }),
    h('label', { class: 'grow slider' },
      h('span', { class: 'sr-only' }, t('dashboard.wall.time')),
      h('input', {
        type: 'range', min: 0, max: Math.max(0, steps.length - 1), step: 1, value: at,
        'aria-valuetext': where,
        onInput: event => film.go(Number(event.target.value)),
      })),
    h('span', { class: 'where num' }, where),
    h(Button, {
      label: t('dashboard.wall.newest'), pressed: film.follows && !film.playing, onClick: () => film.go(Infinity),
    }));
}

/** One picture, large; for a made one also the film strip of its noise. */
function Closer({ index, film, reals, open, setOpen, name }) {
  const made = open.kind === 'fake';
  const images = made ? IMAGES : reals;
  const turn = by => {
    const image = (open.image + by + images) % images;
    setOpen({ ...open, image });
    say(t('dashboard.wall.picture', { number: image + 1 }));
  };
  const title = t(made ? 'dashboard.closer.made' : 'dashboard.closer.real', { number: open.image + 1 });
  const onKeyDown = event => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) {
      event.preventDefault();
      turn(by);
    }
  };
  const onClose = () => setOpen(undefined);
  return h(Dialog, { title, className: 'closer', closeLabel: t('common.close'), onClose, onKeyDown },
    h('div', { class: 'large' },
      h(Button, { label: h('span', { class: 'sr-only' }, t('dashboard.closer.before')), icon: '‹', onClick: () => turn(-1) }),
      h(GridPicture, {
        url: made ? sampleUrl(index, film.sample) : realsUrl(index),
        index: open.image,
        count: images,
        alt: made ? t('dashboard.closer.alt', { number: open.image + 1, step: film.sample, name }) : title,
        className: open.kind,
      }),
      h(Button, { label: h('span', { class: 'sr-only' }, t('dashboard.closer.after')), icon: '›', onClick: () => turn(1) })),
    made && h(Strip, { index, film, image: open.image }));
}

function Strip({ index, film, image }) {
  const current = useRef();
  const frames = evenly(film.steps, MOST_FRAMES);
  const shown = frames[indexAt(frames, film.sample)];
  useEffect(() => {
    const show = () => current.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
    const frame = requestAnimationFrame(show); // the dialog around it opens after this
    return () => cancelAnimationFrame(frame);
  }, [shown]);
  return h(Fragment, null,
    h('p', { class: 'muted' }, t('dashboard.closer.film')),
    h('ol', { class: 'strip', 'data-own-keys': true }, frames.map(step => h('li', { key: step },
      h('button', {
        type: 'button',
        ref: step === shown ? current : undefined,
        'aria-current': step === shown ? 'true' : undefined,
        'aria-label': t('dashboard.step', { step }),
        onClick: () => film.go(film.steps.indexOf(step)),
      },
      h(GridPicture, { url: sampleUrl(index, step), index: image, size: 72 }),
      h('span', { class: 'num', 'aria-hidden': 'true' }, count(step)))))));
}
