// Points of the user's: a file, or what is pasted.
import { h, useEffect, useRef, useState, ask, Button, InWords, Panel, t, count } from './ui.js';

const MOST_BYTES = 64 * 1024; // of a request, as on the server

/** A table that the server is given as it is: it alone decides what a point is. */
const requestOf = text => ({ do: 'csv', text });
const isTooLong = text => new Blob([JSON.stringify(requestOf(text))]).size > MOST_BYTES;
const tooLong = () => new Error(t('plane.csv.long', { most: count(MOST_BYTES / 1024) }));

async function textOf(file) {
  if (file.size > MOST_BYTES) {
    throw tooLong();
  }
  return (await file.text()).replaceAll('\r\n', '\n');
}

async function send(text) {
  if (isTooLong(text)) {
    throw tooLong();
  }
  await ask('plane', requestOf(text));
}

/** A field for a table; says what is wrong with it, or calls `onDone` once the game has its points. */
export function CsvSheet({ onDone, onCancel }) {
  const [text, setText] = useState('');
  const [error, setError] = useState();
  const field = useRef();
  useEffect(() => field.current.focus(), []);
  const attempt = action => action().then(() => setError(undefined), problem => setError(problem.message));
  const choose = event => {
    const [file] = event.target.files;
    if (file) {
      attempt(async () => setText(await textOf(file)));
    }
  };
  const submit = event => {
    event.preventDefault();
    attempt(() => send(text).then(onDone));
  };
  return h(Panel, { title: t('plane.csv'), className: 'plane-csv' },
    h('p', { id: 'csv-how' }, t('plane.csv.how')),
    h('form', { onSubmit: submit, onKeyDown: event => event.key === 'Escape' && onCancel() },
      h('label', { class: 'field' }, h('span', null, t('plane.csv.file')),
        h('input', { type: 'file', accept: '.csv,.tsv,.txt,text/csv,text/plain', onChange: choose })),
      h('label', { class: 'field' }, h('span', null, t('plane.csv.text')),
        h('textarea', {
          ref: field, value: text, rows: 10, spellcheck: false, required: true, placeholder: '0.5, -1.25',
          'aria-describedby': 'csv-how csv-wrong', 'aria-invalid': error ? 'true' : undefined,
          onInput: event => setText(event.target.value),
        })),
      h('p', { id: 'csv-wrong', class: error ? 'plane-trouble' : '', role: 'alert' },
        error && [h('span', { 'aria-hidden': 'true' }, '⚠ '), h(InWords, { english: error })]),
      h('div', { class: 'row' },
        h('button', { class: 'button primary' }, t('plane.csv.done')),
        h(Button, { label: t('plane.draw.cancel'), onClick: onCancel }))));
}
