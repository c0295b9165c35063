// The lesson: three steps of one run, from the first to the best, stop by stop.
import { h, t, count, fixed, known, Button, Picture, useAct, useEffect, useKeys, useRef } from './ui.js';
import { fakesOf, LAST, mean, newestOf, realsOf, seenBy, STOPS } from './stops.js';
import { Cards } from './cards.js';
import { Detail } from './details.js';
import { sentencesOf } from './narrator.js';
import { Quiz, useQuiz } from './quiz.js';
import { DuelPanel } from './branch.js';
import { useRequests } from './controls.js';

const CHAPTERS = [1, 2, 3];
const WHOLE_STEP = Array.from({ length: LAST }, (_, i) => i + 1);
const AGAIN = [2, 3, 5, 6, 8, 9, 10, 11, 12, 13];
const SHOWN = 8;

/** Every page of the lesson in its order; a chapter that is not there has one that says so. */
function slidesOf(view) {
  const intro = ['welcome', 'forger', 'detective', 'game'].map(name => ({ kind: 'intro', name }));
  const chapters = CHAPTERS.flatMap(number => {
    const chapter = view.chapters.find(one => one.number === number);
    if (!chapter) {
      return [{ kind: 'missing', number }];
    }
    const stops = number === 1 ? WHOLE_STEP : AGAIN;
    return [{ kind: 'chapter', chapter },
      ...stops.map((stop, i) => ({ kind: 'stop', chapter, stop, previous: stops[i - 1] ?? 0 }))];
  });
  return [...intro, ...chapters, { kind: 'together' }, { kind: 'summary' }];
}

/** The page; the address says which slide it is, so that the browser's own back button works. */
export function LessonPage({ session, route }) {
  const view = useAct('debugger');
  if (!session.acts.includes('debugger') || view && view.chapters.length === 0) {
    return h('p', { class: 'panel notice' }, t('lesson.none'));
  }
  return view
    ? h(Lesson, { session, view, at: Number(route.query.at ?? 0) })
    : h('p', { class: 'muted loading' }, t('common.loading'));
}

function Lesson({ session, view, at }) {
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
  useKeys({
    ArrowRight: { label: t('lesson.next'), run: () => go(index + 1) },
    ArrowLeft: { label: t('lesson.back'), run: () => go(index - 1) },
    Home: { label: t('lesson.first'), run: () => go(0) },
  });
  return h('div', { class: 'lesson' },
    h(Progress, { index, slides }),
    h('article', { class: `panel slide slide-${slide.kind}`, key: index },
      h(Slide, { slide, view, session, send, heading }),
      problem && h('p', { class: 'hint bad', role: 'alert' }, problem)),
    h('footer', { class: 'row lesson-foot' },
      h(Button, { label: t('lesson.back'), keyHint: 'ArrowLeft', disabled: index === 0, onClick: () => go(index - 1) }),
      h('span', { class: 'grow' }),
      h(Button, {
        label: index === 0 ? t('lesson.start') : t('lesson.next'), keyHint: 'ArrowRight', className: 'primary',
        disabled: index === slides.length - 1, onClick: () => go(index + 1),
      })));
}

/** Which part of the lesson this is. */
function Progress({ index, slides }) {
  const part = slide => slide.chapter?.number ?? slide.number ?? (slide.kind === 'intro' ? 0 : 4);
  const here = part(slides[index]);
  return h('ol', { class: 'lesson-progress', 'aria-label': t('lesson.parts') }, [0, 1, 2, 3, 4].map(number => {
    const mine = slides.map((slide, i) => [part(slide), i]).filter(([of]) => of === number);
    const done = mine.filter(([, i]) => i < index).length / Math.max(1, mine.length - (number === here ? 1 : 0));
    return h('li', { class: number === here ? 'here' : '', 'aria-current': number === here ? 'step' : undefined },
      h('a', { href: `#/lesson?at=${mine[0][1]}` }, t(`lesson.part.${number}`)),
      h('span', { class: 'done', 'aria-hidden': 'true' }, h('span', { style: { width: `${100 * Math.min(1, done)}%` } })));
  }));
}

/** Takes the run to where the slide is: to the chapter, and on to the stop. */
function useArrival(slide, view, control, send) {
  const asked = useRef('');
  const newest = newestOf(view);
  useEffect(() => {
    const request = control && view.state === 'STOPPED' ? requestFor(slide, view, newest) : undefined;
    const key = JSON.stringify([request, slide.chapter?.number, newest, view.trace.seen.S0?.step]);
    if (request && asked.current !== key) {
      asked.current = key;
      send(request);
    }
  });
}

function requestFor(slide, view, newest) {
  if (!slide.chapter) {
    return undefined;
  }
  if (!isInChapter(slide, view)) {
    return { do: 'chapter', number: slide.chapter.number };
  }
  return slide.kind === 'stop' && newest < slide.stop ? { do: 'next' } : undefined;
}

/** Whether the step in view is the first one after the chapter's checkpoint. */
const isInChapter = (slide, view) =>
  view.chapter === slide.chapter.number && view.trace.seen.S0?.step === slide.chapter.step + 1;

const measured = new Map(); // by run and chapter, for the summary

/** Keeps what the steps of this lesson have shown. */
function useMeasurements(view) {
  const { seen } = view.trace;
  useEffect(() => {
    if (seen.S13 && view.chapter > 0) {
      measured.set(`${view.about.run} ${view.chapter}`, {
        real: mean(seen.S5.verdicts), fake: mean(seen.S4.verdicts), spread: seen.S2.spread / seen.S3.spread,
      });
    }
  }, [view.version]);
}

function Slide({ slide, view, session, send, heading }) {
  switch (slide.kind) {
    case 'intro': return h(Intro, { name: slide.name, view, heading });
    case 'missing': return h(Missing, { number: slide.number, view, heading });
    case 'chapter': return h(Chapter, { chapter: slide.chapter, heading });
    case 'stop': return h(Stop, { slide, view, session, heading });
    case 'together': return h(Together, { view, session, send, heading });
    default: return h(Summary, { view, heading });
  }
}

const Title = ({ heading, children }) => h('h1', { ref: heading, tabIndex: -1 }, children);

/** Sentences one by one: `lesson.key.1`, `lesson.key.2` and so on, as many as there are. */
function Paragraphs({ name }) {
  const all = [1, 2, 3].map(i => `lesson.${name}.${i}`).filter(known);
  return all.map(key => h('p', { class: 'calm' }, t(key)));
}

function Intro({ name, view, heading }) {
  const last = view.chapters.at(-1);
  const first = view.chapters[0];
  return h('div', { class: 'spread-slide' },
    h('div', { class: 'words' }, h(Title, { heading }, t(`lesson.${name}.title`)), h(Paragraphs, { name })),
    h('div', { class: 'figure' },
      name === 'welcome' && h(Gallery, { strip: last.images, caption: t('lesson.made.up', { step: count(last.step) }) }),
      name === 'forger' && h(Gallery, { strip: first.images, caption: t('lesson.made.up', { step: count(first.step) }) }),
      name === 'detective' && h(Sketch, { steps: ['image', 'd', 'verdict'] }),
      name === 'game' && h(Sketch, { steps: ['noise', 'g', 'image', 'd', 'verdict'], back: true })));
}

/** The same noises, as this checkpoint draws them. */
function Gallery({ strip, caption }) {
  return h('figure', { class: 'gallery' },
    h('div', null, Array.from({ length: strip.count }, (_, i) => h(Picture, { strip, index: i }))),
    h('figcaption', { class: 'muted' }, caption));
}

/** Boxes from left to right, and the way back. */
function Sketch({ steps, back }) {
  return h('figure', { class: 'sketch' },
    h('ol', null, steps.map(name => h('li', { class: name },
      h('span', { class: 'glyph', 'aria-hidden': 'true' }, t(`lesson.sketch.${name}.glyph`)),
      h('span', null, t(`lesson.sketch.${name}`))))),
    back && h('figcaption', null, h('span', { 'aria-hidden': 'true' }, '↩ '), t('lesson.sketch.back')));
}

function Missing({ number, view, heading }) {
  const training = view.state === 'TRAINING';
  return h('div', { class: 'words' },
    h(Title, { heading }, t(`lesson.part.${number}`)),
    h('p', { class: 'calm' }, t(training ? 'lesson.missing.yet' : 'lesson.missing', { step: count(view.step) })),
    !training && h('p', null, h('a', { class: 'button', href: '#/doctor/0' }, t('lesson.doctor'))));
}

function Chapter({ chapter, heading }) {
  return h('div', { class: 'spread-slide' },
    h('div', { class: 'words' },
      h(Title, { heading }, t(`lesson.chapter.${chapter.number}.title`)),
      h(Paragraphs, { name: `chapter.${chapter.number}` }),
      h('p', { class: 'muted' }, t('lesson.chapter.rule', { step: count(chapter.step), distance: fixed(chapter.distance, 1) }))),
    h('div', { class: 'figure' },
      h(Gallery, { strip: chapter.images, caption: t('lesson.made.up', { step: count(chapter.step) }) })));
}

function Stop({ slide, view, session, heading }) {
  const there = isInChapter(slide, view) && newestOf(view) >= slide.stop;
  const quiz = useQuiz(there ? view : undefined, slide.stop, slide.previous);
  const name = STOPS[slide.stop];
  return h('div', { class: 'stop-slide' },
    h('div', { class: 'words' },
      h('p', { class: 'muted' }, t('lesson.place', { chapter: slide.chapter.number, stop: `S${slide.stop}`, step: count(slide.chapter.step + 1) })),
      h(Title, { heading }, t(`lesson.stop.${name}.title`)),
      h('p', { class: 'calm' }, t(`lesson.stop.${name}.text`)),
      there && h('div', { class: 'said', 'aria-live': 'polite' },
        sentencesOf(view, slide.stop, view.trace.seen.S0.probability).map(text => h('p', null, text))),
      there && h(Quiz, { quiz })),
    h('div', { class: 'figure' }, there
      ? h(Look, { seen: seenBy(view.trace, slide.stop) })
      : h('p', { class: 'muted waiting' }, t(session.control ? 'lesson.waiting' : 'lesson.readonly'))));
}

/** The images first, where the stop is about images, then the numbers. */
function Look({ seen }) {
  const { probability } = seen.ready;
  const fakes = fakesOf(seen).slice(0, SHOWN);
  const reals = realsOf(seen).slice(0, SHOWN);
  const row = (images, more) => h(Cards, { images, order: 'batch', probability, ...more });
  const name = STOPS[seen.at];
  const heat = name === 'backward-g' ? seen['backward-g'].wanted : undefined;
  const triple = seen.result && { change: seen.result.change, images: seen.result.images };
  const withFakes = ['generate', 'real', 'd-on-fakes', 'rescore', 'g-error', 'backward-g', 'result'].includes(name);
  const withReals = ['real', 'd-on-reals'].includes(name);
  const numbers = !['generate', 'backward-g'].includes(name);
  return h('div', { class: 'col look' },
    withFakes && [h('h2', { class: 'side-name fake' }, t(triple ? 'lesson.triple' : 'debugger.side.fake')), row(fakes, { heat, triple })],
    withReals && [h('h2', { class: 'side-name real' }, t('debugger.side.real')), row(reals)],
    heat && h('p', { class: 'muted' }, t('debugger.wanted')),
    numbers && h(Detail, { seen, ledger: [], simple: true }));
}

function Together({ view, session, send, heading }) {
  return h('div', { class: 'words wide' },
    h(Title, { heading }, t('lesson.together.title')),
    h(Paragraphs, { name: 'together' }),
    h(DuelPanel, { view, send, enabled: session.control && view.allowed.includes('duel'), busy: view.state !== 'STOPPED' }));
}

function Summary({ view, heading }) {
  const rows = view.chapters.map(chapter => ({ chapter, seen: measured.get(`${view.about.run} ${chapter.number}`) }));
  const value = x => (x === undefined ? '–' : fixed(x, 2));
  return h('div', { class: 'words wide' },
    h(Title, { heading }, t('lesson.summary.title')),
    h(Paragraphs, { name: 'summary' }),
    view.chapters.map(chapter => h(Gallery, {
      strip: chapter.images, caption: t('lesson.summary.caption', { step: count(chapter.step), distance: fixed(chapter.distance, 1) }),
    })),
    h('div', { class: 'scroll', tabIndex: 0 }, h('table', null,
      h('caption', null, t('lesson.summary.table')),
      h('thead', null, h('tr', null, ['step', 'real', 'fake', 'spread', 'distance'].map(name =>
        h('th', { scope: 'col', class: name === 'step' ? '' : 'num' }, t(`lesson.column.${name}`))))),
      h('tbody', null, rows.map(({ chapter, seen }) => h('tr', null,
        h('th', { scope: 'row' }, count(chapter.step + 1)),
        [value(seen?.real), value(seen?.fake), value(seen?.spread), fixed(chapter.distance, 1)].map(cell =>
          h('td', { class: 'num' }, cell))))))),
    h('p', null, h('a', { class: 'button', href: '#/step' }, t('lesson.explore'))));
}
