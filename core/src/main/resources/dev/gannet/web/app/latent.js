// What G makes of noise around that of a made image, and on the way to another one's.
import { h, t, fixed, Button, Panel, Picture, useAnswered, useKeys, useRef, useState } from './ui.js';

const DECIMALS = 2;

/** How far to the right of the middle and above it a cell is, in cells. */
function placeOf(cell, side) {
  const middle = (side - 1) / 2;
  return { right: cell % side - middle, up: middle - Math.floor(cell / side) };
}

/** A cell in words: where it is, how far its noise is from the image's own, how far its picture. */
function cellText(map, cell) {
  const side = map.grid.length;
  const { right, up } = placeOf(cell, side);
  if (right === 0 && up === 0) {
    return t('debugger.latent.middle', { number: map.image });
  }
  const parts = [
    right !== 0 && t(`debugger.latent.${right > 0 ? 'right' : 'left'}`, { cells: Math.abs(right) }),
    up !== 0 && t(`debugger.latent.${up > 0 ? 'up' : 'down'}`, { cells: Math.abs(up) }),
  ].filter(Boolean);
  return t('debugger.latent.cell', {
    where: parts.length === 2 ? t('debugger.latent.both', { one: parts[0], other: parts[1] }) : parts[0],
    distance: fixed(map.cell * Math.hypot(right, up), DECIMALS),
    apart: fixed(map.apart[Math.floor(cell / side)][cell % side], DECIMALS),
  });
}

const CellPicture = ({ map, cell, alt }) =>
  h(Picture, { strip: map.grid[Math.floor(cell / map.grid.length)], index: cell % map.grid.length, alt });

/** Where an arrow key leads from a cell, or nowhere. */
function neighbour(cell, key, side) {
  const { right, up } = placeOf(cell, side);
  const [across, along] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key] ?? [NaN, NaN];
  const most = (side - 1) / 2;
  const inside = Math.abs(right + across) <= most && Math.abs(up + along) <= most;
  return inside ? cell + across - along * side : undefined;
}

/** The plane; the cell that has the focus is shown large, with its words. */
function Plane({ map }) {
  const side = map.grid.length;
  const middle = (side * side - 1) / 2;
  const [cell, setCell] = useState(middle);
  const cells = useRef();
  const onKeyDown = event => {
    const to = neighbour(cell, event.key, side);
    if (to !== undefined) {
      event.preventDefault();
      cells.current.children[to].focus();
    }
  };
  return h('div', { class: 'latent-plane' },
    h('div', {
      class: 'latent-cells', ref: cells, role: 'group', 'aria-label': t('debugger.latent.plane', { number: map.image }),
      'data-own-keys': true, onKeyDown,
    }, Array.from({ length: side * side }, (_, i) => h('button', {
      type: 'button', class: i === middle ? 'own' : undefined, tabIndex: i === cell ? 0 : -1,
      'aria-label': cellText(map, i), 'aria-current': i === cell ? 'true' : undefined,
      onFocus: () => setCell(i), onClick: () => setCell(i),
    }, h(CellPicture, { map, cell: i })))),
    h('figure', { class: 'latent-cell' },
      h(CellPicture, { map, cell, alt: cellText(map, cell) }),
      h('figcaption', { 'aria-hidden': 'true' }, cellText(map, cell))));
}

/** The pictures between the two, with their places. */
function Walk({ map }) {
  const place = i => fixed(i / (map.walk.count - 1), 1);
  return h('div', { class: 'latent-walk' },
    h('h3', null, t('debugger.latent.walk', { number: map.image, other: map.other })),
    h('p', null, t('debugger.latent.walk.what', { angle: fixed(map.angle, 0) })),
    h('ol', null, map.walked.map((apart, i) => h('li', { key: i },
      h(Picture, {
        strip: map.walk, index: i, alt: t('debugger.latent.walk.picture', { place: place(i), apart: fixed(apart, DECIMALS) }),
      }),
      h('span', { 'aria-hidden': 'true' }, place(i))))));
}

/** The other image: the one that was chosen, else the next one. */
function useOther(number, shown) {
  const [chosen, choose] = useState();
  const others = Array.from({ length: shown }, (_, i) => i + 1).filter(other => other !== number);
  return { others, other: others.includes(chosen) ? chosen : number % shown + 1, choose };
}

/** The panel of it, for the made image with a number. */
export function LatentPanel({ view, seen, index, send, enabled }) {
  const { step, shown } = seen.ready;
  const number = index + 1;
  const { others, other, choose } = useOther(number, shown);
  const found = view.looks.latent;
  const map = found?.step === step && found.image === number ? found : undefined;
  const can = enabled && view.state === 'STOPPED';
  const ask = () => can && send({ do: 'latent', image: number, other });
  useKeys({ z: { label: t('debugger.latent.do'), run: ask } });
  useAnswered(map && `${step} ${map.image} ${map.other}`, t('debugger.latent'));
  return h(Panel, { title: t('debugger.latent'), className: 'latent' },
    h('p', null, t('debugger.latent.what', { number })),
    seen['g-error'] && seen.rescore.fresh && h('p', { class: 'muted' }, t('debugger.latent.fresh')),
    h('div', { class: 'row latent-form' },
      h('label', { class: 'choice' }, h('span', null, t('debugger.latent.to')),
        h('select', { value: other, onChange: event => choose(Number(event.target.value)) },
          others.map(one => h('option', { value: one }, t('debugger.card.fake', { number: one }))))),
      h(Button, { label: t('debugger.latent.do'), keyHint: 'z', disabled: !can, onClick: ask })),
    map && h(Found, { map }));
}

/** How the pictures are made, and what their distances mean. */
const wordsOn = map => [
  t('debugger.latent.mode'),
  t(`debugger.latent.mode.${map.neighbours ? 'batch' : 'alone'}`),
  ...(map.ofClass ? [t('debugger.latent.class', { name: map.ofClass })] : []),
  t('debugger.latent.apart'),
];

function Found({ map }) {
  return [
    h('p', null, t('debugger.latent.how', { cell: map.cell })),
    h(Plane, { key: `${map.step} ${map.image}`, map }),
    h(Walk, { map }),
    h('p', { class: 'muted' }, wordsOn(map).join(' ')),
  ];
}
