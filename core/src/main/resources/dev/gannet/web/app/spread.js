// How the discriminator's verdicts are spread: in one step, and over the whole run.
import { h, Panel, count, number, percent, t, useEffect, useRef } from './ui.js';
import { useTheme, colour } from './theme.js';

const WIDTH = 480;
const HALF = 90;

/** The verdicts of one Vitals event, and under it those of all of them; `kind` as in curves.js. */
export function Spread({ vitals, all, kind, onStep }) {
  return h(Panel, { title: t('dashboard.spread'), className: 'spread' },
    h('p', { class: 'muted' }, t('dashboard.spread.explained', { step: vitals.step }),
      kind !== 'probability' && ` ${t(`dashboard.spread.${kind}`)}`),
    h(Butterfly, { real: vitals.real, fake: vitals.fake }),
    h('ul', { class: 'facts' },
      h('li', { class: 'real' }, t('dashboard.spread.real', { share: percent(vitals.realAccuracy) })),
      h('li', { class: 'fake' }, t('dashboard.spread.fake', { share: percent(vitals.fakeAccuracy) })),
      h('li', null, t('dashboard.spread.fooled', { share: percent(vitals.fooled) }))),
    all.length > 1 && h(Weather, { vitals, all, onStep }));
}

/** Real images above the line, made ones below it. */
function Butterfly({ real, fake }) {
  const low = Math.min(real.low, fake.low);
  const high = Math.max(real.high, fake.high);
  const tallest = Math.max(1, ...real.counts, ...fake.counts);
  const ticks = [low, (low + high) / 2, high];
  const summary = t('dashboard.spread.summary', {
    real: number(mean(real)), fake: number(mean(fake)), low: number(low), high: number(high),
  });
  return h('svg', { class: 'butterfly', viewBox: `-2 0 ${WIDTH + 4} ${2 * HALF + 34}`, role: 'img', 'aria-label': summary },
    h(Hatches),
    bars(real, { low, high, tallest }, 1),
    bars(fake, { low, high, tallest }, -1),
    h('line', { class: 'axis', x1: 0, x2: WIDTH, y1: HALF, y2: HALF }),
    ticks.map((x, i) => h('text', {
      class: 'tick',
      x: i * WIDTH / 2,
      y: 2 * HALF + 20,
      'text-anchor': ['start', 'middle', 'end'][i],
    }, number(x))),
    h('text', { class: 'tick real', x: 0, y: 14 }, t('dashboard.spread.reals')),
    h('text', { class: 'tick fake', x: WIDTH, y: 2 * HALF - 4, 'text-anchor': 'end' }, t('dashboard.spread.fakes')));
}

function bars(histogram, { low, high, tallest }, side) {
  const scale = WIDTH / (high - low || 1);
  const width = (histogram.high - histogram.low) / histogram.counts.length * scale;
  const left = (histogram.low - low) * scale;
  return histogram.counts.map((n, i) => {
    const height = (HALF - 6) * n / tallest;
    return n > 0 && h('rect', {
      class: side > 0 ? 'hatch-real' : 'hatch-fake',
      x: left + i * width + 0.5,
      y: side > 0 ? HALF - height : HALF,
      width: Math.max(1, width - 1),
      height,
    });
  });
}

function Hatches() {
  const pattern = (id, turn) => h('pattern', {
    id, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: `rotate(${turn})`,
  }, h('rect', { class: 'ground', width: 6, height: 6 }), h('line', { x1: 0, x2: 0, y1: 0, y2: 6 }));
  return h('defs', null, pattern('hatched-real', 45), pattern('hatched-fake', -45));
}

/** The mean of what a histogram has counted. */
function mean({ low, high, counts }) {
  const width = (high - low) / counts.length;
  const total = counts.reduce((sum, n) => sum + n, 0);
  return counts.reduce((sum, n, i) => sum + n * (low + (i + 0.5) * width), 0) / total;
}

/** Two strips over the steps: the darker, the more images got that verdict; high verdicts are at the top. */
function Weather({ vitals, all, onStep }) {
  const at = all.indexOf(vitals);
  const go = by => onStep(all[Math.min(all.length - 1, Math.max(0, at + by))].step);
  const click = event => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    onStep(all[Math.min(all.length - 1, Math.floor((event.clientX - left) / width * all.length))].step);
  };
  const keys = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 };
  const onKeyDown = event => {
    if (event.key in keys) {
      event.preventDefault();
      go(keys[event.key]);
    }
  };
  return h('figure', { class: 'weather' },
    h('figcaption', null, t('dashboard.spread.history')),
    h('div', {
      class: 'strips', onClick: click, onKeyDown, tabIndex: 0, 'data-own-keys': true, role: 'slider',
      'aria-label': t('dashboard.spread.history'),
      'aria-valuemin': all[0].step, 'aria-valuemax': all.at(-1).step, 'aria-valuenow': vitals.step,
      'aria-valuetext': t('dashboard.spread.at', {
        step: vitals.step, real: number(mean(vitals.real)), fake: number(mean(vitals.fake)),
      }),
    },
    h(Heat, { histograms: all.map(one => one.real), tint: '--real' }),
    h(Heat, { histograms: all.map(one => one.fake), tint: '--fake' }),
    h('span', { class: 'mark', style: { left: `${100 * (at + 0.5) / all.length}%` } })),
    h('div', { class: 'scale muted', 'aria-hidden': 'true' },
      [all[0], all.at(-1)].map(one => h('span', null, count(one.step)))));
}

function Heat({ histograms, tint }) {
  const canvas = useRef();
  const theme = useTheme();
  useEffect(() => {
    const bins = Math.max(...histograms.map(one => one.counts.length));
    canvas.current.width = histograms.length;
    canvas.current.height = bins;
    const ctx = canvas.current.getContext('2d');
    ctx.fillStyle = colour(tint);
    histograms.forEach(({ counts }, x) => {
      const total = counts.reduce((sum, n) => sum + n, 0);
      counts.forEach((n, i) => {
        ctx.globalAlpha = Math.sqrt(n / total); // so that a single image is seen too
        ctx.fillRect(x, bins - 1 - i, 1, 1);
      });
    });
  }, [histograms.length, histograms.at(-1), theme]);
  return h('canvas', { ref: canvas, 'aria-hidden': 'true' });
}
