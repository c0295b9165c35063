// What is played: presets with their outcome and its reason, and all settings.
import { h, useEffect, useState, Button, Panel, t, number, percent } from './ui.js';
import { SIGNS } from './planenumbers.js';

const LOSSES = ['bce', 'saturating', 'hinge', 'least-squares', 'wasserstein-gp', 'relativistic'];
// The penalties' weights in the plane: images take others.
const WEIGHTS = { 'wasserstein-gp': { lambda: 0.1 }, relativistic: { gamma: 0.1, every: 1 } };
const FIELDS = {
  lrD: { min: 0.00001, max: 1 },
  lrG: { min: 0.00001, max: 1 },
  beta1: { min: 0, max: 0.999 },
  dSteps: { min: 1, max: 20, whole: true },
  batch: { min: 8, max: 256, whole: true },
  latent: { min: 1, max: 16, whole: true },
  layersD: { min: 2, max: 4, whole: true },
  layersG: { min: 2, max: 4, whole: true },
  width: { min: 4, max: 128, whole: true },
  seed: { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true },
};

/** How the preset that is played stands with what its label says. */
function progress(view, preset) {
  if (view.outcome === preset.expected) {
    return { name: 'came', text: t('plane.preset.came', { step: view.step }) };
  }
  if (view.step < preset.steps) {
    return { name: 'wait', text: t('plane.preset.wait', { share: percent(view.step / preset.steps) }) };
  }
  return { name: 'other', text: t('plane.preset.other', { outcome: t(`plane.name.${view.outcome}`) }) };
}

function Card({ view, preset, index, onPreset }) {
  const current = view.preset === preset.name;
  const state = current && progress(view, preset);
  return h('li', null, h('button', {
    type: 'button', class: `card preset is-${preset.expected}`, 'aria-pressed': String(current),
    onClick: () => onPreset(preset.name),
  },
  h('span', { class: 'preset-head' },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[preset.expected]),
    h('strong', null, t(`plane.name.${preset.expected}`)),
    h('kbd', { 'aria-hidden': 'true' }, index + 1)),
  h('span', { class: 'muted' }, t(`plane.preset.${preset.name}`)),
  h('span', { class: `preset-state ${state ? state.name : ''}` },
    state ? state.text : t('plane.preset.by', { data: t(`plane.data.${preset.distribution}`), step: preset.steps }))));
}

/** The presets as cards: how each ends, and why. */
export const Presets = ({ view, onPreset }) =>
  h('ul', { class: 'presets', 'aria-label': t('plane.presets') },
    view.presets.map((preset, index) => h(Card, { key: preset.name, view, preset, index, onPreset })));

/** The settings as a form has them: text in fields. */
function formOf({ distribution, settings }) {
  const fields = Object.fromEntries(Object.keys(FIELDS).map(name => [name, String(settings[name])]));
  return { distribution, loss: settings.loss.type, ...fields };
}

function settingsOf(form) {
  const fields = Object.fromEntries(Object.keys(FIELDS).map(name => [name, Number(form[name])]));
  const loss = { type: form.loss, ...WEIGHTS[form.loss] };
  return { loss, ...fields };
}

function Choice({ name, value, options, onChange, label }) {
  return h('label', { class: 'field' }, h('span', null, t(`plane.setting.${name}`)),
    h('select', { value, onChange: event => onChange(name, event.target.value) },
      options.map(option => h('option', { key: option, value: option }, label(option)))));
}

function Field({ name, value, onChange }) {
  const { min, max, whole } = FIELDS[name];
  return h('label', { class: 'field' }, h('span', null, t(`plane.setting.${name}`)),
    h('input', {
      type: 'number', value, min, max, step: whole ? 1 : 'any', required: true, inputMode: whole ? 'numeric' : 'decimal',
      onInput: event => onChange(name, event.target.value),
    }));
}

/** Everything that can be chosen; nothing happens before the button is pressed. */
export function Settings({ view, control, onSetup }) {
  const [form, setForm] = useState(() => formOf(view));
  const played = JSON.stringify(formOf(view));
  useEffect(() => setForm(formOf(view)), [played]);
  const change = (name, value) => setForm(now => ({ ...now, [name]: value }));
  const submit = event => {
    event.preventDefault();
    onSetup({ distribution: form.distribution, settings: settingsOf(form) });
  };
  const data = [...new Set([...view.distributions, view.distribution])]; // the user's own points can be kept
  const changed = JSON.stringify(form) !== played;
  return h(Panel, { title: t('plane.settings'), className: 'plane-settings' },
    h('form', { onSubmit: submit },
      h(Choice, { name: 'distribution', value: form.distribution, options: data, onChange: change, label: name => t(`plane.data.${name}`) }),
      h(Choice, { name: 'loss', value: form.loss, options: LOSSES, onChange: change, label: name => t(`plane.loss.${name}`) }),
      Object.keys(FIELDS).map(name => h(Field, { key: name, name, value: form[name], onChange: change })),
      h('div', { class: 'row form-end' },
        h('button', { class: 'button primary', disabled: !control }, t('plane.setup')),
        changed && h(Button, { label: t('plane.undo'), onClick: () => setForm(formOf(view)) }),
        h('span', { class: 'muted' }, t('plane.settings.now', {
          lrD: number(view.settings.lrD), lrG: number(view.settings.lrG), d: view.settings.dSteps,
        })))));
}
