// What the events of a run say, in the shapes that the page draws.

/** All events of a kind, oldest first. */
export const all = (events, kind) => events.filter(event => event.event === kind);

/** The newest event of a kind, or undefined. */
export const newest = (events, kind) => events.findLast(event => event.event === kind);

/**
 * Ticks as columns for a chart: {step: [...], lossD: [...], ...}. A run that was resumed from an older checkpoint says some
 * steps twice; the later saying counts.
 */
export function columns(events) {
  const ticks = onward(all(events, 'tick'));
  const names = ['step', 'seconds', 'imagesPerSecond', 'waiting', 'lossD', 'lossG',
    'realBefore', 'realAfter', 'fakeBefore', 'fakeAfterD', 'fakeAfterG'];
  return Object.fromEntries(names.map(name => [name, ticks.map(tick => tick[name])]));
}

/** Without what a later event with the same or a smaller step has replaced. */
export function onward(list) {
  const kept = [];
  let first = Infinity;
  for (const event of list.toReversed()) {
    if (event.step < first) {
      kept.push(event);
      first = event.step;
    }
  }
  return kept.reverse();
}

/** The scores that can be compared with the newest: of as many pictures and the same real ones, in the same features. */
export function comparable(scores) {
  const newest = scores.at(-1);
  return scores.filter(one => ['hash', 'n', 'seed'].every(name => one[name] === newest[name]));
}

/** The steps that a grid was drawn at, ascending. */
export const sampleSteps = events => onward(all(events, 'sample')).map(sample => sample.step);

/** The index of the greatest value that is not above `wanted`, 0 if all are. */
export function indexAt(ascending, wanted) {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] <= wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return Math.max(0, low - 1);
}

/** At most so many of a list, evenly, the first and the last always among them. */
export function evenly(list, most) {
  if (list.length <= most) {
    return list;
  }
  return Array.from({ length: most }, (_, i) => list[Math.round(i * (list.length - 1) / (most - 1))]);
}

/** Each value as the mean of its neighbourhood, about a thirtieth of the whole; where nothing was measured, nothing is. */
export function smoothed(values) {
  const reach = Math.max(1, Math.round(values.length / 60));
  const sums = [0];
  const counts = [0];
  values.forEach((value, i) => {
    const there = Number.isFinite(value);
    sums.push(sums[i] + (there ? value : 0));
    counts.push(counts[i] + (there ? 1 : 0));
  });
  return values.map((value, i) => {
    const from = Math.max(0, i - reach);
    const to = Math.min(values.length, i + reach + 1);
    return Number.isFinite(value) ? (sums[to] - sums[from]) / (counts[to] - counts[from]) : value;
  });
}

const RANK = { critical: 0, warning: 1, info: 2 };

/** What the doctor has found, as spans of steps: {found, from, to}; `to` is undefined while it holds. */
export function spans(events) {
  const open = new Map();
  const found = [];
  for (const event of events) {
    if (event.event === 'found') {
      const span = { found: event, from: open.get(event.rule)?.from ?? event.step, to: undefined };
      const known = found.indexOf(open.get(event.rule));
      open.set(event.rule, span);
      if (known < 0) {
        found.push(span);
      } else {
        found[known] = span; // said again, with newer numbers
      }
    } else if (event.event === 'cleared' && open.has(event.rule)) {
      open.get(event.rule).to = event.step;
      open.delete(event.rule);
    }
  }
  return found;
}

/** The findings that hold now, the worst first. */
export const findings = events => spans(events)
  .filter(span => span.to === undefined)
  .map(span => span.found)
  .sort((a, b) => RANK[a.severity] - RANK[b.severity]);

/** The learning rate now: the configured one, or what it has been lowered to since, when the run went back. */
export function learningRate(run) {
  const back = newest(run.events, 'went-back');
  const configured = run.history.at(-1)?.step ?? 0;
  return back && back.step >= configured ? back.lr : run.config.recipe.game.optimizer.lr;
}

/** How far a run has got towards its end: {share, left}, with the seconds that are left if that can be told. */
export function progress(run) {
  const tick = newest(run.events, 'tick');
  if (!tick) {
    return { share: 0 };
  }
  const budget = run.config.budget;
  const share = Math.min(1, done(budget, tick));
  return { share, left: share > 0 ? tick.seconds * (1 - share) / share : undefined };
}

function done(budget, tick) {
  switch (budget.type) {
    case 'time': return tick.seconds / budget.seconds;
    case 'steps': return tick.step / budget.count;
    case 'epochs': return tick.epoch / budget.count;
    default: return 0;
  }
}

/** A configuration as {path: text}, without what is not set. */
export function flat(value, path = '') {
  if (value === null || value === undefined) {
    return {};
  }
  if (typeof value !== 'object') {
    return { [path]: String(value) };
  }
  return Object.assign({}, ...Object.entries(value).map(([key, child]) =>
    flat(child, path === '' ? key : `${path}.${key}`)));
}

/** Rows of settings that are not the same in all configurations: [path, [text or undefined, ...]]. */
export function differences(configs) {
  const flats = configs.map(config => flat(config));
  const paths = [...new Set(flats.flatMap(Object.keys))].sort();
  return paths
    .map(path => [path, flats.map(one => one[path])])
    .filter(([, values]) => new Set(values).size > 1);
}
