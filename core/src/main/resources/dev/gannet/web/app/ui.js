// What every page is made of.
import { h, Fragment, Component } from '/lib/preact.js';
import { useCallback, useEffect, useMemo, useRef, useState } from '/lib/hooks.js';
import { percent, said, t } from './text.js';
import { keyName } from './keys.js';

export { h, Fragment, Component, useState, useEffect, useRef, useMemo, useCallback };
export { t, known, number, percent, fixed, count, duration, language, remember, remembered } from './text.js';
export { get, ask, useAct, useRun, useConnection } from './net.js';
export { useKeys, showKeys, keyName } from './keys.js';
export { Picture, GridPicture, imageOf, cellOf } from './pictures.js';

/** What the program has written in English, in the user's language where that has words for it. */
export function InWords({ as = 'span', english, dress = text => text, ...rest }) {
  const { text, lang } = said(english);
  return h(as, { ...rest, lang }, dress(text));
}

/** What the server has said to a request or about itself. */
export const Said = ({ text, className }) =>
  text && h(InWords, { as: 'p', class: className, role: 'alert', english: text });

/** Tells screen readers, politely. */
export function say(text) {
  document.getElementById('live').textContent = text;
}

/** Tells screen readers that an answer has come: `which` says which one, and nothing as long as there is none. */
export function useAnswered(which, title) {
  const known = useRef(which);
  useEffect(() => {
    if (which && which !== known.current) {
      say(t('debugger.look.there', { title }));
    }
    known.current = which;
  }, [which]);
}

/** Whether things may move: false if the user wants less of it. */
export const motion = () => !window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** A button; `icon` is decoration, `keyHint` the key that does the same, `pressed` makes it a switch. */
export function Button({ label, icon, keyHint, onClick, pressed, disabled, title, className }) {
  return h('button', {
    type: 'button',
    class: `button ${className ?? ''}`,
    onClick,
    disabled,
    title,
    'aria-pressed': pressed === undefined ? undefined : String(pressed),
    'aria-keyshortcuts': keyHint === ' ' ? 'Space' : keyHint,
  },
  icon && h('span', { class: 'icon', 'aria-hidden': 'true' }, icon),
  h('span', null, label),
  keyHint && h('kbd', { 'aria-hidden': 'true' }, keyName(keyHint)));
}

/** A part of a page with a heading; `actions` stand beside it. */
export function Panel({ title, children, className, actions }) {
  return h('section', { class: `panel ${className ?? ''}`, 'aria-label': title },
    (title || actions) && h('header', { class: 'row panel-head' },
      title && h('h2', { class: 'grow' }, title), actions),
    children);
}

/** A bar from 0 to max (1 if it is not said), with its label in words. */
export function Bar({ value, max = 1, label, className }) {
  const share = Math.min(1, Math.max(0, value / max));
  return h('span', { class: `bar ${className ?? ''}`, role: 'img', 'aria-label': label ?? percent(share) },
    h('span', { style: { width: `${100 * share}%` } }));
}

/** A window over the page as long as it is mounted; Escape and the button close it. */
export function Dialog({ title, onClose, onKeyDown, children, className, closeLabel }) {
  const dialog = useRef();
  useEffect(() => {
    const shown = dialog.current;
    shown.showModal();
    return () => shown.close(); // gives the focus back
  }, []);
  const outside = event => event.target === dialog.current && onClose();
  return h('dialog', { ref: dialog, class: className, 'aria-label': title, onClose, onKeyDown, onClick: outside },
    h('header', { class: 'row panel-head' },
      h('h2', { class: 'grow' }, title),
      h(Button, { label: closeLabel, icon: '✕', onClick: onClose })),
    children);
}
