// Inside one step: the page of the step debugger.
import { h, t, count, fixed, Button, Panel, Said, remember, remembered, useAct, useEffect, useKeys, useState } from './ui.js';
import { fakesOf, LAST, newestOf, ORDERS, realsOf, seenBy, STOPS } from './stops.js';
import { Ribbon } from './ribbon.js';
import { Cards, CardTable, Inspector } from './cards.js';
import { Detail, Ledger } from './details.js';
import { DoctorBadge } from './doctor.js';
import { Narrator } from './narrator.js';
import { Quiz, useQuiz } from './quiz.js';
import { SlicePanel } from './slice.js';
import { MapPanel } from './verdictmap.js';
import { LatentPanel } from './latent.js';
import { UnitsPanel } from './units.js';
import { BranchPanel, changesText, DuelPanel, useBranch } from './branch.js';
import { actionsOf, Controls, keysOf, useRequests } from './controls.js';
import { Network, NetworkButtons, openKeys, Plain, useOpened } from './opened.js';
import { addressOf, Arrival, Copied, hiddenIn, hideOf, Parts, placeIn, useArrival, useLink } from './place.js';

const PARCEL = 'step.zip';

/** Waits for the first view. */
export function StepPage({ session, route }) {
  const view = useAct('debugger');
  if (!session.acts.includes('debugger')) {
    return h('p', { class: 'panel notice' }, t('debugger.none'));
  }
  return view ? h(Debugger, { session, route, view }) : h('p', { class: 'muted loading' }, t('common.loading'));
}

/** The stop on the page: the newest one, until somebody goes back in this step. */
function useShown(view) {
  const newest = newestOf(view);
  const step = view.trace.seen.S0?.step;
  const [back, setBack] = useState({});
  const shown = back.step === step && back.stop < newest ? back.stop : newest;
  const show = stop => setBack(stop < newest ? { step, stop: Math.max(0, stop) } : {});
  return { newest, shown, show };
}

function Debugger({ session, route, view }) {
  const { send, problem } = useRequests();
  const { newest, shown, show } = useShown(view);
  const [slow, setSlow] = useState(0);
  const allowed = session.control ? view.allowed : [];
  const looks = useLooks();
  const opened = useOpened();
  const hidden = hiddenIn(route.query);
  const hide = parts => location.replace(addressOf('step', { hide: hideOf(parts) }));
  const arrival = useArrival({
    place: placeIn(route.query), view, allowed, newest, send, leave: () => hide(hidden),
    arrive: (end, place) => arriveAt(end, place, show, looks),
  });
  const link = useLink(() => linkTo({ view, shown, looks, hidden }));
  const actions = actionsOf({ view, shown, newest, show, send, allowed, slow, setSlow, opened });
  const share = shown >= 0 ? link.copy : undefined;
  const go = stop => {
    show(stop);
    for (let i = newest; i < stop; i++) {
      send({ do: 'next' });
    }
  };
  const canGoOn = allowed.includes('next') && view.state === 'STOPPED';
  useKeys({
    ...keysOf(actions), ...numberKeys(go, newest, canGoOn), k: { label: t('debugger.do.share'), run: () => share?.() },
  });
  return h('div', { class: 'debugger' },
    h(Head, { session, view, share }),
    h('div', { class: 'bridge' },
      shown >= 0 && h(Ribbon, { ready: view.trace.seen.S0, shown, newest, onGo: go, canGoOn }),
      h(Controls, { actions })),
    h(Copied, { link }),
    h(Arrival, { arrival, run: view.about.run }),
    view.replay && h(Replay, { replay: view.replay }),
    !session.control && view.state !== 'ENDED' && h('p', { class: 'hint' }, t('debugger.readonly')),
    h(Said, { text: problem ?? view.note, className: 'hint bad' }),
    shown >= 0 ? h(Stage, { view, shown, newest, send, allowed, looks, opened, hidden, onHide: hide }) : h(Elsewhere, { view }));
}

/** The page as it is, as an address that leads back here. */
function linkTo({ view, shown, looks, hidden }) {
  const { side, index } = looks.picked;
  return addressOf('step', {
    run: view.about.fingerprint,
    step: view.trace.seen.S0.step,
    stop: shown,
    img: `${side}-${index + 1}`,
    view: looks.table && 'table',
    hide: hideOf(hidden),
  });
}

/** A link is to this step: shows its stop, image and view. */
function arriveAt(end, { stop, picked, table }, show, looks) {
  if (end === 'there') {
    show(stop);
    looks.setTable(table);
    if (picked) {
      looks.pick(picked);
    }
  }
}

/** Keys 1 to 9 and 0 go to S1 to S10. */
function numberKeys(go, newest, canGoOn) {
  return Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(stop => [
    String(stop % 10),
    { label: t('debugger.do.to', { stop: `S${stop}` }), run: () => (stop <= newest || canGoOn) && go(stop) },
  ]));
}

function Head({ session, view, share }) {
  const step = view.trace.seen.S0?.step ?? view.step;
  return h('header', { class: 'row debugger-head' },
    h('h1', null, t('debugger.title', { step: count(step) })),
    h('p', { class: 'muted grow' }, t('debugger.about', {
      run: view.about.run, data: view.about.data, images: count(view.about.images), epoch: fixed(view.epoch, 1),
    })),
    view.edits.length > 0 && h('span', { class: 'state edited' }, t('debugger.edited', {
      steps: view.edits.map(edit => count(edit.step)).join(', '),
    })),
    h('span', { class: `state ${view.state}` }, t(`debugger.state.${view.state}`)),
    h(DoctorBadge, { session, name: view.about.run }),
    share && h(Button, { label: t('debugger.do.share'), keyHint: 'k', onClick: share }),
    session.parcels.includes(PARCEL) && view.trace.seen.S0 && h('a', {
      class: 'button', href: `/api/parcels/${PARCEL}`, download: `step-${step}.zip`, title: t('debugger.save.what'),
    }, t('debugger.save')));
}

/** Training goes on without stops, or is over. */
function Elsewhere({ view }) {
  return h(Panel, { className: 'elsewhere' },
    h('p', { class: 'lecture' }, t(`debugger.elsewhere.${view.state === 'ENDED' ? 'ended' : 'training'}`)),
    view.ledger.length > 0 && h(Ledger, { lines: view.ledger }));
}

function Stage({ view, shown, newest, send, allowed, looks, opened, hidden, onHide }) {
  const seen = seenBy(view.trace, shown);
  const probability = seen.ready.probability;
  const shows = part => !hidden.includes(part);
  const quiz = useQuiz(view, shown);
  const sides = { fake: fakesOf(seen), real: realsOf(seen) };
  const picked = sides[looks.picked.side].length > 0 ? looks.picked : { side: 'fake', index: 0 };
  const image = sides[picked.side][picked.index];
  const branch = useBranch({ view, send, allowed });
  useKeys({
    ...lookKeys({ looks, picked, sides, quiz, send, allowed, same: seen.ready.same }),
    ...openKeys(opened, shows('layers')),
    ...(shows('branch') ? branchKeys(branch) : {}),
  });
  const busy = view.state !== 'STOPPED';
  return h('div', { class: 'stage' },
    h(Panel, { className: 'story' },
      h(Narrator, { view, stop: shown, probability, quiet: view.state === 'PLAYING' },
        h(Plain, { opened, stop: shown, ready: seen.ready }), shows('quiz') && h(Quiz, { quiz })),
      h('div', { class: 'detail' }, h(Detail, {
        seen, ledger: view.ledger, simple: !shows('layers'), picked: picked.side === 'fake' ? picked.index : undefined,
      }))),
    shows('layers') && h('div', { class: 'row options' }, h(NetworkButtons, { opened })),
    shows('layers') && opened.network && h(Network, { network: opened.network, seen }),
    shows('options') && h(Options, { looks, quiz, send, allowed, same: seen.ready.same }),
    shown >= 2 && h(Images, { seen, sides, looks, picked, image: shows('inspect') && image, probability }),
    shown >= 2 && shows('inspect') && h(SlicePanel, { view, seen, index: picked.index, newest, send, enabled: allowed.includes('slice') }),
    shown >= 2 && shows('inspect') && h(MapPanel, { view, seen, index: picked.index, newest, send, enabled: allowed.includes('plane') }),
    shown >= 2 && shows('inspect') && h(LatentPanel, { view, seen, index: picked.index, send, enabled: allowed.includes('latent') }),
    shown >= 2 && shows('inspect') && shows('layers') && h(UnitsPanel, { view, seen, picked, newest, send, enabled: allowed.includes('units') }),
    shows('branch') && h(BranchPanel, { view, branch, enabled: allowed.includes('branch') }),
    shows('duel') && h(DuelPanel, { view, send, enabled: allowed.includes('duel'), busy }),
    shows('provenance') && h(Provenance, { view, seen, newest }),
    h(Parts, { hidden, onHide }));
}

/** How the page looks at the images: a matter of taste, kept in the browser. */
function useLooks() {
  const [order, setOrder] = useState(remembered('order') ?? 'batch');
  const [table, setTable] = useState(false);
  const [heat, setHeat] = useState(remembered('heat') !== 'off');
  const [picked, setPicked] = useState({ side: 'fake', index: 0 });
  useEffect(() => {
    remember('order', order);
    remember('heat', heat ? 'on' : 'off');
  }, [order, heat]);
  return {
    order: order in ORDERS ? order : 'batch', setOrder, table, heat, picked, pick: setPicked, setTable,
    toggleTable: () => setTable(!table), toggleHeat: () => setHeat(!heat),
  };
}

/** The image before or after the inspected one. */
function moved(picked, sides, by) {
  const length = sides[picked.side].length || 1;
  return { side: picked.side, index: (picked.index + by + length) % length };
}

/** The image of the same number on the other side. */
const across = ({ side, index }) => ({ side: side === 'fake' ? 'real' : 'fake', index });

function lookKeys({ looks, picked, sides, quiz, send, allowed, same }) {
  return {
    i: { label: t('debugger.inspect.next'), run: () => looks.pick(moved(picked, sides, 1)) },
    ']': { label: t('debugger.inspect.next'), run: () => looks.pick(moved(picked, sides, 1)) },
    '[': { label: t('debugger.inspect.previous'), run: () => looks.pick(moved(picked, sides, -1)) },
    r: { label: t('debugger.inspect.side'), run: () => looks.pick(across(picked)) },
    h: { label: t('debugger.heat'), run: looks.toggleHeat },
    m: { label: t('debugger.table'), run: looks.toggleTable },
    q: { label: t('debugger.quiz.switch'), run: quiz.toggle },
    s: { label: t('debugger.do.images'), run: () => allowed.includes('images') && send(otherImages(same)) },
  };
}

const branchKeys = branch => ({
  b: { label: t('debugger.do.branch'), run: () => branch.can && branch.run() },
  x: { label: t('debugger.branch.discard'), run: () => branch.canDiscard && branch.discard() },
  c: { label: t('debugger.branch.commit'), run: () => branch.canCommit && branch.askCommit() },
});

const otherImages = same => ({ do: 'images', which: same ? 'fresh' : 'same' });

function Images({ seen, sides, looks, picked, image, probability }) {
  const heat = looks.heat && seen['backward-g'] && !seen.result ? seen['backward-g'].wanted : undefined;
  const triple = seen.result && { change: seen.result.change, images: seen.result.images };
  const shared = { order: looks.order, probability, picked, onPick: looks.pick };
  const show = (images, more) => (looks.table
    ? h(CardTable, { images, order: looks.order, probability })
    : h(Cards, { images, ...shared, ...more }));
  return h('div', { class: `image-panels ${triple ? 'with-triples' : ''}` },
    h(Panel, { title: t('debugger.side.fake'), className: 'side fake', actions: h(Notes, { triple, images: sides.fake }) },
      show(sides.fake, { heat, triple }),
      more(seen)),
    h(Panel, { title: t('debugger.side.real'), className: 'side real', actions: h(Notes, { images: sides.real }) },
      sides.real.length > 0 ? [show(sides.real, {}), more(seen)] : h('p', { class: 'muted' }, t('debugger.real.later'))),
    image && h(Panel, { title: t('debugger.inspect'), className: 'inspect' },
      h(Inspector, {
        image, probability, onMove: by => looks.pick(moved(picked, sides, by)),
        heat: picked.side === 'fake' ? seen['backward-g']?.wanted : undefined,
        result: picked.side === 'fake' ? seen.result?.images : undefined,
      }),
      h(Button, { label: t('debugger.inspect.side'), keyHint: 'r', onClick: () => looks.pick(across(picked)) })));
}

/** What all images of a side have in common: their target, and what the pictures are. */
function Notes({ triple, images }) {
  const target = images[0]?.target;
  return [
    triple && h('span', { class: 'muted small' }, t('debugger.triple')),
    target !== undefined && h('span', { class: 'target-badge' }, t('debugger.target', { target })),
  ];
}

/** Not all of a large batch is shown. */
function more(seen) {
  const { batch, shown } = seen.ready;
  return shown < batch && h('p', { class: 'muted small' }, t('debugger.shown', { shown, batch }));
}

function Options({ looks, quiz, send, allowed, same }) {
  return h('div', { class: 'row options' },
    h('label', { class: 'choice' }, h('span', null, t('debugger.order')),
      h('select', { value: looks.order, onChange: event => looks.setOrder(event.target.value) },
        Object.keys(ORDERS).map(order => h('option', { value: order }, t(`debugger.order.${order}`))))),
    h(Check, { checked: looks.table, onChange: looks.toggleTable, label: t('debugger.table') }),
    h(Check, { checked: looks.heat, onChange: looks.toggleHeat, label: t('debugger.heat') }),
    h(Check, { checked: quiz.on, onChange: quiz.toggle, label: t('debugger.quiz.switch') }),
    allowed.includes('images') && h('label', { class: 'choice' }, h('span', null, t('debugger.do.images')),
      h('select', { value: same ? 'same' : 'fresh', onChange: () => send(otherImages(same)) },
        ['same', 'fresh'].map(which => h('option', { value: which }, t(`debugger.images.${which}`))))));
}

function Check({ checked, onChange, label }) {
  return h('label', { class: 'check' }, h('input', { type: 'checkbox', checked, onChange }), label);
}

/** Whether a step that was taken back and made once more came out the same. */
function Replay({ replay: { equal, step } }) {
  return h('p', { class: `lock ${equal ? 'good' : 'bad'}`, role: 'status' },
    h('span', { 'aria-hidden': 'true' }, equal ? '✓' : '⚠'),
    t(`debugger.replay.${equal ? 'equal' : 'different'}`, { step }));
}

/** Whether a layer of a pass so far looks at the whole batch. */
const isNormalised = seen => [seen.generate, seen['d-on-fakes']]
  .some(pass => pass?.layers.some(layer => layer.kind === 'BatchNorm'));

/** Where every number on the page comes from. */
function Provenance({ view, seen, newest }) {
  const version = seen.at >= STOPS.indexOf('update-d') ? 'after' : 'before';
  return h('footer', { class: 'provenance' },
    h('p', null, t('debugger.provenance', {
      run: view.about.run, seed: String(view.about.seed), step: count(seen.ready.step),
      stop: `S${seen.at}`, newest: `S${newest}`, last: `S${LAST}`,
    }), ' ', t(`debugger.provenance.${version}`), isNormalised(seen) && ` ${t('debugger.provenance.norm')}`),
    view.edits.map(({ step, set }) => h('p', null, t('debugger.provenance.edited', { step: count(step), set: changesText(set) }))),
    seen.real && h('details', null, h('summary', null, t('debugger.provenance.images')),
      h('p', null, seen.real.names.join(', '))),
    h('details', null, h('summary', null, t('debugger.hashes')),
      h('dl', { class: 'facts hashes' }, Object.entries(seen.ready.hashes).map(([name, hash]) =>
        [h('dt', null, name), h('dd', null, h('code', null, hash.slice(0, 16)))]))));
}
