// Drawing data: points put into the plane with a finger, a mouse, a pen or the keyboard.
import { h, useState, Button, Panel, say, t, fixed } from './ui.js';
import { EXTENT, colours, drawReal, frame, sharp } from './field.js';
import { useDrawing } from './planeplot.js';

const MOST = 512;
const APART = 0.04; // of the plane, between points of one stroke
const STEP = 0.1;
const FAR = EXTENT - 0.05;

const clamp = x => Math.min(FAR, Math.max(-FAR, x));
const rounded = x => Math.round(x * 1e4) / 1e4;

function draw(canvas, points, cursor) {
  const { ctx, width } = sharp(canvas);
  const colour = colours(canvas);
  const at = frame(width);
  ctx.clearRect(0, 0, width, width);
  ctx.strokeStyle = colour.line;
  ctx.lineWidth = 1;
  [-1, -0.5, 0, 0.5, 1].forEach(value => {
    ctx.strokeRect(at.x(value), -1, 0, width + 2);
    ctx.strokeRect(-1, at.y(value), width + 2, 0);
  });
  drawReal(ctx, at, points, colour);
  ctx.strokeStyle = colour.text;
  ctx.beginPath();
  ctx.moveTo(at.x(cursor[0]) - 9, at.y(cursor[1]));
  ctx.lineTo(at.x(cursor[0]) + 9, at.y(cursor[1]));
  ctx.moveTo(at.x(cursor[0]), at.y(cursor[1]) - 9);
  ctx.lineTo(at.x(cursor[0]), at.y(cursor[1]) + 9);
  ctx.stroke();
}

/** Where a pointer is, in the plane. */
function place(event) {
  const box = event.currentTarget.getBoundingClientRect();
  const [x, y] = frame(box.width).point(event.clientX - box.left, event.clientY - box.top);
  return [rounded(clamp(x)), rounded(clamp(y))];
}

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** A sheet to draw on; gives the points to `onDone`, or nothing to `onCancel`. */
export function DrawSheet({ onDone, onCancel }) {
  const [points, setPoints] = useState([]);
  const [cursor, setCursor] = useState([0, 0]);
  const canvas = useDrawing(element => draw(element, points, cursor));
  const add = point => setPoints(now => (now.length < MOST ? [...now, point] : now));
  const follow = event => {
    const point = place(event);
    setCursor(point);
    const last = points.at(-1);
    const far = !last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= APART;
    if (event.buttons > 0 && (event.type === 'pointerdown' || far)) {
      add(point);
    }
  };
  const key = event => {
    const move = MOVES[event.key];
    if (move) {
      const step = event.shiftKey ? STEP / 4 : STEP;
      const next = cursor.map((value, axis) => rounded(clamp(value + step * move[axis])));
      setCursor(next);
      say(`${fixed(next[0], 2)}, ${fixed(next[1], 2)}`);
    } else if (event.key === ' ' || event.key === 'Enter') {
      add(cursor);
      say(t('plane.draw.count', { count: points.length + 1 }));
    } else if (event.key === 'Backspace') {
      setPoints(points.slice(0, -1));
    } else if (event.key === 'Escape') {
      onCancel();
    } else {
      return;
    }
    event.preventDefault();
  };
  return h(Panel, { title: t('plane.draw'), className: 'plane-draw' },
    h('p', { id: 'draw-how' }, t('plane.draw.how')),
    h('div', { class: 'plane-plot' }, h('canvas', {
      ref: canvas, tabIndex: 0, role: 'application', 'data-own-keys': true, 'aria-label': t('plane.draw.sheet'),
      'aria-describedby': 'draw-how', onPointerDown: follow, onPointerMove: follow, onKeyDown: key,
    })),
    h('div', { class: 'row' },
      h('button', { type: 'button', class: 'button primary', disabled: points.length === 0, onClick: () => onDone(points) },
        t('plane.draw.done', { count: points.length })),
      h(Button, { label: t('plane.draw.back'), icon: '↶', disabled: points.length === 0, onClick: () => setPoints(points.slice(0, -1)) }),
      h(Button, { label: t('plane.draw.clear'), disabled: points.length === 0, onClick: () => setPoints([]) }),
      h(Button, { label: t('plane.draw.cancel'), onClick: onCancel }),
      h('span', { class: 'muted' }, t('plane.draw.count', { count: points.length }))));
}
