// The two networks, layer by layer: what comes out of them, their gradients, and how far an update moves their weights.
import { h, t, language, number, percent } from './ui.js';

/** Layers from the input to the output, each as large as its output: height by width, and channels as depth. */
export function LayerStrip({ layers, network }) {
  return h('ol', { class: `layer-strip ${network}`, 'aria-label': t(`debugger.network.${network}`), tabIndex: 0 },
    layers.map(layer => h('li', null,
      h('span', { class: 'block', 'aria-hidden': 'true', style: blockSize(layer.shape) }),
      h('strong', null, layer.layer),
      h('span', { class: 'muted' }, layer.kind),
      h('span', null, layer.shape.join(' × ')),
      h('span', { class: 'small' }, t('debugger.layer.mean', { mean: number(layer.mean, 2), deviation: number(layer.deviation, 2) })),
      layer.zeros > 0.005 && h('span', { class: 'small' }, t('debugger.layer.zeros', { share: percent(layer.zeros) })))));
}

function blockSize(shape) {
  const side = shape.length === 3 ? shape[1] : 1;
  const depth = shape[0];
  return { height: `${10 + 11 * Math.log2(1 + side)}px`, width: `${8 + 6 * Math.log2(1 + depth)}px` };
}

/** Powers of ten around some numbers above 0, and where a number lies between them. */
function logAxis(values) {
  const sizes = values.filter(value => value > 0);
  const low = sizes.length === 0 ? -1 : Math.floor(Math.log10(Math.min(...sizes)));
  const high = sizes.length === 0 ? 0 : Math.max(low + 1, Math.ceil(Math.log10(Math.max(...sizes))));
  const place = value => (value > 0 ? Math.max(0.01, (Math.log10(value) - low) / (high - low)) : 0);
  return { low, high, place };
}

function Scale({ axis }) {
  const marks = Array.from({ length: axis.high - axis.low + 1 }, (_, i) => axis.low + i);
  const every = Math.ceil(marks.length / 6);
  return h('div', { class: 'log-scale', 'aria-hidden': 'true' }, marks.filter((_, i) => i % every === 0).map(mark =>
    h('span', { style: { left: `${100 * (mark - axis.low) / (axis.high - axis.low)}%` } }, '10', h('sup', null, mark))));
}

function LogBar({ value, axis, kind }) {
  return h('span', { class: `log-bar ${kind}`, style: { width: `${100 * axis.place(value)}%` } });
}

/** Norm of every weight's gradient on a log axis; D's also as the parts of real and of made images. */
export function GradientBars({ weights, network }) {
  const parts = weights.some(weight => weight.real != null);
  const kinds = parts ? ['real', 'fake', 'norm'] : ['norm'];
  const axis = logAxis(weights.flatMap(weight => kinds.map(kind => weight[kind])));
  return h('div', { class: 'log-chart' },
    parts && h('p', { class: 'legend' }, kinds.map(kind =>
      h('span', { class: 'key-item' }, h('span', { class: `swatch ${kind} ${network}` }), t(`debugger.gradient.${kind}`)))),
    h('ul', null, weights.map(weight => h('li', { key: weight.weight, 'aria-label': gradientText(weight, parts) },
      h('span', { class: 'weight-name' }, weight.weight),
      h('span', { class: 'bars' }, kinds.map(kind => h(LogBar, { value: weight[kind], axis, kind: `${kind} ${network}` }))),
      h('span', { class: 'num' }, number(weight.norm, 2),
        weight.cosine != null && h('span', { class: 'small muted' }, ` cos ${number(weight.cosine, 2)}`))))),
    h(Scale, { axis }));
}

function gradientText(weight, parts) {
  const all = t('debugger.gradient.of', { weight: weight.weight, norm: number(weight.norm, 2) });
  return parts ? `${all}; ${t('debugger.gradient.parts', { real: number(weight.real, 2), fake: number(weight.fake, 2) })}` : all;
}

/** A share of which even a thousandth counts. */
export const finePercent = x =>
  new Intl.NumberFormat(language(), { style: 'percent', maximumSignificantDigits: 2 }).format(x);

const GUIDE = 1e-3;

/** How far each weight has moved, of its own size, with the customary thousandth as a guide. */
export function UpdateBars({ weights, network }) {
  const axis = logAxis([...weights.map(weight => weight.ratio), GUIDE]);
  return h('div', { class: 'log-chart' },
    h('ul', { class: 'with-guide' },
      weights.map(weight => h('li', { key: weight.weight },
        h('span', { class: 'weight-name' }, weight.weight),
        h('span', { class: 'bars' },
          h('span', { class: 'guide', style: { left: `${100 * axis.place(GUIDE)}%` }, 'aria-hidden': 'true' }),
          h(LogBar, { value: weight.ratio, axis, kind: `norm ${network}` })),
        h('span', { class: 'num' }, weight.weightNorm === 0 ? '–' : finePercent(weight.ratio))))),
    h(Scale, { axis }),
    h('p', { class: 'muted small' }, t('debugger.update.guide')));
}
