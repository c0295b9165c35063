// Words and numbers in the user's language.
import { finder } from './said.js';

export const LANGUAGES = { en: 'English', de: 'Deutsch', es: 'Español', fr: 'Français', pt: 'Português', zh: '中文' };
const AREAS = ['common', 'dashboard', 'debugger', 'lesson', 'plane', 'said'];
const NOTHING = '–';

const messages = {};
let locale = 'en';
let sentenceOf = finder({});
let plurals = new Intl.PluralRules('en');

/** The language of the page: one of LANGUAGES. */
export const language = () => locale;

/** What the user has chosen, otherwise the first of the browser's languages that there is, otherwise English. */
function preferred() {
  const wished = [remembered('language'), ...navigator.languages];
  return wished.map(tag => (tag ?? '').slice(0, 2).toLowerCase()).find(tag => tag in LANGUAGES) ?? 'en';
}

/** Loads the words of every area; an area that is not there is left out. */
export async function loadMessages(chosen = preferred()) {
  const [english, ...answers] = await Promise.all(
    [bundle('en', 'said'), ...AREAS.map(area => bundle(chosen, area))]);
  sentenceOf = finder(english);
  Object.keys(messages).forEach(key => delete messages[key]);
  Object.assign(messages, ...answers);
  locale = chosen;
  plurals = new Intl.PluralRules(chosen);
  document.documentElement.lang = chosen;
}

async function bundle(chosen, area) {
  const answer = await fetch(`/messages/${chosen}/${area}.json`);
  return answer.ok ? answer.json() : {};
}

/**
 * A text with its slots filled: {name} by slots.name, numbers in the user's way of writing them.
 * With a number in slots.count, the text of `key.one` is taken where the language wants a singular.
 */
export function t(key, slots = {}) {
  const form = typeof slots.count === 'number' ? `${key}.${plurals.select(slots.count)}` : key;
  const text = messages[form] ?? messages[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in slots ? written(slots[name]) : whole));
}

/**
 * What the program has written in English, in the user's language as { text }; { text, lang: 'en' } as it was written where
 * that language has no sentence for it.
 */
export function said(english) {
  const found = sentenceOf(english);
  if (!found) {
    return { text: english, lang: 'en' };
  }
  const slots = found.slots.map((filled, i) => [i + 1, said(filled).text]);
  return { text: t(found.key, Object.fromEntries(slots)) };
}

/** Whether there is a text for a key. */
export const known = key => key in messages;

function written(value) {
  if (typeof value !== 'number') {
    return String(value);
  }
  return Number.isInteger(value) ? count(value) : number(value);
}

const formats = new Map();

function format(x, options) {
  if (x === undefined || x === null || Number.isNaN(x)) {
    return NOTHING;
  }
  const key = locale + JSON.stringify(options);
  if (!formats.has(key)) {
    formats.set(key, new Intl.NumberFormat(locale, options));
  }
  return formats.get(key).format(x);
}

/** A number with so many significant digits; very small and very large ones as 4.2×10⁻⁵. */
export function number(x, digits = 3) {
  const size = Math.abs(x);
  if (!Number.isFinite(x) || size === 0 || size >= 1e-4 && size < 1e6) {
    return format(x, { maximumSignificantDigits: digits });
  }
  const [mantissa, exponent] = x.toExponential(digits - 1).split('e').map(Number);
  return `${format(mantissa, { maximumSignificantDigits: digits })}×10${raised(exponent)}`;
}

const raised = n => [...String(n)].map(digit => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[digit])).join('');

/** A number with exactly so many decimals. */
export const fixed = (x, decimals) =>
  format(x, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** A share from 0 to 1 as a percentage. */
export const percent = x => format(x, { style: 'percent', maximumFractionDigits: x > 0 && x < 0.1 ? 1 : 0 });

/** A whole number, its thousands grouped. */
export const count = n => format(n, { maximumFractionDigits: 0 });

/** Seconds as h:mm:ss or m:ss. */
export function duration(seconds) {
  const all = Math.max(0, Math.round(seconds));
  const two = n => String(n).padStart(2, '0');
  const hours = Math.floor(all / 3600);
  const minutes = Math.floor(all / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`;
}

/** A small choice that outlives the page, or undefined. */
export function remembered(name) {
  try {
    return localStorage.getItem(`gannet.${name}`) ?? undefined;
  } catch {
    return undefined; // the browser keeps nothing for this page
  }
}

/** Keeps a small choice. */
export function remember(name, value) {
  try {
    localStorage.setItem(`gannet.${name}`, value);
  } catch {
    // then it holds until the page is closed
  }
}
