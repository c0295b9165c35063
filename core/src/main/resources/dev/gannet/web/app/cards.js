// The images of a step with what D says about them, as cards or as a table.
import { h, t, fixed, number, percent, Picture } from './ui.js';
import { arrow, sorted } from './stops.js';

const DECIMALS = 2;

/** A verdict in words: a probability, or the logit where the loss knows none. */
export const verdictText = (value, probability) =>
  probability ? fixed(value, value > 0.005 && value < 0.995 ? DECIMALS : 3) : fixed(value, DECIMALS);

/**
 * Images of one side.
 *
 * heat: a strip to lay over them; triple: {change, images} for before, change, after; picked: the inspected image;
 * onPick: inspects another one, if that can be done
 */
export function Cards({ images, order, probability, heat, triple, picked, onPick }) {
  return h('ul', { class: `image-cards ${triple ? 'triples' : ''}` }, sorted(images, order).map(image =>
    h('li', { key: image.index }, h(Card, {
      image, probability, heat, triple,
      picked: picked?.side === image.side && picked.index === image.index,
      onPick: onPick && (() => onPick({ side: image.side, index: image.index })),
    }))));
}

function Card({ image, probability, heat, triple, picked, onPick }) {
  const what = { class: `image-card ${image.side}`, 'aria-label': sentence(image, probability) };
  const can = onPick
    ? { type: 'button', 'aria-pressed': String(picked), onClick: onPick }
    : { role: 'img' };
  return h(onPick ? 'button' : 'div', { ...what, ...can },
  h('span', { class: 'pictures' },
    h('span', { class: `pile ${heat ? 'heated' : ''}` },
      h(Picture, { strip: image.strip, index: image.index }),
      heat && h(Picture, { strip: heat, index: image.index, className: 'heat' })),
    triple && h(Picture, { strip: triple.change, index: image.index, className: 'change' }),
    triple && h(Picture, { strip: triple.images, index: image.index })),
  image.now !== undefined && h(Verdict, { image, probability }),
  image.error !== undefined && h('span', { class: 'small' }, `${t('debugger.error.short')} ${fixed(image.error, DECIMALS)}`));
}

function Verdict({ image, probability }) {
  return h('span', { class: 'verdict' },
    h('span', { class: 'verdict-line' },
      h('strong', null, verdictText(image.now, probability)),
      image.before !== undefined && h('span', { class: `moved ${direction(image)}` },
        arrow(image.before, image.now), ' ', fixed(Math.abs(image.now - image.before), DECIMALS))),
    h(Gauge, { image, probability }));
}

const direction = ({ before, now }) => (now > before ? 'up' : 'down');

/** Where a verdict lies between "made" and "real", where it was, and where it should be. */
export function Gauge({ image, probability }) {
  const place = value => `${100 * share(value, probability)}%`;
  return h('span', { class: 'gauge', 'aria-hidden': 'true' },
    h('span', { class: 'gauge-fill', style: { width: place(image.now) } }),
    image.before !== undefined && h('span', { class: 'gauge-before', style: { left: place(image.before) } }));
}

/** Logits are squeezed into the same 0 to 1. */
const share = (value, probability) => (probability ? value : 1 / (1 + Math.exp(-value)));

/** The card for somebody who does not see it. */
function sentence(image, probability) {
  const parts = [t(`debugger.card.${image.side}`, { number: image.index + 1 })];
  if (image.now !== undefined) {
    const key = probability ? 'debugger.card.probability' : 'debugger.card.logit';
    parts.push(t(key, { value: verdictText(image.now, probability) }));
  }
  if (image.before !== undefined) {
    const key = { '▲': 'debugger.card.rose', '▼': 'debugger.card.fell', '=': 'debugger.card.same' };
    parts.push(t(key[arrow(image.before, image.now)], { value: verdictText(image.before, probability) }));
  }
  if (image.error !== undefined) {
    const key = image.target === undefined ? 'debugger.card.error.free' : 'debugger.card.error';
    parts.push(t(key, { target: image.target, error: fixed(image.error, DECIMALS) }));
  }
  return parts.join(', ');
}

/** The same as numbers. */
export function CardTable({ images, order, probability }) {
  const columns = ['verdict', 'before', 'target', 'error'];
  return h('div', { class: 'scroll', tabIndex: 0 }, h('table', { class: 'image-table' },
    h('thead', null, h('tr', null,
      h('th', { scope: 'col' }, t('debugger.column.image')),
      columns.map(name => h('th', { scope: 'col', class: 'num' }, t(`debugger.column.${name}`))))),
    h('tbody', null, sorted(images, order).map(image => h('tr', { key: image.index },
      h('th', { scope: 'row' }, h(Picture, { strip: image.strip, index: image.index, scale: 1 }), image.index + 1),
      cells(image, probability).map(cell => h('td', { class: 'num' }, cell)))))));
}

function cells(image, probability) {
  const verdict = value => (value === undefined ? '–' : verdictText(value, probability));
  return [
    verdict(image.now),
    verdict(image.before),
    image.target ?? '–',
    image.error === undefined ? '–' : number(image.error),
  ];
}

/** One image and everything that is known about it. */
export function Inspector({ image, probability, heat, result, onMove }) {
  const rows = facts(image, probability);
  return h('div', { class: 'inspector' },
    h('div', { class: 'pictures' },
      h(Picture, { strip: image.strip, index: image.index, alt: t(`debugger.card.${image.side}`, { number: image.index + 1 }) }),
      heat && h(Picture, { strip: heat, index: image.index, className: 'change', alt: t('debugger.wanted') }),
      result && h(Picture, { strip: result, index: image.index, alt: t('debugger.after') })),
    h('p', { class: 'row inspector-head' },
      h('strong', { class: 'grow' }, t(`debugger.card.${image.side}`, { number: image.index + 1 })),
      h('button', { type: 'button', class: 'button round', onClick: () => onMove(-1), title: t('debugger.inspect.previous') },
        h('span', { 'aria-hidden': 'true' }, '‹'), h('span', { class: 'sr-only' }, t('debugger.inspect.previous'))),
      h('button', { type: 'button', class: 'button round', onClick: () => onMove(1), title: t('debugger.inspect.next') },
        h('span', { 'aria-hidden': 'true' }, '›'), h('span', { class: 'sr-only' }, t('debugger.inspect.next')))),
    h('dl', { class: 'facts' }, rows.map(([name, value]) => [h('dt', null, t(name)), h('dd', null, value)])));
}

function facts(image, probability) {
  const p = value => verdictText(value, probability);
  const all = [
    ['debugger.fact.name', image.name, name => name],
    ['debugger.fact.noise', image.noise, number],
    [probability ? 'debugger.fact.probability' : 'debugger.fact.score', image.now, p],
    ['debugger.fact.before', image.before, p],
    ['debugger.fact.logit', image.logit, number],
    ['debugger.fact.target', image.target, String],
    ['debugger.fact.error', image.error, number],
    ['debugger.fact.pull', image.pull, number],
    ['debugger.fact.pixels', image.pixelPull, number],
    ['debugger.fact.delivered', image.delivered, percent],
  ];
  return all.filter(([, value]) => value !== undefined).map(([name, value, text]) => [name, text(value)]);
}
