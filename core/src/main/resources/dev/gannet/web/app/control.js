// What can be done to a run that trains: through the step debugger, which its own thread obeys.
import { h, Button, Dialog, Said, ask, number, say, t, useAct, useKeys, useState } from './ui.js';
import { learningRate } from './series.js';

const ACT = 'debugger';

/** What the step debugger shows, if it is this run that it holds. */
export function useMine(run) {
  const view = useAct(ACT);
  return view?.about?.run === run.name ? view : undefined;
}

/** The buttons of a run, if it may be controlled; `view` is from useMine. */
export const Controls = ({ session, run, view }) =>
  (session.control && view && view.state !== 'ENDED' ? h(Buttons, { run, view }) : null);

function Buttons({ run, view }) {
  const [problem, setProblem] = useState();
  const [dialog, setDialog] = useState();
  const send = async (request, done) => {
    try {
      await ask(ACT, request);
      setProblem(undefined);
      say(done);
    } catch (error) {
      setProblem(error.message);
    }
  };
  const training = view.state === 'TRAINING';
  const toggle = () => (training
    ? send({ do: 'pause' }, t('dashboard.control.paused'))
    : send({ do: 'go' }, t('dashboard.control.goes')));
  const inside = async () => {
    await send({ do: 'pause' }, t('dashboard.control.paused'));
    location.hash = '#/step';
  };
  const may = name => view.allowed.includes(name);
  const step = () => may('step') && send({ do: 'step' }, t('dashboard.control.stepped'));
  const save = () => may('save') && send({ do: 'save' }, t('dashboard.control.saving'));
  const close = () => setDialog(undefined);
  useKeys({
    p: { run: toggle, label: t('dashboard.control.key.pause') },
    n: { run: step, label: t('dashboard.control.step') },
    s: { run: save, label: t('dashboard.control.save') },
    i: { run: inside, label: t('dashboard.control.inside') },
  });
  return h('div', { class: 'controls', role: 'group', 'aria-label': t('dashboard.control') },
    h(Button, {
      label: training ? t('dashboard.control.pause') : t('dashboard.control.go'),
      icon: training ? '❚❚' : '▶',
      keyHint: 'p',
      className: 'primary',
      disabled: !may(training ? 'pause' : 'go'),
      onClick: toggle,
    }),
    h(Button, { label: t('dashboard.control.step'), icon: '⇥', keyHint: 'n', disabled: !may('step'), onClick: step }),
    h(Button, { label: t('dashboard.control.inside'), icon: '⌕', keyHint: 'i', onClick: inside }),
    h(Button, { label: t('dashboard.control.save'), icon: '↓', keyHint: 's', disabled: !may('save'), onClick: save }),
    h(Button, {
      label: t('dashboard.control.rate'), icon: '∿', disabled: !may('lr'), onClick: () => setDialog('rate'),
    }),
    h(Button, {
      label: t('dashboard.control.stop'), icon: '■', disabled: !may('stop'), onClick: () => setDialog('stop'),
    }),
    h(Said, { text: problem ?? view.note, className: 'problem' }),
    dialog === 'rate' && h(RateDialog, { old: learningRate(run), send, close }),
    dialog === 'stop' && h(StopDialog, { send, close }));
}

function StopDialog({ send, close }) {
  const stop = () => {
    send({ do: 'stop' }, t('dashboard.control.stopping'));
    close();
  };
  return h(Dialog, { title: t('dashboard.control.stop.title'), closeLabel: t('common.close'), onClose: close },
    h('p', null, t('dashboard.control.stop.text')),
    h('div', { class: 'row' },
      h(Button, { label: t('dashboard.control.stop.yes'), className: 'primary', onClick: stop }),
      h(Button, { label: t('common.cancel'), onClick: close })));
}

/** A number as people of several countries type it, or NaN. */
const parsed = text => Number(text.trim().replace(',', '.') || 'none');

function RateDialog({ old, send, close }) {
  const [text, setText] = useState(String(old));
  const lr = parsed(text);
  const fits = lr > 0 && lr < 1;
  const change = () => {
    send({ do: 'lr', lr }, t('dashboard.control.rate.done', { lr: number(lr) }));
    close();
  };
  return h(Dialog, { title: t('dashboard.control.rate'), closeLabel: t('common.close'), onClose: close },
    h('p', null, t('dashboard.control.rate.text')),
    h('label', { class: 'field' }, t('dashboard.control.rate.label'),
      h('input', {
        type: 'text', inputMode: 'decimal', value: text, 'aria-invalid': String(!fits),
        onInput: event => setText(event.target.value),
      })),
    h('div', { class: 'row' },
      [['½', 0.5], ['×2', 2]].map(([label, by]) => h(Button, {
        label, disabled: !fits, onClick: () => setText(String(Number((lr * by).toPrecision(3)))),
      }))),
    h('p', { class: fits ? 'muted' : 'problem', role: 'status' }, fits
      ? t('dashboard.control.rate.change', { old: number(old), lr: number(lr) })
      : t('dashboard.control.rate.wrong')),
    h('div', { class: 'row' },
      h(Button, { label: t('dashboard.control.rate.yes'), className: 'primary', disabled: !fits || lr === old, onClick: change }),
      h(Button, { label: t('common.cancel'), onClick: close })));
}
