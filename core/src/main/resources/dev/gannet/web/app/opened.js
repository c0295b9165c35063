// What is opened beside a stop: its explanation in plain words, and one of the networks as a whole.
import { h, t, Button, useEffect, useRef, useState } from './ui.js';
import { GradientBars, LayerStrip, UpdateBars } from './layers.js';
import { STOPS, stopText } from './stops.js';

const layers = ({ layers: all }, network) => h(LayerStrip, { layers: all, network });
const gradients = ({ weights }, network) => h(GradientBars, { weights, network });
const updates = ({ weights }, network) => h(UpdateBars, { weights, network });

/** Where each network is at work, and what is seen of it there. */
const AT_WORK = {
  forger: { generate: layers, 'backward-g': gradients, 'update-g': updates },
  detective: { 'd-on-fakes': layers, 'd-on-reals': layers, 'backward-d': gradients, 'update-d': updates },
};
const KEYS = { g: 'forger', d: 'detective' };

/** `plain`: whether the explanation is open; `network`: which network is, if one is. */
export function useOpened() {
  const [plain, explain] = useState(false);
  const [network, open] = useState();
  return {
    plain, network, any: plain || network !== undefined,
    explain: () => explain(!plain),
    look: name => open(network === name ? undefined : name),
    close: () => {
      explain(false);
      open(undefined);
    },
  };
}

/** G and D open the networks, E the explanation; the networks only if they are shown at all. */
export const openKeys = (opened, networks) => ({
  e: { label: t('debugger.do.explain'), run: opened.explain },
  ...Object.fromEntries(Object.entries(networks ? KEYS : {}).map(([key, name]) =>
    [key, { label: t(`debugger.look.${name}`), run: () => opened.look(name) }])),
});

/** The stop in the words of the lesson, if somebody asks. */
export function Plain({ opened, stop, ready }) {
  return h('div', { class: 'plain', 'aria-live': 'polite' },
    h(Button, { label: t('debugger.do.explain'), keyHint: 'e', pressed: opened.plain, onClick: opened.explain }),
    opened.plain && h('p', null, stop === 0 ? t('debugger.explain.ready') : stopText('lesson', stop, 'text', ready)));
}

/** Buttons that open the networks. */
export const NetworkButtons = ({ opened }) => Object.entries(KEYS).map(([key, name]) => h(Button, {
  key, label: t(`debugger.look.${name}`), keyHint: key, pressed: opened.network === name, onClick: () => opened.look(name),
}));

/** All that this step has shown of a network so far; it gets the focus. */
export function Network({ network, seen }) {
  const panel = useRef();
  useEffect(() => panel.current.focus(), [network]);
  const stops = Object.entries(AT_WORK[network]).filter(([stop]) => seen[stop]);
  return h('section', { class: 'panel network', ref: panel, tabIndex: -1, 'aria-label': t(`debugger.look.${network}`) },
    h('h2', null, t(`debugger.look.${network}`)),
    stops.length === 0 && h('p', { class: 'muted' }, t('debugger.look.later')),
    stops.map(([stop, draw]) => h('section', { key: stop },
      h('h3', null, h('span', { class: 'stop-badge' }, `S${STOPS.indexOf(stop)}`), ' ',
        stopText('debugger', STOPS.indexOf(stop), 'title', seen.ready)),
      draw(seen[stop], network))));
}
