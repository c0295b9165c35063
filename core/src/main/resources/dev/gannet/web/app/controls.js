// What can be asked of a run at its stops: buttons, keys, and how a request is sent.
import { h, t, ask, Button, useState } from './ui.js';
import { LAST } from './stops.js';

const SECONDS = [0.8, 2, 5]; // at every stop while playing, by the slow factor
const SLOW = ['×1', '×½', '×¼'];
const ICONS = {
  back: 'M11 2 4 8l7 6z',
  next: 'M5 2l7 6-7 6z',
  finish: 'M2 2l6 6-6 6zM8 2l6 6-6 6z',
  step: 'M3 2l7 6-7 6zM11 2h2v12h-2z',
  rewind: 'M13 2 6 8l7 6zM3 2h2v12H3z',
  play: 'M4 1l10 7-10 7z',
  pause: 'M3 2h4v12H3zM9 2h4v12H9z',
};

function Icon({ name }) {
  return h('svg', { class: 'control-icon', viewBox: '0 0 16 16', width: 14, height: 14 }, h('path', { d: ICONS[name] }));
}

/** Sends requests; `problem` is what the server said about the last one. */
export function useRequests() {
  const [problem, setProblem] = useState();
  const send = async request => {
    try {
      await ask('debugger', request);
      setProblem(undefined);
    } catch (error) {
      setProblem(error.message);
    }
  };
  return { send, problem };
}

/** Everything that can be done, with label, key and whether it can be done now. */
export function actionsOf({ view, shown, newest, show, send, allowed, slow, setSlow, opened }) {
  const stopped = view.state === 'STOPPED';
  const behind = shown < newest;
  const may = name => allowed.includes(name);
  const follow = request => {
    show(LAST); // whoever was looking back sees where this leads
    send(request);
  };
  return {
    back: { key: 'ArrowLeft', run: () => show(shown - 1), can: shown > 0 },
    next: {
      key: 'ArrowRight',
      run: () => (behind ? show(shown + 1) : send({ do: 'next' })),
      can: behind || may('next') && stopped,
    },
    finish: { key: 'Shift+ArrowRight', run: () => follow({ do: 'finish' }), can: may('finish') && stopped && newest < LAST },
    step: { key: 'Enter', run: () => send({ do: 'step' }), can: may('step') && stopped },
    rewind: { key: 'Shift+ArrowLeft', run: () => follow({ do: 'rewind' }), can: may('rewind') && stopped && (newest > 0 || view.rewindable > 0) },
    play: view.state === 'PLAYING' || view.state === 'TRAINING'
      ? { label: 'pause', key: ' ', run: () => send({ do: 'pause' }), can: may('pause') }
      : { key: ' ', run: () => follow({ do: 'play', seconds: SECONDS[slow] }), can: may('play') && stopped },
    slow: { text: SLOW[slow], key: 'l', run: () => changeSlow({ view, slow, setSlow, send }), can: may('play') },
    go: { key: 't', run: () => send({ do: 'go' }), can: may('go') && stopped },
    epoch: { key: 'n', run: () => send({ do: 'epoch' }), can: may('epoch') && stopped },
    leave: {
      key: 'Escape',
      run: () => {
        opened.close();
        show(LAST);
      },
      can: behind || opened.any,
    },
  };
}

function changeSlow({ view, slow, setSlow, send }) {
  const next = (slow + 1) % SECONDS.length;
  setSlow(next);
  if (view.state === 'PLAYING') {
    send({ do: 'play', seconds: SECONDS[next] });
  }
}

/** The actions as keys of the page. */
export const keysOf = actions => Object.fromEntries(Object.entries(actions).map(([name, action]) => [
  action.key,
  { label: t(`debugger.do.${action.label ?? name}`), run: () => action.can && action.run() },
]));

/** The actions as buttons. */
export function Controls({ actions, primary = 'next' }) {
  return h('div', { class: 'controls', role: 'toolbar', 'aria-label': t('debugger.controls') },
    Object.entries(actions).map(([name, action]) => h(Button, {
      key: name,
      label: action.text ? `${t(`debugger.do.${name}`)} ${action.text}` : t(`debugger.do.${action.label ?? name}`),
      icon: (action.label ?? name) in ICONS && h(Icon, { name: action.label ?? name }),
      keyHint: action.key,
      className: name === primary ? 'primary' : '',
      disabled: !action.can,
      onClick: action.run,
    })));
}
