// The lesson: three steps of one run, from the first to the best, stop by stop.
import { h, t, percent, duration, Bar, Button, GridPicture, Said, useAct, useEffect, useKeys, useRef, useRun } from './ui.js';
import { LAST, newestOf } from './stops.js';
import { useRequests } from './controls.js';
import { isImproved, isInChapter, Slide, useMeasurements } from './slides.js';
import { newest, progress } from './series.js';
import { sampleUrl } from './wall.js';
import { addressOf, Copied, useLink } from './place.js';

const WHOLE_STEP = Array.from({ length: LAST }, (_, i) => i + 1);
const AGAIN = [2, 3, 5, 6, 8, 9, 10, 11, 12, 13];
const SHOWN = 16;

/**
 * The chapters by what they are, as the program has chosen them: the first checkpoint, the first that is less than half as
 * far from real images, and the nearest. `half` has no chapter if no checkpoint is.
 */
function partsOf(view) {
  const { chapters } = view;
  const [first] = chapters;
  const best = chapters.length > 1 ? chapters.at(-1) : undefined;
  return [
    { role: 'first', chapter: first },
    ...(chapters.length > 2 ? [{ role: 'half', chapter: chapters[1] }] : []),
    ...(isImproved(view) ? [] : [{ role: 'missing' }]),
    ...(best ? [{ role: 'best', chapter: best }] : []),
  ];
}

/** Every page of the lesson in its order. */
function slidesOf(view) {
  const intro = ['welcome', 'forger', 'detective', 'game'].map(name => ({ part: 'game', kind: 'intro', name }));
  const chapters = partsOf(view).flatMap(({ role, chapter }) => {
    if (!chapter) {
      return [{ part: role, kind: 'missing' }];
    }
    const stops = role === 'first' ? WHOLE_STEP : AGAIN;
    return [{ part: role, kind: 'chapter', role, chapter },
      ...stops.map((stop, i) => ({ part: role, kind: 'stop', chapter, stop, previous: stops[i - 1] ?? 0 }))];
  });
  return [...intro, ...chapters, { part: 'together', kind: 'together' }, { part: 'together', kind: 'summary' }];
}

/** The page; the address says which slide it is, so that the browser's own back button works. */
export function LessonPage({ session, route }) {
  const view = useAct('debugger');
  if (!session.acts.includes('debugger')) {
    return h('p', { class: 'panel notice' }, t('lesson.none'));
  }
  if (!view) {
    return h('p', { class: 'muted loading' }, t('common.loading'));
  }
  return view.chapters.length === 0
    ? h(Preparing, { session })
    : h(Lesson, { session, view, at: Number(route.query.at ?? 0), of: route.query.run });
}

/** The networks of the lesson train once, before its first time. */
function Preparing({ session }) {
  const run = useRun(session.runs[0]?.index);
  if (!run || session.first !== 'lesson') {
    return h('p', { class: 'panel notice' }, t('lesson.none'));
  }
  const { share, left } = progress(run);
  const sample = newest(run.events, 'sample');
  return h('article', { class: 'panel slide preparing' },
    h('div', { class: 'spread-slide' },
      h('div', { class: 'words' },
        h('h1', null, t('lesson.preparing.title')),
        h('p', { class: 'calm' }, t('lesson.preparing.1')),
        h(Bar, { value: share }),
        h('p', { class: 'muted' }, percent(share), left !== undefined && ` · ${t('lesson.preparing.left', { left: duration(left) })}`),
        h('p', null, h('a', { class: 'button', href: '#/run/0' }, t('lesson.preparing.watch')))),
      sample && h('div', { class: 'gallery' }, h('div', null, Array.from({ length: SHOWN }, (_, index) =>
        h(GridPicture, { url: sampleUrl(session.runs[0].index, sample.step), index }))))));
}

function Lesson({ session, view, at, of }) {
  const slides = slidesOf(view);
  const index = Math.min(Math.max(0, at || 0), slides.length - 1);
  const slide = slides[index];
  const { send, problem } = useRequests();
  const heading = useRef();
  useArrival(slide, view, session.control, send);
  useMeasurements(view);
  useEffect(() => heading.current?.focus(), [index]);
  const go = to => {
    if (to >= 0 && to < slides.length) {
      location.hash = `#/lesson?at=${to}`;
    }
  };
  const link = useLink(() => addressOf('lesson', { at: index, run: view.about.fingerprint }));
  useKeys({
    ArrowRight: { label: t('lesson.next'), run: () => go(index + 1) },
    ArrowLeft: { label: t('lesson.back'), run: () => go(index - 1) },
    Home: { label: t('lesson.first'), run: () => go(0) },
    k: { label: t('debugger.do.share'), run: link.copy },
  });
  return h('div', { class: 'lesson' },
    h(Progress, { index, slides }),
    of !== undefined && of !== view.about.fingerprint
      && h('p', { class: 'hint bad', role: 'alert' }, t('common.link.other', { run: view.about.run })),
    h('article', { class: `panel slide slide-${slide.kind}`, key: index },
      h(Slide, { slide, view, session, send, heading }),
      h(Said, { text: problem, className: 'hint bad' })),
    h('footer', { class: 'row lesson-foot' },
      h(Button, { label: t('lesson.back'), keyHint: 'ArrowLeft', disabled: index === 0, onClick: () => go(index - 1) }),
      h('span', { class: 'grow' }),
      h(Button, { label: t('debugger.do.share'), keyHint: 'k', onClick: link.copy }),
      h(Button, {
        label: index === 0 ? t('lesson.start') : t('lesson.next'), keyHint: 'ArrowRight', className: 'primary',
        disabled: index === slides.length - 1, onClick: () => go(index + 1),
      })),
    h(Copied, { link }));
}

/** Which part of the lesson this is. */
function Progress({ index, slides }) {
  const here = slides[index].part;
  const parts = [...new Set(slides.map(slide => slide.part))];
  return h('ol', { class: 'lesson-progress', 'aria-label': t('lesson.parts') }, parts.map(part => {
    const from = slides.findIndex(slide => slide.part === part);
    const length = slides.filter(slide => slide.part === part).length;
    const done = Math.min(1, Math.max(0, (index - from) / Math.max(1, part === here ? length - 1 : length)));
    return h('li', { style: { flexGrow: length + 2 }, 'aria-current': part === here ? 'step' : undefined },
      h('a', { href: `#/lesson?at=${from}` }, t(`lesson.part.${part}`)),
      h('span', { class: 'done', 'aria-hidden': 'true' }, h('span', { style: { width: `${100 * done}%` } })));
  }));
}

/** Takes the run to where the slide is: to the chapter, and on to the stop. */
function useArrival(slide, view, control, send) {
  const asked = useRef('');
  const reached = newestOf(view);
  useEffect(() => {
    const request = control && view.state === 'STOPPED' ? requestFor(slide, view, reached) : undefined;
    const key = JSON.stringify([request, slide.chapter?.number, reached, view.trace.seen.S0?.step]);
    if (request && asked.current !== key) {
      asked.current = key;
      send(request);
    }
  });
}

function requestFor(slide, view, reached) {
  if (!slide.chapter) {
    return undefined;
  }
  if (!isInChapter(slide, view)) {
    return { do: 'chapter', number: slide.chapter.number };
  }
  return slide.kind === 'stop' && reached < slide.stop ? { do: 'next' } : undefined;
}
