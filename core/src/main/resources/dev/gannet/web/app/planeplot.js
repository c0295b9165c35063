// The picture of the plane, what stands in it, and the same in words.
import { h, useEffect, useRef, t, fixed, number } from './ui.js';
import {
  around, arrowScale, colours, drawArrows, drawBorder, drawFake, drawHeat, drawManifold, drawModes, drawReal, drawWays,
  frame, reader, sharp,
} from './field.js';

/** What can be shown, with the key that switches it. */
export const LAYERS = { heat: 'h', manifold: 'm', real: 'x', fake: 'f', arrows: 'a', modes: 'c' };

/** Draws a canvas whenever something changes: what it shows, its size, or the page's colours. */
export function useDrawing(draw) {
  const canvas = useRef();
  const newest = useRef(draw);
  newest.current = draw;
  useEffect(() => {
    const again = () => newest.current(canvas.current);
    const sizes = new ResizeObserver(again);
    sizes.observe(canvas.current);
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', again);
    return () => {
      sizes.disconnect();
      dark.removeEventListener('change', again);
    };
  }, []);
  useEffect(() => draw(canvas.current));
  return canvas;
}

/** Whether the step has got as far as its end. */
const isResult = view => view.stop === 'S13';

function drawAll(canvas, view, layers, logits) {
  const { ctx, width } = sharp(canvas);
  const colour = colours(canvas);
  const at = frame(width);
  const read = logits && view.reading === 'sigmoid' ? around(view.heat) : reader(view.reading, view.heat);
  ctx.clearRect(0, 0, width, width);
  const { round } = view;
  if (layers.heat) {
    drawHeat(ctx, width, view.heat, read, colour);
    if (view.reading !== 'score') {
      drawBorder(ctx, at, view.heat, read, colour);
    }
  }
  const parts = {
    modes: () => drawModes(ctx, at, view.modes, view.sigma, colour),
    manifold: () => drawManifold(ctx, at, view.manifold, colour),
    real: () => drawReal(ctx, at, round.real, colour),
    fake: () => drawMade(ctx, at, view, colour),
    arrows: () => !isResult(view) && drawArrows(ctx, at, round.fake, round.arrows, arrowScale(round.arrows), colour),
  };
  Object.entries(parts).filter(([name]) => layers[name]).forEach(([, part]) => part());
}

function drawMade(ctx, at, view, colour) {
  const { fake, moved } = view.round;
  drawFake(ctx, at, fake, colour, isResult(view));
  if (isResult(view)) {
    drawWays(ctx, at, fake, moved, colour);
    drawFake(ctx, at, moved, colour);
  }
}

const mean = numbers => numbers.reduce((sum, x) => sum + x, 0) / Math.max(1, numbers.length);

/** Where points lie: their middle and how far they are from it. */
export function spread(points) {
  const middle = [0, 1].map(axis => mean(points.map(point => point[axis])));
  const deviation = Math.sqrt(mean(points.map(([x, y]) => (x - middle[0]) ** 2 + (y - middle[1]) ** 2)));
  return { middle, deviation };
}

/** The picture in one or two sentences. */
export function inWords(view) {
  const { fake, real } = view.round;
  const place = points => {
    const { middle, deviation } = spread(points);
    return { x: fixed(middle[0], 2), y: fixed(middle[1], 2), spread: fixed(deviation, 2) };
  };
  return [
    t('plane.alt.step', { step: view.step }),
    real.length > 0 && t('plane.alt.real', { n: real.length, ...place(real) }),
    fake.length > 0 && t('plane.alt.fake', { n: fake.length, ...place(fake) }),
    view.modes.length > 0 && t('plane.alt.modes', { modes: view.metrics.modes, all: view.modes.length }),
  ].filter(Boolean).join(' ');
}

/** The canvas; `children` may lie over it. */
export function Plot({ view, layers, logits, children }) {
  const canvas = useDrawing(element => drawAll(element, view, layers, logits));
  return h('div', { class: 'plane-plot' },
    h('canvas', { ref: canvas, role: 'img', 'aria-label': inWords(view) }),
    children);
}

/** What the colours and shapes mean; each part can be switched off. */
export function Legend({ view, layers, onToggle }) {
  const score = view.reading === 'score';
  return h('div', { class: 'plane-legend' },
    h('ul', null, Object.keys(LAYERS).filter(name => name !== 'modes' || view.modes.length > 0).map(name =>
      h('li', { key: name }, h('label', { class: 'check' },
        h('input', { type: 'checkbox', checked: layers[name], onChange: () => onToggle(name) }),
        h('span', { class: `mark mark-${name}`, 'aria-hidden': 'true' }),
        t(`plane.layer.${name}`))))),
    layers.heat && h('p', { class: 'plane-scale' },
      h('span', null, score ? t('plane.scale.low') : t('plane.scale.made')),
      h('span', { class: 'ramp', 'aria-hidden': 'true' }),
      h('span', null, score ? t('plane.scale.high') : t('plane.scale.real'))),
    layers.arrows && view.round.arrows.length > 0 && h('p', { class: 'muted' },
      t('plane.arrows.scale', { slope: number(arrowScale(view.round.arrows), 1) })));
}
