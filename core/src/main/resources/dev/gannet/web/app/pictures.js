// Pictures by the pixel: one image of a strip, one image of a sample grid. Never smoothed.
import { h } from '/lib/preact.js';
import { useEffect, useRef } from '/lib/hooks.js';

const GAP = 2; // pixels around the images of a grid, as the recorder draws it
const GRID = 64; // images in a grid of samples
const MOST_KEPT = 160;

const kept = new Map();

/** The decoded picture at an address; the last ones are kept. */
export function imageOf(url) {
  if (!kept.has(url)) {
    kept.set(url, decoded(url));
    if (kept.size > MOST_KEPT) {
      kept.delete(kept.keys().next().value);
    }
  }
  return kept.get(url);
}

async function decoded(url) {
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch (error) {
    kept.delete(url); // it may be there the next time
    throw error;
  }
  return image;
}

/** A canvas that shows a part of a picture; the old part stays until the new one is there. */
function Cut({ url, part, alt, className, width }) {
  const canvas = useRef();
  useEffect(() => {
    let current = true;
    const show = image => current && canvas.current && draw(canvas.current, image, part(image));
    imageOf(url).then(show, () => current && canvas.current?.classList.add('gone'));
    return () => {
      current = false;
    };
  });
  const style = width ? { width: `${width}px` } : undefined;
  const shown = alt ? { role: 'img', 'aria-label': alt } : { 'aria-hidden': 'true' };
  return h('canvas', { ref: canvas, class: `picture ${className ?? ''}`, style, ...shown });
}

function draw(canvas, image, { x, y, width, height }) {
  canvas.classList.remove('gone');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d').drawImage(image, x, y, width, height, 0, 0, width, height);
}

/** One image of a Strip {count, width, height, png}. */
export function Picture({ strip, index, alt, className, scale }) {
  const part = () => ({ x: index * strip.width, y: 0, width: strip.width, height: strip.height });
  return h(Cut, { url: strip.png, part, alt, className, width: scale && strip.width * scale });
}

/** Where image `index` of `count` is in a grid, which has as many columns as rows or one more. */
export function cellOf(image, index, count = GRID) {
  const columns = Math.ceil(Math.sqrt(count));
  const rows = Math.ceil(count / columns);
  const width = (image.naturalWidth - GAP) / columns - GAP;
  const height = (image.naturalHeight - GAP) / rows - GAP;
  const left = GAP + (index % columns) * (width + GAP);
  const top = GAP + Math.floor(index / columns) * (height + GAP);
  return { x: left, y: top, width, height };
}

/** One image of the sample grid at an address, `size` CSS pixels wide; the grid has `count` images, 64 if it is not said. */
export function GridPicture({ url, index, alt, size, className, count }) {
  return h(Cut, { url, part: image => cellOf(image, index, count), alt, className, width: size });
}

/** The whole picture at an address. */
export function WholePicture({ url, alt, className }) {
  const part = image => ({ x: 0, y: 0, width: image.naturalWidth, height: image.naturalHeight });
  return h(Cut, { url, part, alt, className });
}
