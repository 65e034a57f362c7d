/** A length of time that differs from call to call, with its mean in seconds. */
export type Duration =
  | { readonly shape: 'exponential'; readonly meanS: number }
  /** `variation`: standard deviation over mean. */
  | { readonly shape: 'lognormal'; readonly meanS: number; readonly variation: number }
  | { readonly shape: 'constant'; readonly meanS: number };

/** The shares of callers, 0–1, that try again after the first failure and after each later one. */
export interface Persistence {
  readonly first: number;
  readonly later: number;
}

/** One kind of call: what callers want, and how they behave. */
export interface CallKind {
  /** New callers to be expected in each interval; as many as there are intervals. */
  readonly arrivals: readonly number[];
  /** On which of the centre's lines it comes in. */
  readonly line: number;
  /** Kinds with a smaller number are answered first; of equal ones who has waited longest. */
  readonly priority: number;
  /** How long a person talks. */
  readonly handling: Duration;
  /** How long the person writes it up afterwards, the line being free; null for no time. */
  readonly wrapUp: Duration | null;
  /** How long callers wait for a person before they give up; null for endlessly. */
  readonly patience: Duration | null;
  /** A wait up to this counts as served in time. */
  readonly targetS: number;
  /** Callers who met busy or gave up and call again; null where nobody does. */
  readonly again: {
    readonly afterBusy: Persistence;
    readonly afterGivingUp: Persistence;
    readonly delay: Duration;
  } | null;
  /** Who has waited so long is offered a call back: gives the line free and keeps the place. Null for no such offer. */
  readonly callback: {
    readonly afterS: number;
    /** The share that accepts, 0–1. */
    readonly accepts: number;
    /** The share that answers when called back, 0–1. */
    readonly reached: number;
    /** How long a person is kept by one who does not. */
    readonly missedS: number;
  } | null;
  /** A machine that talks first; null for none. */
  readonly ai: {
    /** The share of calls that goes to it while it has a channel, 0–1. */
    readonly takes: number;
    /** The share of those that it settles; the others are handed over to people. */
    readonly solves: number;
    readonly talk: Duration;
  } | null;
}

/** People who can do the same. */
export interface PeopleGroup {
  /** The kinds of call that they answer. */
  readonly kinds: readonly number[];
  /** How many are there in each interval; who is talking at its end finishes the call. */
  readonly people: readonly number[];
}

/** A place where calls are answered, for one day. */
export interface Centre {
  readonly intervalS: number;
  readonly intervals: number;
  readonly kinds: readonly CallKind[];
  /** A call is offered to the first group that has somebody free: put specialists first. */
  readonly groups: readonly PeopleGroup[];
  /** How many calls fit on each line at once; Infinity for as many as come. */
  readonly lines: readonly number[];
  /** How many calls the machine talks with at once. */
  readonly aiChannels: number;
}

/** Throws `RangeError`, naming the place, where a centre is none. */
export function checkCentre(centre: Centre): void {
  const wrong = (place: string, is: string): never => {
    throw new RangeError(`${place} ${is}`);
  };
  const { intervals, intervalS, lines, kinds, groups } = centre;
  if (!(Number.isInteger(intervals) && intervals > 0)) wrong('intervals', 'must be whole and > 0');
  if (!(intervalS > 0 && Number.isFinite(intervalS))) wrong('intervalS', 'must be > 0');
  if (kinds.length === 0 || kinds.length > 255) wrong('kinds', 'must be 1 to 255');
  if (!(centre.aiChannels >= 0)) wrong('aiChannels', 'must be ≥ 0');
  for (const [n, trunks] of lines.entries()) {
    if (!(trunks >= 0)) wrong(`lines[${n}]`, 'must be ≥ 0');
  }
  const counts = (place: string, values: readonly number[]): void => {
    if (values.length !== intervals) wrong(place, `must have ${intervals} values`);
    for (const value of values) {
      if (!(value >= 0 && Number.isFinite(value))) wrong(place, 'must be finite and ≥ 0');
    }
  };
  for (const [n, kind] of kinds.entries()) {
    const at = `kinds[${n}]`;
    counts(`${at}.arrivals`, kind.arrivals);
    if (lines[kind.line] === undefined) wrong(`${at}.line`, 'is no line of the centre');
    if (!Number.isFinite(kind.priority)) wrong(`${at}.priority`, 'must be finite');
    if (!(kind.targetS >= 0)) wrong(`${at}.targetS`, 'must be ≥ 0');
    const durations = {
      handling: kind.handling,
      wrapUp: kind.wrapUp,
      patience: kind.patience,
      'again.delay': kind.again?.delay ?? null,
      'ai.talk': kind.ai?.talk ?? null,
    };
    for (const [name, duration] of Object.entries(durations)) {
      if (duration !== null && !isDuration(duration)) {
        wrong(`${at}.${name}`, 'must have a mean ≥ 0 and a variation ≥ 0');
      }
    }
    const shares = {
      'again.afterBusy.first': kind.again?.afterBusy.first,
      'again.afterBusy.later': kind.again?.afterBusy.later,
      'again.afterGivingUp.first': kind.again?.afterGivingUp.first,
      'again.afterGivingUp.later': kind.again?.afterGivingUp.later,
      'callback.accepts': kind.callback?.accepts,
      'callback.reached': kind.callback?.reached,
      'ai.takes': kind.ai?.takes,
      'ai.solves': kind.ai?.solves,
    };
    for (const [name, share] of Object.entries(shares)) {
      if (share !== undefined && !(share >= 0 && share <= 1)) {
        wrong(`${at}.${name}`, 'must lie between 0 and 1');
      }
    }
    const callbackTimes = [kind.callback?.afterS ?? 0, kind.callback?.missedS ?? 0];
    if (!callbackTimes.every((time) => time >= 0)) wrong(`${at}.callback`, 'needs times ≥ 0');
  }
  for (const [n, group] of groups.entries()) {
    counts(`groups[${n}].people`, group.people);
    for (const kind of group.kinds) {
      if (kinds[kind] === undefined) wrong(`groups[${n}].kinds`, 'names no kind of the centre');
    }
  }
}

function isDuration(duration: Duration): boolean {
  return (
    duration.meanS >= 0 &&
    Number.isFinite(duration.meanS) &&
    (duration.shape !== 'lognormal' ||
      (duration.variation >= 0 && Number.isFinite(duration.variation)))
  );
}
