// What the server says: answers to questions, and a stream of what happens.
import { useEffect, useState } from '/lib/hooks.js';
import { t } from './text.js';

const RETRY_MS = 2000;
const GATHER_MS = 100;
const QUIET_MS = 60_000;
const MOST_TICKS = 4000;
const MOST_VITALS = 400;

let session;
let source;
let connection = 'open';
const connectionListeners = new Set();
const runs = new Map();
const acts = new Map();

async function answerOf(response) {
  const text = await response.text();
  if (response.ok) {
    return text === '' ? undefined : JSON.parse(text);
  }
  throw new Error(errorIn(text) ?? t('common.error.status', { status: String(response.status) }));
}

function errorIn(text) {
  try {
    return JSON.parse(text).error;
  } catch {
    return undefined;
  }
}

/** The JSON at a path; throws an Error with the server's words. */
export const get = async path => answerOf(await fetch(path));

/** Asks an act for something; throws an Error with the server's words. */
export async function ask(act, request) {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${session.token}` };
  const body = JSON.stringify(request);
  return answerOf(await fetch(`/api/acts/${act}`, { method: 'POST', headers, body }));
}

/** Who we are to the server; read once, and again whenever it has been away. */
export async function connect() {
  session = await get('/api/session');
  listen();
  return session;
}

/** A stream begins with a reset for every run and a word about every act, after a pause too. */
function listen() {
  source = new EventSource('/api/stream');
  source.addEventListener('open', () => back());
  source.addEventListener('error', () => lost());
  source.addEventListener('run', message => {
    const { run, event, at } = JSON.parse(message.data);
    runs.get(run)?.add(event, at);
  });
  source.addEventListener('reset', message => runs.get(JSON.parse(message.data).run)?.changed());
  source.addEventListener('act', message => acts.get(JSON.parse(message.data).act)?.changed());
}

/** A page that nobody sees holds no connection: browsers open only a few to one host. */
document.addEventListener('visibilitychange', () => {
  if (session && document.hidden) {
    source.close();
  } else if (session && source.readyState === EventSource.CLOSED) {
    listen();
  }
});

function lost() {
  setConnection('lost');
  if (source.readyState === EventSource.CLOSED) {
    setTimeout(() => document.hidden || listen(), RETRY_MS); // the browser itself has given up
  }
}

async function back() {
  if (connection === 'open') {
    return;
  }
  try {
    Object.assign(session, await get('/api/session'));
    setConnection('open');
  } catch {
    setConnection('lost');
  }
}

function setConnection(state) {
  connection = state;
  connectionListeners.forEach(listener => listener(state));
}

/** 'open', or 'lost' while the server does not answer. */
export function useConnection() {
  const [state, setState] = useState(connection);
  useEffect(() => {
    connectionListeners.add(setState);
    return () => connectionListeners.delete(setState);
  }, []);
  return state;
}

/** Something that the server has and that components look at. */
class Watched {
  listeners = new Set();
  value = undefined;
  reading = false;
  again = false;

  constructor(path) {
    this.path = path;
  }

  /** Reads it anew; while that goes on, one more reading at most is remembered. */
  async read() {
    this.again = this.reading;
    if (this.reading) {
      return;
    }
    this.reading = true;
    try {
      this.set(this.joined(await get(this.path)));
    } catch (error) {
      console.warn(`${this.path}: ${error.message}`);
    }
    this.reading = false;
    if (this.again) {
      await this.read();
    }
  }

  /** What nobody looks at is read when somebody does. */
  changed() {
    return this.listeners.size > 0 ? this.read() : undefined;
  }

  joined(answer) {
    return answer;
  }

  set(value) {
    this.value = value;
    this.listeners.forEach(listener => listener(value));
  }

  watch(listener) {
    this.listeners.add(listener);
    if (this.listeners.size === 1) {
      this.read();
    }
    return () => this.listeners.delete(listener);
  }
}

/** A run: what has been read, and the events since; each has its place `at` in the run's list. */
class WatchedRun extends Watched {
  fresh = [];
  heard = Date.now();

  add(event, at) {
    if (this.listeners.size === 0) {
      return;
    }
    this.heard = Date.now();
    if (event.event === 'notice') {
      this.read(); // it may say that somebody has changed a setting
    }
    this.fresh.push({ event, at });
    if (this.fresh.length === 1) {
      setTimeout(() => this.gather(), GATHER_MS);
    }
  }

  gather() {
    if (!this.reading && this.value && this.fresh.length > 0) {
      this.set(this.joined(this.value));
    }
  }

  /** What came in while the run was read may be in the answer already. */
  joined(answer) {
    const fresh = this.fresh.filter(({ at }) => at >= answer.next);
    this.fresh = [];
    return fresh.length === 0 ? answer : withEvents(answer, fresh.map(({ event }) => event), fresh.at(-1).at + 1);
  }

  watch(listener) {
    const off = super.watch(listener);
    const clock = setInterval(() => this.check(), QUIET_MS);
    return () => {
      off();
      clearInterval(clock);
    };
  }

  /** A run that was killed says nothing about it. */
  check() {
    if (this.value?.state === 'RUNNING' && Date.now() - this.heard > QUIET_MS) {
      this.read();
    }
  }
}

function withEvents(run, fresh, next) {
  const events = thinned(thinned([...run.events, ...fresh], 'tick', MOST_TICKS), 'vitals', MOST_VITALS);
  return { ...run, events, next, state: fresh.reduce(stateAfter, run.state) };
}

function stateAfter(state, event) {
  switch (event.event) {
    case 'started': return 'RUNNING';
    case 'stopped': return event.interrupted ? 'STOPPED' : 'FINISHED';
    case 'failed': return 'FAILED';
    default: return state;
  }
}

/** Every second event of a kind, once there are too many; the newest stays. */
function thinned(events, kind, most) {
  const all = events.filter(event => event.event === kind);
  if (all.length <= most) {
    return events;
  }
  const keep = new Set(all.filter((event, i) => (all.length - 1 - i) % 2 === 0));
  return events.filter(event => event.event !== kind || keep.has(event));
}

function useWatched(all, key, make) {
  const [, setValue] = useState();
  useEffect(() => {
    if (key === undefined) {
      return undefined;
    }
    if (!all.has(key)) {
      all.set(key, make(key));
    }
    return all.get(key).watch(setValue);
  }, [key]);
  return all.get(key)?.value;
}

/** The newest view of an act, or undefined as long as there is none. */
export const useAct = name =>
  useWatched(acts, session.acts.includes(name) ? name : undefined, key => new Watched(`/api/acts/${key}`));

/** A run kept up to date: {name, state, config, events, history}, or undefined as long as it is not there. */
export const useRun = index => useWatched(runs, index, key => new WatchedRun(`/api/runs/${key}`));
