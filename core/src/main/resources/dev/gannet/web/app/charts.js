// Lines over the steps of a run, with one cursor for all of them.
import uPlot from '/lib/uplot.js';
import {
  h, Button, Fragment, Panel, count, number, percent, say, t, useEffect, useMemo, useRef, useState,
} from './ui.js';
import { evenly, smoothed } from './series.js';
import { colour, useTheme } from './theme.js';

const CURSOR = 'steps'; // shared by all charts of a page
const HEIGHT = 210;
const MOST_ROWS = 60;
const MANY = 60; // ticks, from which on the lines are smoothed
const FEW = 20; // up to which each is a point as well: one alone has no line
const DASHES = { solid: [], dashed: [7, 4], dotted: [2, 3] };

function axis(size, values) {
  return {
    stroke: colour('--muted'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui, sans-serif',
    size,
    values: (plot, ticks) => ticks.map(values),
  };
}

function options(spec, lines, on) {
  return {
    width: 300,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, sync: { key: CURSOR }, drag: { x: true, y: false }, focus: { prox: -1 }, points: { size: 7 } },
    scales: { x: { time: false }, y: { range: spec.range ?? undefined } },
    axes: [axis(28, count), axis(52, spec.percent ? percent : x => number(x))],
    series: [{}, ...lines.map(one => series(one, { width: 1, alpha: 0.16 })),
      ...lines.map(one => series(one, { width: 1.8, dash: DASHES[one.dash ?? 'solid'] }))],
    hooks: {
      init: [plot => plot.over.append(on.mark)],
      setCursor: [plot => on.cursor(plot.cursor.idx)],
      setScale: [(plot, key) => key === 'x' && on.zoom(isZoomed(plot))],
      draw: [plot => spec.guide && drawGuide(plot, spec.guide), plot => on.drawn(plot)],
    },
  };
}

const series = (one, look) => ({
  stroke: colour(one.colour),
  points: { show: isFew, size: 5, fill: colour(one.colour) },
  spanGaps: true,
  ...look,
});

const isFew = plot => plot.data[0].length <= FEW;

function isZoomed(plot) {
  const steps = plot.data[0];
  return steps.length > 1 && (plot.scales.x.min > steps[0] || plot.scales.x.max < steps.at(-1));
}

/** A horizontal line with its name. */
function drawGuide({ ctx, bbox, valToPos }, guide) {
  const y = valToPos(guide.value, 'y', true);
  ctx.save();
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  line(ctx, [bbox.left, y, bbox.left + bbox.width, y]);
  label(ctx, guide.label, bbox.left + bbox.width - 6, y - 5 * devicePixelRatio);
  ctx.restore();
}

/** Text that can be read on top of lines. */
function label(ctx, text, x, y) {
  ctx.textAlign = 'right';
  ctx.lineJoin = 'round';
  ctx.setLineDash([]);
  ctx.lineWidth = 5 * devicePixelRatio;
  ctx.strokeStyle = colour('--panel');
  ctx.strokeText(text, x, y);
  ctx.lineWidth = devicePixelRatio;
  ctx.fillStyle = colour('--muted');
  ctx.fillText(text, x, y);
}

function line(ctx, [x0, y0, x1, y1]) {
  ctx.strokeStyle = colour('--muted');
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
}

/** Where the step is whose pictures are shown: an element over the plot, so that the lines need not be drawn again. */
function place(plot, mark, step) {
  const x = step === undefined ? -1 : plot.valToPos(step, 'x');
  mark.hidden = !(x >= 0 && x <= plot.over.clientWidth);
  mark.style.left = `${x}px`;
}

/** The plot in `box`, made anew when lines, language or theme change, and fed while it stays. */
function usePlot(box, spec, data, { cursor, zoom, step, raw }) {
  const plot = useRef();
  const mark = useMark();
  const theme = useTheme();
  const shape = spec.lines.map(one => one.label).join('|');
  const at = useRef();
  at.current = step;
  useEffect(() => {
    const drawn = made => place(made, mark, at.current);
    plot.current = new uPlot(options(spec, spec.lines, { cursor, zoom, drawn, mark }), data, box.current);
    const size = new ResizeObserver(([entry]) =>
      plot.current.setSize({ width: Math.max(200, Math.floor(entry.contentRect.width)), height: HEIGHT }));
    size.observe(box.current);
    return () => {
      size.disconnect();
      plot.current.destroy();
    };
  }, [theme, shape]);
  useEffect(() => plot.current.setData(data, !isZoomed(plot.current)), [data[0].length, data[0].at(-1), raw]);
  useEffect(() => place(plot.current, mark, step), [step]);
  return plot;
}

function useMark() {
  return useMemo(() => {
    const mark = document.createElement('div');
    mark.className = 'mark';
    return mark;
  }, []);
}

/**
 * A chart over steps.
 *
 * @param spec {title, lines: [{label, colour, dash, values}], guide: {value, label}, percent, range, summary}
 * @param steps ascending
 * @param step the one to mark
 * @param onStep called with a step that was clicked
 */
export function Chart({ spec, steps, step, onStep }) {
  const box = useRef();
  const down = useRef(0);
  const [at, setAt] = useState();
  const [zoomed, setZoomed] = useState(false);
  const [asTable, setAsTable] = useState(false);
  const [raw, setRaw] = useState(false);
  const many = steps.length > MANY;
  const smooth = useMemo(() => spec.lines.map(one => (many && !raw ? smoothed(one.values) : one.values)), [steps, raw]);
  const none = useMemo(() => steps.map(() => null), [steps]);
  const behind = spec.lines.map(one => (many && !raw ? one.values : none));
  const plot = usePlot(box, spec, [steps, ...behind, ...smooth], { cursor: setAt, zoom: setZoomed, step, raw });
  const whole = () => uPlot.sync(CURSOR).plots.forEach(one =>
    one.setScale('x', { min: one.data[0][0], max: one.data[0].at(-1) }));
  const shown = at ?? steps.length - 1;
  return h(Panel, {
    title: spec.title,
    className: 'chart',
    actions: h(Fragment, null,
      zoomed && h(Button, { label: t('dashboard.chart.whole'), onClick: whole }),
      many && h(Button, { label: t('dashboard.chart.smooth'), pressed: !raw, onClick: () => setRaw(!raw) }),
      h(Button, { label: t('dashboard.chart.table'), pressed: asTable, onClick: () => setAsTable(!asTable) })),
  },
  h(Legend, { spec, values: smooth, steps, at: shown }),
  h('div', {
    ref: box,
    class: 'plot',
    hidden: asTable,
    tabIndex: 0,
    role: 'img',
    'data-own-keys': true,
    'aria-label': `${spec.title}. ${spec.summary}`,
    title: onStep && t('dashboard.chart.hint'),
    onPointerDown: event => {
      down.current = event.clientX;
    },
    onClick: event => {
      const still = Math.abs(event.clientX - down.current) < 4; // otherwise it was a look closer
      if (onStep && still && at !== undefined && at !== null) {
        onStep(steps[at]);
      }
    },
    onKeyDown: event => moveCursor(event, plot.current, { steps, spec, at: shown, onStep }),
  }),
  asTable && h(Rows, { spec, steps }));
}

const written = (spec, x) => (spec.percent ? percent(x) : number(x));

function Legend({ spec, values, steps, at }) {
  return h('ul', { class: 'legend' },
    spec.lines.map((one, i) => h('li', null,
      h('svg', { viewBox: '0 0 24 8', width: 24, height: 8, 'aria-hidden': 'true' },
        h('line', { x1: 0, x2: 24, y1: 4, y2: 4, class: `stroke ${one.colour.slice(2)} ${one.dash ?? 'solid'}` })),
      one.label, ' ', h('b', { class: 'num' }, written(spec, values[i][at])))),
    h('li', { class: 'muted' }, t('dashboard.step', { step: steps[at] ?? 0 })));
}

/** Arrow keys move the cursor of all charts; Enter shows the pictures of that step. */
function moveCursor(event, plot, { steps, spec, at, onStep }) {
  const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity }[event.key];
  if (event.key === 'Enter' && onStep) {
    onStep(steps[at]);
  }
  if (by === undefined || steps.length === 0) {
    return;
  }
  event.preventDefault();
  const to = Math.min(steps.length - 1, Math.max(0, at + by));
  plot.setCursor({ left: plot.valToPos(steps[to], 'x'), top: 10 }, true, true); // and the other charts'
  say([t('dashboard.step', { step: steps[to] }),
    ...spec.lines.map(one => `${one.label} ${written(spec, one.values[to])}`)].join(', '));
}

function Rows({ spec, steps }) {
  const rows = evenly(steps.map((_, i) => i), MOST_ROWS).toReversed();
  return h('div', { class: 'scroll rows', tabIndex: 0, role: 'region', 'aria-label': spec.title },
    h('table', null,
      h('thead', null, h('tr', null,
        h('th', { class: 'num', scope: 'col' }, t('dashboard.steps')),
        spec.lines.map(one => h('th', { class: 'num', scope: 'col' }, one.label)))),
      h('tbody', null, rows.map(i => h('tr', { key: steps[i] },
        h('th', { class: 'num', scope: 'row' }, count(steps[i])),
        spec.lines.map(one => h('td', { class: 'num' }, written(spec, one.values[i]))))))));
}
