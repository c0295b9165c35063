// The smallest GAN: one number each. Its field, its path, and what the eigenvalues say.
import { h, useEffect, useRef, useState, Button, Panel, motion, t, fixed, number } from './ui.js';
import { arrow, colours, frame, sharp } from './field.js';
import { useDrawing } from './planeplot.js';

const EXTENT = 2.2;
const SECONDS = 6; // for the whole path
const FRESH = 40; // steps that are drawn boldly
const LONG = 0.24; // of the plane: the longest arrow
const RULES = {
  circles: { lr: 0.2, gamma: 0, alternating: true, theta: 1, psi: 0 },
  inwards: { lr: 0.2, gamma: 0.3, alternating: true, theta: 1, psi: 0 },
  outwards: { lr: 0.2, gamma: 0, alternating: false, theta: 1, psi: 0 },
  leap: { lr: 4.2, gamma: 0, alternating: true, theta: 0.3, psi: 0 },
};
const SIGNS = { CIRCLES: '↻', SPIRALS_IN: '▼', SPIRALS_OUT: '▲' };
const FIELDS = { lr: [0.001, 10], gamma: [0, 10], theta: [-2, 2], psi: [-2, 2] };

function draw(canvas, view, shown) {
  const { ctx, width } = sharp(canvas);
  const colour = colours(canvas);
  const at = frame(width, EXTENT);
  ctx.clearRect(0, 0, width, width);
  axes(ctx, at, width, colour);
  field(ctx, at, view.field, colour);
  const path = view.path.slice(0, shown + 1);
  line(ctx, at, path, 0.45, 1.2, colour);
  line(ctx, at, path.slice(-FRESH), 1, 2.4, colour);
  dots(ctx, at, path, colour);
}

function axes(ctx, at, width, colour) {
  ctx.strokeStyle = colour.line;
  ctx.lineWidth = 1;
  ctx.strokeRect(at.x(0), -1, 0, width + 2);
  ctx.strokeRect(-1, at.y(0), width + 2, 0);
  ctx.fillStyle = colour.muted;
  ctx.font = `13px ${colour.font}`;
  ctx.textAlign = 'right';
  ctx.fillText('θ', width - 8, at.y(0) - 8);
  ctx.textAlign = 'left';
  ctx.fillText('ψ', at.x(0) + 8, 16);
}

function field(ctx, at, arrows, colour) {
  const longest = Math.max(1e-9, ...arrows.map(({ towardsTheta, towardsPsi }) => Math.hypot(towardsTheta, towardsPsi)));
  ctx.strokeStyle = colour.muted;
  ctx.fillStyle = colour.muted;
  ctx.lineWidth = 1;
  ctx.globalAlpha = 0.7;
  arrows.forEach(({ theta, psi, towardsTheta, towardsPsi }) => {
    const scale = LONG / Math.sqrt(longest * Math.hypot(towardsTheta, towardsPsi) || 1); // roots: short ones stay visible
    arrow(ctx, at, [theta, psi], [scale * towardsTheta, scale * towardsPsi]);
  });
  ctx.globalAlpha = 1;
}

function line(ctx, at, path, alpha, width, colour) {
  ctx.beginPath();
  path.forEach(([theta, psi], i) => (i === 0 ? ctx.moveTo(at.x(theta), at.y(psi)) : ctx.lineTo(at.x(theta), at.y(psi))));
  ctx.strokeStyle = colour.fake;
  ctx.globalAlpha = alpha;
  ctx.lineWidth = width;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function dots(ctx, at, path, colour) {
  const dot = ([theta, psi], fill, radius) => {
    ctx.beginPath();
    ctx.arc(at.x(theta), at.y(psi), radius, 0, 2 * Math.PI);
    ctx.fillStyle = fill;
    ctx.fill();
    ctx.strokeStyle = colour.text;
    ctx.lineWidth = 1.2;
    ctx.stroke();
  };
  dot([0, 0], colour.real, 5);
  dot(path[0], colour.panel, 4);
  dot(path.at(-1), colour.fake, 6);
}

/** How much of a path is shown: it grows from the beginning, unless the user wants less motion. */
function useGrowing(path) {
  const key = JSON.stringify(path.slice(0, 3)) + path.length;
  const [shown, setShown] = useState(motion() ? 0 : path.length - 1);
  const request = useRef();
  useEffect(() => {
    if (!motion()) {
      setShown(path.length - 1);
      return undefined;
    }
    const start = performance.now();
    const grow = now => {
      const share = Math.min(1, Math.max(0, now - start) / (1000 * SECONDS)); // a frame may have begun before us
      setShown(Math.round(share * (path.length - 1)));
      if (share < 1) {
        request.current = requestAnimationFrame(grow);
      }
    };
    request.current = requestAnimationFrame(grow);
    return () => cancelAnimationFrame(request.current);
  }, [key]);
  return [shown, step => {
    cancelAnimationFrame(request.current);
    setShown(step);
  }];
}

function Form({ rule, onRule }) {
  const number = name => h('label', { class: 'field', key: name }, h('span', null, t(`plane.dirac.${name}`)),
    h('input', {
      type: 'number', value: rule[name], min: FIELDS[name][0], max: FIELDS[name][1], step: 'any', required: true,
      onChange: event => event.target.reportValidity() && onRule({ ...rule, [name]: Number(event.target.value) }),
    }));
  return h('div', { class: 'dirac-form' },
    Object.keys(FIELDS).map(number),
    h('label', { class: 'check' },
      h('input', {
        type: 'checkbox', checked: rule.alternating, onChange: event => onRule({ ...rule, alternating: event.target.checked }),
      }), t('plane.dirac.alternating')));
}

const same = (a, b) => Object.keys(a).every(name => a[name] === b[name]);

function Fate({ view }) {
  return h('p', { class: 'plane-outcome', role: 'status' },
    h('strong', null, h('span', { 'aria-hidden': 'true' }, SIGNS[view.fate]), ' ', t(`plane.dirac.${view.fate}`)), ' ',
    t('plane.dirac.why', { growth: fixed(view.growth, 4), turn: fixed(view.turn, 1) }));
}

/** The whole page of it. */
export function Dirac({ view, control, onRule }) {
  const [shown, setShown] = useGrowing(view.path);
  const step = Math.min(shown, view.path.length - 1);
  const canvas = useDrawing(element => draw(element, view, step));
  const [theta, psi] = view.path[step];
  const here = { step, theta: fixed(theta, 3), psi: fixed(psi, 3), distance: number(Math.hypot(theta, psi)) };
  return h(Panel, { title: t('plane.dirac'), className: 'plane-dirac' },
    h('p', null, t('plane.dirac.what')),
    h('div', { class: 'dirac-body' },
      h('div', { class: 'plane-plot' }, h('canvas', { ref: canvas, role: 'img', 'aria-label': t('plane.dirac.alt', here) })),
      h('div', { class: 'col' },
        h('div', { class: 'row' }, Object.entries(RULES).map(([name, rule]) => h(Button, {
          key: name, label: t(`plane.dirac.rule.${name}`), pressed: same(rule, view.rule), disabled: !control, onClick: () => onRule(rule),
        }))),
        h(Fate, { view }),
        h('label', { class: 'field wide' }, h('span', null, t('plane.dirac.step', here)),
          h('input', {
            type: 'range', min: 0, max: view.path.length - 1, value: step, onInput: event => setShown(Number(event.target.value)),
          })),
        control && h(Form, { rule: view.rule, onRule }),
        h('p', { class: 'muted' }, t('plane.dirac.source')))));
}
