// The way through a step: every stop as a button, in the three scenes of the play.
import { h, t } from './ui.js';
import { SCENES, stopText } from './stops.js';

/** `ready` is what the step began with, `shown` the stop on the page, `newest` the one that the step has got to. */
export function Ribbon({ ready, shown, newest, onGo, canGoOn }) {
  return h('nav', { class: 'ribbon', 'aria-label': t('debugger.ribbon') }, SCENES.map(scene =>
    h('div', { class: `scene ${scene.name} ${isIn(scene, shown) ? 'current' : ''}` },
      h('p', { class: 'scene-name' }, t(`debugger.scene.${scene.name}`)),
      h('ol', { start: scene.from }, stopsOf(scene).map(stop =>
        h('li', null, h(StopButton, { ready, stop, shown, newest, onGo, canGoOn })))))));
}

const isIn = (scene, stop) => stop >= scene.from && stop <= scene.to;
const stopsOf = ({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

function StopButton({ ready, stop, shown, newest, onGo, canGoOn }) {
  const state = stop === shown ? 'here' : stop <= newest ? 'seen' : 'ahead';
  return h('button', {
    type: 'button',
    class: `stop ${state}`,
    'aria-current': stop === shown ? 'step' : undefined,
    disabled: stop > newest && !canGoOn,
    title: stopText('debugger', stop, 'title', ready),
    onClick: () => onGo(stop),
  },
  h('span', { class: 'stop-number', 'aria-hidden': 'true' }, state === 'seen' ? '✓' : `S${stop}`),
  h('span', null, stopText('debugger', stop, 'short', ready)));
}
