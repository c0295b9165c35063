// Draws in the plane: D's heat map, G's manifold, points, arrows. Knows numbers and a canvas, no page.

/** How far the shown plane goes from its middle, as on the server. */
export const EXTENT = 1.5;
const HEAT = 64;
const ARROW = 0.28; // of the plane: how long a long arrow is drawn
const NICE = [1, 2, 5, 10];

/** A canvas made sharp for its size on this screen: its context in CSS pixels, and that size. */
export function sharp(canvas) {
  const box = canvas.getBoundingClientRect();
  const ratio = window.devicePixelRatio || 1;
  const width = Math.round(box.width * ratio);
  const height = Math.round(box.height * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const ctx = canvas.getContext('2d');
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { ctx, width: box.width, height: box.height };
}

/** The page's colours as the canvas needs them. */
export function colours(element) {
  const style = getComputedStyle(element);
  const one = name => style.getPropertyValue(`--${name}`).trim();
  return {
    real: one('real'), fake: one('fake'), text: one('text'), muted: one('muted'), line: one('line'),
    panel: one('panel'), accent: one('accent'), good: one('good'), font: style.fontFamily,
  };
}

/** Numbers of the plane to pixels of a square canvas and back; the second number grows upwards. */
export function frame(size, extent = EXTENT) {
  const scale = size / (2 * extent);
  return {
    scale,
    x: value => size / 2 + value * scale,
    y: value => size / 2 - value * scale,
    point: (left, top) => [(left - size / 2) / scale, (size / 2 - top) / scale],
  };
}

/** What D's output means, as a number from 0 (made) to 1 (real); scores without bounds by where they stand among all. */
export function reader(reading, heat) {
  if (reading === 'sigmoid') {
    return x => 1 / (1 + Math.exp(-x));
  }
  if (reading === 'clipped') {
    return x => Math.min(1, Math.max(0, x));
  }
  return relative(heat);
}

/** Where an output stands between the lowest and the highest. */
function relative(heat) {
  const low = Math.min(...heat);
  const high = Math.max(...heat);
  return x => (high > low ? (x - low) / (high - low) : 0.5);
}

/** Raw logits around 0, from -most to most. */
export function around(heat) {
  const most = Math.max(1e-6, ...heat.map(Math.abs));
  return x => 0.5 + x / (2 * most);
}

function rgb(ctx, colour) {
  ctx.fillStyle = '#000';
  ctx.fillStyle = colour;
  const hex = ctx.fillStyle;
  return [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
}

const mix = (from, to, share) => from.map((part, i) => part + (to[i] - part) * share);

/** Blue where D thinks real, orange where it thinks made, nothing where it cannot tell. */
export function drawHeat(ctx, size, heat, read, colour) {
  const middle = rgb(ctx, colour.panel);
  const real = rgb(ctx, colour.real);
  const fake = rgb(ctx, colour.fake);
  const image = new ImageData(HEAT, HEAT);
  heat.forEach((output, i) => {
    const share = read(output);
    const tint = mix(middle, share >= 0.5 ? real : fake, 0.62 * Math.min(1, Math.abs(2 * share - 1)));
    const at = 4 * ((HEAT - 1 - Math.floor(i / HEAT)) * HEAT + i % HEAT);
    image.data.set([...tint, 255], at);
  });
  const small = document.createElement('canvas');
  small.width = HEAT;
  small.height = HEAT;
  small.getContext('2d').putImageData(image, 0, 0);
  ctx.imageSmoothingEnabled = true;
  ctx.drawImage(small, 0, 0, size, size);
}

/** Where D is undecided: a line between the cells on whose middles it changes its mind. */
export function drawBorder(ctx, at, heat, read, colour) {
  const cell = 2 * EXTENT / HEAT;
  const side = (column, row) => read(heat[row * HEAT + column]) >= 0.5;
  const edge = i => -EXTENT + cell * i;
  ctx.beginPath();
  for (let row = 0; row < HEAT; row++) {
    for (let column = 0; column < HEAT; column++) {
      if (column + 1 < HEAT && side(column, row) !== side(column + 1, row)) {
        ctx.moveTo(at.x(edge(column + 1)), at.y(edge(row)));
        ctx.lineTo(at.x(edge(column + 1)), at.y(edge(row + 1)));
      }
      if (row + 1 < HEAT && side(column, row) !== side(column, row + 1)) {
        ctx.moveTo(at.x(edge(column)), at.y(edge(row + 1)));
        ctx.lineTo(at.x(edge(column + 1)), at.y(edge(row + 1)));
      }
    }
  }
  ctx.strokeStyle = colour.text;
  ctx.globalAlpha = 0.28;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** G's noise as a net of equally likely cells, bent by G. */
export function drawManifold(ctx, at, { rows, columns, points }, colour) {
  ctx.beginPath();
  for (let row = 0; row < rows; row++) {
    path(ctx, at, points.slice(row * columns, (row + 1) * columns));
  }
  for (let column = 0; rows > 1 && column < columns; column++) {
    path(ctx, at, points.filter((_, i) => i % columns === column));
  }
  ctx.strokeStyle = colour.fake;
  ctx.globalAlpha = rows > 1 ? 0.42 : 0.9;
  ctx.lineWidth = rows > 1 ? 0.8 : 2;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function path(ctx, at, points) {
  points.forEach(([x, y], i) => (i === 0 ? ctx.moveTo(at.x(x), at.y(y)) : ctx.lineTo(at.x(x), at.y(y))));
}

/** Where the data's modes are, three standard deviations wide. */
export function drawModes(ctx, at, modes, sigma, colour) {
  ctx.setLineDash([3, 3]);
  ctx.strokeStyle = colour.text;
  ctx.globalAlpha = 0.6;
  ctx.lineWidth = 1;
  modes.forEach(([x, y]) => {
    ctx.beginPath();
    ctx.arc(at.x(x), at.y(y), 3 * sigma * at.scale, 0, 2 * Math.PI);
    ctx.stroke();
  });
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/** Real points: discs with a light rim. */
export function drawReal(ctx, at, points, colour, size = 3.6) {
  ctx.fillStyle = colour.real;
  ctx.strokeStyle = colour.panel;
  ctx.lineWidth = size < 3 ? 0.4 : 1;
  points.forEach(([x, y]) => {
    ctx.beginPath();
    ctx.arc(at.x(x), at.y(y), size, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  });
}

/** Made points: diamonds, so that nobody needs the colour. */
export function drawFake(ctx, at, points, colour, hollow = false, size = 5) {
  ctx.fillStyle = hollow ? colour.panel : colour.fake;
  ctx.strokeStyle = hollow ? colour.fake : colour.panel;
  ctx.lineWidth = hollow ? 1.5 : size < 4 ? 0.4 : 1;
  points.forEach(([x, y]) => {
    const left = at.x(x);
    const top = at.y(y);
    ctx.beginPath();
    ctx.moveTo(left, top - size);
    ctx.lineTo(left + size, top);
    ctx.lineTo(left, top + size);
    ctx.lineTo(left - size, top);
    ctx.closePath();
    ctx.fill();
    ctx.stroke();
  });
}

/** How much slope one unit of the plane stands for, a round number, so that the longer arrows are easy to see. */
export function arrowScale(arrows) {
  const lengths = arrows.map(([x, y]) => Math.hypot(x, y)).sort((a, b) => a - b);
  const long = lengths[Math.floor(0.9 * (lengths.length - 1))] ?? 0;
  if (long === 0) {
    return 1;
  }
  const wanted = long / ARROW;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return power * NICE.find(nice => nice * power >= wanted * 0.999);
}

/** Where G's error wants each made point to go. */
export function drawArrows(ctx, at, points, arrows, scale, colour) {
  ctx.strokeStyle = colour.text;
  ctx.fillStyle = colour.text;
  ctx.lineWidth = 1.3;
  ctx.globalAlpha = 0.85;
  arrows.forEach(([x, y], i) => arrow(ctx, at, points[i], [x / scale, y / scale]));
  ctx.globalAlpha = 1;
}

/** One arrow from a point by a way, both in units of the plane; too short a one is a dot. */
export function arrow(ctx, at, [fromX, fromY], [wayX, wayY]) {
  const left = at.x(fromX);
  const top = at.y(fromY);
  const x = wayX * at.scale;
  const y = -wayY * at.scale;
  const length = Math.hypot(x, y);
  if (length < 1.5) {
    return;
  }
  const head = Math.min(6, 0.45 * length);
  const [u, v] = [x / length, y / length];
  ctx.beginPath();
  ctx.moveTo(left, top);
  ctx.lineTo(left + x - u * head, top + y - v * head);
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(left + x, top + y);
  ctx.lineTo(left + x - head * (u + 0.5 * v), top + y - head * (v - 0.5 * u));
  ctx.lineTo(left + x - head * (u - 0.5 * v), top + y - head * (v + 0.5 * u));
  ctx.closePath();
  ctx.fill();
}

/** Thin lines from where points were to where they are. */
export function drawWays(ctx, at, from, to, colour) {
  ctx.beginPath();
  from.forEach((point, i) => path(ctx, at, [point, to[i]]));
  ctx.strokeStyle = colour.fake;
  ctx.lineWidth = 1.2;
  ctx.stroke();
}
