// A place in a run as a link: how it is written, copied and followed.
import { h, t, Button, Dialog, say, useEffect, useRef, useState } from './ui.js';

const SHOWN_MS = 6000;
const ADVANCED = ['options', 'layers', 'branch', 'duel', 'provenance'];
/** What a link may leave out of the page, so that a class sees only what the lesson is about. */
const PARTS = ['quiz', 'inspect', ...ADVANCED];

/** The address of a page with what it shows; what is undefined, empty or false is left out. No key is ever in it. */
export function addressOf(page, query) {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== '' && value !== false);
  const text = said.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return text === '' ? `#/${page}` : `#/${page}?${text}`;
}

/** The parts of the page that an address leaves out. */
export function hiddenIn({ hide }) {
  const names = (hide ?? '').split(',').flatMap(name => (name === 'advanced' ? ADVANCED : [name]));
  return PARTS.filter(part => names.includes(part));
}

/** The same for an address. */
export const hideOf = hidden => (hidden.join() === ADVANCED.join() ? 'advanced' : hidden.join());

/** The place that an address names, or undefined; a number that is none is NaN. */
export function placeIn({ run, step, stop, img, view }) {
  if (run === undefined) {
    return undefined;
  }
  const [, side, number] = /^(?:(fake|real)-)?(\d+)$/.exec(img ?? '') ?? [];
  return {
    run,
    step: Number(step),
    stop: Number(stop ?? 0),
    picked: number && { side: side ?? 'fake', index: Number(number) - 1 },
    table: view === 'table',
  };
}

/** What to do next on the way to a place: {ask: request}, {end: how it came out}, or {} while the run is on its way. */
function nextTo(place, { view, allowed, newest, refused }) {
  const stopped = view.state === 'STOPPED';
  if (place.run !== view.about.fingerprint) {
    return { end: 'other' };
  }
  if (!(place.step >= 1 && place.stop >= 0)) {
    return { end: 'broken' };
  }
  if (view.trace.seen.S0?.step !== place.step) {
    const can = allowed.includes('to') && view.state !== 'ENDED' && !refused;
    return !can ? { end: 'unreachable' } : stopped ? { ask: { do: 'to', step: place.step } } : {};
  }
  if (newest >= place.stop || view.state === 'ENDED') {
    return { end: 'there' };
  }
  return !stopped ? {} : allowed.includes('next') ? { ask: { do: 'next' } } : { end: 'early' };
}

/**
 * Takes the run to the place that the address names, as far as that can be done: what `arrive` is told to show. Then `leave`
 * is to make the address forget it. Returns what there is to say about it, and what takes that away.
 */
export function useArrival({ place, view, allowed, newest, send, arrive, leave }) {
  const [told, tell] = useState();
  const asked = useRef({});
  useEffect(() => {
    if (!place || asked.current.done) {
      asked.current = place ? asked.current : {};
      return;
    }
    const refused = asked.current.to && view.note && view.note !== asked.current.note;
    const { ask, end } = nextTo(place, { view, allowed, newest, refused });
    const key = JSON.stringify([ask, newest]);
    if (ask && asked.current.key !== key) {
      asked.current = { key, to: ask.do === 'to', note: view.note };
      send(ask);
    }
    if (end) {
      asked.current = { done: true }; // until the address has forgotten the place
      tell({ end, step: place.step, stop: place.stop });
      arrive(end, place);
      leave();
    }
  });
  return { told: told?.end === 'there' ? undefined : told, forget: () => tell(undefined) };
}

/** Why a link has not led to where it should. */
export function Arrival({ arrival: { told, forget }, run }) {
  return told && h('div', { class: 'hint bad row', role: 'alert' },
    h('p', { class: 'grow' }, t(`common.link.${told.end}`, { run, step: told.step, stop: `S${told.stop}` })),
    h(Button, { label: t('common.close'), onClick: forget }));
}

async function onClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // there is none here, or the browser does not let us
  }
}

/** Copies the link to the address that `address` gives then. */
export function useLink(address) {
  const [state, setState] = useState({});
  useEffect(() => {
    const timer = state.copied && setTimeout(() => setState({}), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    const link = location.origin + location.pathname + address();
    const copied = await onClipboard(link);
    setState({ link, copied });
    if (copied) {
      say(t('common.link.copied'));
    }
  };
  return { ...state, copy, forget: () => setState({}) };
}

/** That a link has been copied, or the link itself where a page may not copy. */
export function Copied({ link: { link, copied, forget } }) {
  if (copied) {
    return h('p', { class: 'hint', 'aria-hidden': 'true' }, '✓ ', t('common.link.copied'));
  }
  return link && h(Dialog, { title: t('debugger.do.share'), closeLabel: t('common.close'), onClose: forget },
    h('label', { class: 'field' }, t('common.link.manual'),
      h('input', {
        type: 'text', readOnly: true, autofocus: true, value: link, onFocus: event => event.target.select(),
      })));
}

/** For whoever prepares a class: the parts that the page, and a link to it, leaves out. */
export function Parts({ hidden, onHide }) {
  const toggle = part => onHide(PARTS.filter(name => hidden.includes(name) !== (name === part)));
  return h('details', { class: 'parts', open: hidden.length > 0 },
    h('summary', null, t('debugger.parts')),
    h('p', { class: 'muted' }, t('debugger.parts.what')),
    h('div', { class: 'row' }, PARTS.map(part => h('label', { class: 'check' },
      h('input', { type: 'checkbox', checked: hidden.includes(part), onChange: () => toggle(part) }),
      t(`debugger.parts.${part}`)))));
}
