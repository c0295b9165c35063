// The pages of the lesson.
import { h, t, count, fixed, known, Picture, useEffect } from './ui.js';
import { fakesOf, mean, newestOf, realsOf, seenBy, STOPS, stopText } from './stops.js';
import { Cards } from './cards.js';
import { Detail } from './details.js';
import { sentencesOf } from './narrator.js';
import { Quiz, useQuiz } from './quiz.js';
import { DuelPanel } from './branch.js';

const SHOWN = 8;
const HALF = 0.5;

/** Whether the step in view is the first one after the chapter's checkpoint. */
export const isInChapter = (slide, view) =>
  view.chapter === slide.chapter.number && view.trace.seen.S0?.step === slide.chapter.step + 1;

const measured = new Map(); // by run and chapter, for the summary

/** Keeps what the steps of this lesson have shown. */
export function useMeasurements(view) {
  const { seen } = view.trace;
  useEffect(() => {
    if (seen.S13 && view.chapter > 0) {
      measured.set(`${view.about.run} ${view.chapter}`, {
        real: mean(seen.S5.verdicts), fake: mean(seen.S4.verdicts), spread: seen.S2.spread / seen.S3.spread,
      });
    }
  }, [view.version]);
}

/** One page; the heading gets the focus when it is turned to. */
export function Slide({ slide, view, session, send, heading }) {
  switch (slide.kind) {
    case 'intro': return h(Intro, { name: slide.name, view, heading });
    case 'missing': return h(Missing, { view, heading });
    case 'chapter': return h(Chapter, { chapter: slide.chapter, role: slide.role, heading });
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

/** Whether the best checkpoint is less than half as far from real images as the first. */
export const isImproved = ({ chapters }) => chapters.at(-1).distance < HALF * chapters[0].distance;

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

function Missing({ view, heading }) {
  const distances = view.chapters.map(chapter => chapter.distance);
  return h('div', { class: 'words' },
    h(Title, { heading }, t('lesson.part.missing')),
    h('p', { class: 'calm' }, t('lesson.missing', { first: fixed(distances[0], 1), best: fixed(Math.min(...distances), 1) })),
    h('p', null, h('a', { class: 'button', href: '#/doctor/0' }, t('lesson.doctor'))));
}

function Chapter({ chapter, role, heading }) {
  const name = role === 'first' && chapter.step > 0 ? 'early' : role;
  return h('div', { class: 'spread-slide' },
    h('div', { class: 'words' },
      h(Title, { heading }, t('lesson.chapter', { number: chapter.number, title: t(`lesson.chapter.${name}.title`) })),
      h(Paragraphs, { name: `chapter.${name}` }),
      h('p', { class: 'muted' }, t('lesson.chapter.rule', { step: count(chapter.step), distance: fixed(chapter.distance, 1) }))),
    h('div', { class: 'figure' },
      h(Gallery, { strip: chapter.images, caption: t('lesson.made.up', { step: count(chapter.step) }) })));
}

function Stop({ slide, view, session, heading }) {
  const there = isInChapter(slide, view) && newestOf(view) >= slide.stop;
  const quiz = useQuiz(there ? view : undefined, slide.stop, slide.previous);
  const ready = there ? view.trace.seen.S0 : { loss: 'bce' };
  return h('div', { class: 'stop-slide' },
    h('div', { class: 'words' },
      h('p', { class: 'muted' }, t('lesson.place', { chapter: slide.chapter.number, stop: `S${slide.stop}`, step: count(slide.chapter.step + 1) })),
      h(Title, { heading }, stopText('lesson', slide.stop, 'title', ready)),
      h('p', { class: 'calm' }, stopText('lesson', slide.stop, 'text', ready)),
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
    h(Paragraphs, { name: isImproved(view) ? 'summary' : 'summary.early' }),
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
