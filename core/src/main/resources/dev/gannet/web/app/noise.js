// Noise as it is: a row of numbers per image, and how often each size occurs beside the bell curve.
import { h, t, useEffect, useRef } from './ui.js';

const BLUE = [43, 108, 176];
const ORANGE = [221, 107, 32];
const FULL = 3; // standard deviations with full colour
const BINS = 24;

/** (rows, numbers) as a picture: blue below 0, orange above. */
export function NoiseMap({ values, picked }) {
  const canvas = useRef();
  useEffect(() => draw(canvas.current, values), [values]);
  return h('figure', { class: 'noise-map' },
    h('canvas', {
      ref: canvas, role: 'img', class: 'picture',
      'aria-label': t('debugger.noise.map', { rows: values.length, numbers: values[0].length }),
    }),
    picked !== undefined && h('span', {
      class: 'noise-picked', 'aria-hidden': 'true',
      style: { top: `${100 * picked / values.length}%`, height: `${100 / values.length}%` },
    }),
    h('figcaption', { class: 'muted' }, t('debugger.noise.caption')));
}

function draw(canvas, values) {
  canvas.width = values[0].length;
  canvas.height = values.length;
  const context = canvas.getContext('2d');
  const pixels = context.createImageData(canvas.width, canvas.height);
  values.flat().forEach((value, i) => {
    pixels.data.set([...(value < 0 ? BLUE : ORANGE), 255 * Math.min(1, Math.abs(value) / FULL)], 4 * i);
  });
  context.putImageData(pixels, 0, 0);
}

/** How often each size occurs; the line is the normal distribution that they are drawn from. */
export function Histogram({ values }) {
  const all = values.flat();
  const counts = new Array(BINS).fill(0);
  all.forEach(value => {
    const bin = Math.floor((value + FULL) / (2 * FULL) * BINS);
    counts[Math.max(0, Math.min(BINS - 1, bin))]++;
  });
  const bell = Array.from({ length: BINS }, (_, i) => {
    const x = -FULL + (i + 0.5) * (2 * FULL / BINS);
    return all.length * (2 * FULL / BINS) * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  });
  const top = Math.max(...counts, ...bell);
  const x = i => 10 + i * 12;
  const y = value => 110 - 100 * value / top;
  return h('figure', { class: 'chart' },
    h('svg', { viewBox: `0 0 ${20 + 12 * BINS} 130`, role: 'img', 'aria-label': t('debugger.noise.histogram') },
      counts.map((value, i) => h('rect', { class: 'column', x: x(i), y: y(value), width: 11, height: 110 - y(value) })),
      h('path', { class: 'line bell', d: bell.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i) + 5.5} ${y(value)}`).join('') }),
      [-FULL, 0, FULL].map(value =>
        h('text', { class: 'middle', x: 10 + (value + FULL) / (2 * FULL) * 12 * BINS, y: 126 }, value))),
    h('figcaption', { class: 'muted' }, t('debugger.noise.histogram')));
}
