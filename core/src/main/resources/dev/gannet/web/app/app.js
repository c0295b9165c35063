// Starts the page: who the server is, the words, and which page an address means.
import { render } from '/lib/preact.js';
import { h, Component, InWords, useEffect, useRef, useState, t, useConnection, showKeys, language, remember } from './ui.js';
import { LANGUAGES, loadMessages } from './text.js';
import { KeyHelp } from './keys.js';
import { connect } from './net.js';

/** The first word of an address and the component that shows it; a page is loaded when it is first opened. */
const PAGES = {
  '': async () => (await import('./dashboard.js')).Dashboard,
  run: async () => (await import('./dashboard.js')).Dashboard,
  compare: async () => (await import('./dashboard.js')).Compare,
  doctor: async () => (await import('./dashboard.js')).DoctorPage,
  step: async () => (await import('./debugger.js')).StepPage,
  lesson: async () => (await import('./lesson.js')).LessonPage,
  plane: async () => (await import('./plane.js')).PlanePage,
};

/** The style sheets of a page beside the common one: the names in one page's mean nothing to another. */
const SHEETS = { step: ['debugger'], lesson: ['debugger', 'lesson'], plane: ['plane'] };

function dress(name) {
  const mine = SHEETS[name] ?? ['dashboard'];
  document.querySelectorAll('link[data-page]').forEach(link => {
    link.media = mine.includes(link.dataset.page) ? 'all' : 'not all';
  });
}

/** {path, query} of the part after the #. */
function route() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  return {
    path: path.split('/').filter(part => part !== '').map(decodeURIComponent),
    query: Object.fromEntries(new URLSearchParams(query ?? '')),
  };
}

function useRoute() {
  const [where, setWhere] = useState(route);
  useEffect(() => {
    const moved = () => setWhere(route());
    window.addEventListener('hashchange', moved);
    moved(); // the address may have changed between the first drawing and this
    return () => window.removeEventListener('hashchange', moved);
  }, []);
  return where;
}

/** A mistake in one page leaves the others usable. */
class Fence extends Component {
  state = {};

  componentDidCatch(error) {
    console.error(error);
    this.setState({ error });
  }

  render({ children }, { error }) {
    return error ? h(Trouble, { text: t('common.error.page'), detail: String(error.message ?? error) }) : children;
  }
}

function Trouble({ text, detail }) {
  return h('div', { class: 'panel notice', role: 'alert' },
    h('p', null, text),
    detail && h(InWords, { as: 'p', class: 'muted', english: detail }),
    h('button', { class: 'button', onClick: () => location.reload() }, t('common.reload')));
}

function Page({ session, where }) {
  const name = where.path[0] ?? '';
  const [page, setPage] = useState({});
  useEffect(() => {
    const load = PAGES[name] ?? PAGES[''];
    let wanted = true; // a page that arrives after another one was asked for comes too late
    const turn = page => {
      if (wanted) {
        dress(name);
        setPage({ name, ...page });
      }
    };
    load().then(show => turn({ show }), error => turn({ error }));
    return () => { wanted = false; };
  }, [name]);
  if (page.name !== name) {
    return h('p', { class: 'muted loading' }, t('common.loading'));
  }
  return page.error
    ? h(Trouble, { text: t('common.error.load'), detail: page.error.message })
    : h(Fence, { key: name }, h(page.show, { session, route: where }));
}

function links(session) {
  const debugging = session.acts.includes('debugger');
  const lesson = session.first === 'lesson';
  return [
    session.runs.length > 0 && !lesson && ['', session.runs.length > 1 ? t('common.nav.runs') : t('common.nav.run')],
    lesson && ['lesson', t('common.nav.lesson')],
    debugging && ['step', t('common.nav.step')],
    session.acts.includes('plane') && ['plane', t('common.nav.plane')],
  ].filter(link => link);
}

function Header({ session, current, onLanguage }) {
  const here = ['run', 'compare', 'doctor'].includes(current) ? '' : current;
  return h('header', { class: 'top' },
    h('a', { class: 'brand', href: '#/' }, h(Mark), 'Gannet'),
    h('nav', { 'aria-label': t('common.nav') }, links(session).map(([name, label]) =>
      h('a', { href: `#/${name}`, 'aria-current': name === here ? 'page' : undefined }, label))),
    h('span', { class: 'grow' }),
    h('label', { class: 'language' }, h('span', { class: 'sr-only' }, t('common.language')),
      h('select', { value: language(), onChange: event => onLanguage(event.target.value) },
        Object.entries(LANGUAGES).map(([tag, name]) => h('option', { value: tag, lang: tag }, name)))),
    h('button', { class: 'button round', onClick: showKeys, title: t('common.keys') },
      h('span', { 'aria-hidden': 'true' }, '?'), h('span', { class: 'sr-only' }, t('common.keys'))));
}

/** The bird, diving. */
function Mark() {
  return h('svg', { viewBox: '0 0 24 24', width: 22, height: 22, 'aria-hidden': 'true' },
    h('path', { d: 'M2 4c6 0 10 2 12 6l8-4c-1 5-4 8-7 9l-3 6-1-5C6 15 3 10 2 4z', fill: 'currentColor' }));
}

function Connection() {
  return useConnection() === 'lost'
    && h('p', { class: 'banner', role: 'alert' }, h('span', { 'aria-hidden': 'true' }, '⚠ '), t('common.lost'));
}

function App({ session }) {
  const where = useRoute();
  const main = useRef();
  const first = useRef(true);
  const [, redraw] = useState(0);
  useEffect(() => {
    if (!first.current) {
      main.current.focus();
      window.scrollTo(0, 0);
    }
    first.current = false;
  }, [where.path.join('/')]);
  const changeLanguage = async chosen => {
    await loadMessages(chosen);
    remember('language', chosen);
    redraw(n => n + 1);
  };
  return [
    h('a', { class: 'skip', href: '#main', onClick: event => jump(event, main.current) }, t('common.skip')),
    h(Connection),
    h(Header, { session, current: where.path[0] ?? '', onLanguage: changeLanguage }),
    h('main', { id: 'main', ref: main, tabIndex: -1, key: language() }, h(Page, { session, where })),
    h(KeyHelp),
  ];
}

function jump(event, main) {
  event.preventDefault(); // the address is the route
  main.focus();
}

const FIRST = { runs: '', step: 'step', lesson: 'lesson', plane: 'plane' };

async function start() {
  const root = document.getElementById('app');
  await loadMessages();
  try {
    const session = await connect();
    if (location.hash === '') {
      history.replaceState(null, '', `#/${FIRST[session.first] ?? ''}`);
    }
    render(h(App, { session }), root);
  } catch (error) {
    render(h(Trouble, { text: t('common.error.start'), detail: error.message }), root);
  }
}

start();
