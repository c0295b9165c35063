// Keys of a page: what they do, and the list of them.
import { h } from '/lib/preact.js';
import { useEffect, useRef, useState } from '/lib/hooks.js';
import { remember, remembered, t } from './text.js';

const maps = [];
const NAMES = {
  ' ': 'common.key.space',
  Escape: 'common.key.escape',
  Enter: 'common.key.enter',
  Home: 'common.key.home',
  End: 'common.key.end',
};
const SIGNS = { ArrowRight: '→', ArrowLeft: '←', ArrowUp: '↑', ArrowDown: '↓' };

let enabled = remembered('keys') !== 'off';
let openHelp = () => {};

/** How a key is written on the page, such as 'Shift+→'. */
export function keyName(key) {
  return key === ' ' ? t(NAMES[key]) : key.split(/\+(?=.)/).map(namePart).join('+');
}

function namePart(part) {
  if (part === 'Shift') {
    return t('common.key.shift');
  }
  return SIGNS[part] ?? (part in NAMES ? t(NAMES[part]) : part.toUpperCase());
}

/**
 * Keys of a page while it is mounted: {' ': {run, label}, 'Shift+ArrowRight': {run, label}}.
 * They do not reach into fields, nor into what has the attribute data-own-keys.
 */
export function useKeys(map) {
  const newest = useRef(map);
  newest.current = map;
  useEffect(() => {
    maps.push(newest);
    return () => maps.splice(maps.indexOf(newest), 1);
  }, []);
}

function pressed(event) {
  if (event.key === '?' || event.key.length === 1 && event.key !== ' ' && !/[a-z]/i.test(event.key)) {
    return event.key; // shift is part of how it is typed
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.shiftKey ? `Shift+${key}` : key;
}

function isTaken(event) {
  const target = event.target instanceof Element ? event.target : document.body;
  const presses = event.key === ' ' || event.key === 'Enter';
  return event.defaultPrevented
    || event.ctrlKey || event.altKey || event.metaKey
    || target.closest('input, select, textarea, dialog, [data-own-keys]') !== null
    || presses && target.closest('button, a, summary') !== null;
}

window.addEventListener('keydown', event => {
  if (isTaken(event)) {
    return;
  }
  if (event.key === '?') {
    openHelp();
    return;
  }
  const name = pressed(event);
  const found = maps.toReversed().map(map => map.current[name]).find(entry => entry);
  if (enabled && found) {
    event.preventDefault();
    found.run();
  }
});

/** The list of all keys of the page, opened by '?' and by showKeys(). */
export function KeyHelp() {
  const dialog = useRef();
  const [shown, setShown] = useState([]);
  openHelp = () => {
    setShown(maps.flatMap(map => Object.entries(map.current)));
    dialog.current.showModal();
  };
  return h('dialog', { ref: dialog, class: 'keys', 'aria-labelledby': 'keys-title' },
    h('h2', { id: 'keys-title' }, t('common.keys')),
    shown.length === 0 && h('p', { class: 'muted' }, t('common.keys.none')),
    h('dl', null, shown.map(([key, { label }]) => [h('dt', null, h('kbd', null, keyName(key))), h('dd', null, label)])),
    h(Switch),
    h('form', { method: 'dialog' }, h('button', { class: 'button' }, t('common.close'))));
}

function Switch() {
  const [on, setOn] = useState(enabled);
  const change = event => {
    enabled = event.target.checked;
    setOn(enabled);
    remember('keys', enabled ? 'on' : 'off');
  };
  return h('label', { class: 'check' },
    h('input', { type: 'checkbox', checked: on, onChange: change }), t('common.keys.enabled'));
}

/** Opens the list of keys. */
export const showKeys = () => openHelp();
