// Predict, then see: questions about the very step that is on the page.
import { h, t, known, percent, Picture, remember, remembered, useState } from './ui.js';
import { indexOf } from './stops.js';
import { slotsInWords } from './narrator.js';

const answers = new Map(); // by run, step and topic: they are gone with the page

/** What may be asked at a stop, and what has come out since the `previous` one that was looked at. */
export function useQuiz(view, stop, previous = stop - 1) {
  const [on, setOn] = useState(remembered('quiz') !== 'off');
  const [, redraw] = useState(0);
  const step = view?.trace.seen.S0?.step;
  const key = question => `${view.about.run} ${step} ${question.topic}`;
  const isNew = id => indexOf(id) > previous && indexOf(id) <= stop;
  const questions = on ? view?.questions ?? [] : [];
  return {
    on,
    toggle: () => {
      remember('quiz', on ? 'off' : 'on');
      setOn(!on);
    },
    asked: questions.find(question => isNew(question.askAt) && indexOf(question.answerAt) > stop),
    answered: questions.find(question =>
      isNew(question.answerAt) && question.outcome != null && answers.has(key(question))),
    given: question => answers.get(key(question)),
    give: (question, option) => {
      answers.set(key(question), option);
      redraw(n => n + 1);
    },
    pictureOf: question => pictureOf(question, view.trace.seen),
    wording: (what, question) => wording(what, question.topic, view.trace.seen.S0),
    score: () => scoreOf(view, answers),
  };
}

/** The image that a question is about: of those that were judged first, or of those that G is scored on. */
function pictureOf({ slots, topic }, seen) {
  const strip = topic === 'after-g' && seen.S9?.fresh || seen.S2?.images;
  return slots.image && strip && h(Picture, { strip, index: slots.image - 1 });
}

/** Right answers of those that have come out on this page so far. */
const outcomes = new Map();

function scoreOf(view, given) {
  const step = view.trace.seen.S0?.step;
  (view.questions ?? []).forEach(question => {
    const key = `${view.about.run} ${step} ${question.topic}`;
    if (given.has(key) && question.outcome?.option != null) {
      outcomes.set(key, given.get(key) === question.outcome.option);
    }
  });
  return { right: [...outcomes.values()].filter(right => right).length, of: outcomes.size };
}

/** What is said of a topic; some words are others if G is scored on fresh images. */
function wording(what, topic, { same }) {
  const key = `debugger.${what}.${topic}`;
  return !same && known(`${key}.fresh`) ? `${key}.fresh` : key;
}

const optionText = option => (known(`debugger.option.${option}`) ? t(`debugger.option.${option}`) : option);

/** How the last question came out, and the next one. */
export function Quiz({ quiz }) {
  return [
    quiz.answered && h(Revealed, { quiz, question: quiz.answered }),
    quiz.asked && h(Asked, { quiz, question: quiz.asked }),
  ];
}

function Asked({ quiz, question }) {
  const given = quiz.given(question);
  return h('fieldset', { class: 'quiz' },
    h('legend', null, t('debugger.quiz')),
    h('p', { class: 'quiz-question' }, t(quiz.wording('ask', question), question.slots)),
    quiz.pictureOf(question),
    h('div', { class: 'row' }, question.options.map((option, i) => h('button', {
      type: 'button', class: 'button', 'aria-pressed': String(given === i), onClick: () => quiz.give(question, i),
    }, optionText(option)))),
    h('p', { class: 'muted small' }, given === undefined
      ? t('debugger.quiz.chance', { chance: percent(1 / question.options.length) })
      : t('debugger.quiz.wait', { stop: question.answerAt })));
}

function Revealed({ quiz, question }) {
  const { option, slots } = question.outcome;
  const verdict = option == null ? 'close' : quiz.given(question) === option ? 'right' : 'wrong';
  const score = quiz.score();
  return h('div', { class: `quiz ${verdict}`, role: 'status' },
    h('p', { class: 'quiz-question' },
      h('span', { class: 'mark', 'aria-hidden': 'true' }, { right: '✓', wrong: '✗', close: '≈' }[verdict]),
      t(`debugger.quiz.${verdict}`, { answer: option == null ? '' : optionText(question.options[option]) })),
    h('p', null, t(quiz.wording('reveal', question), { ...slotsInWords(question.slots), ...slotsInWords(slots) })),
    h('p', { class: 'muted small' }, t('debugger.quiz.score', score)));
}
