import { EventHeap } from './event-heap.ts';

/** A source of uniform numbers in [0, 1). */
export type RandomSource = () => number;

/** How many people answer from a time of the day on. */
export interface Staffing {
  readonly fromMs: number;
  readonly people: number;
}

/**
 * One number as traffic theory sees it: calls that find all trunks occupied hear busy; those that get through ring
 * until one of the people is free and picks up, or until the caller gives up; callers who failed try again.
 */
export interface LossLine {
  /** Calls that fit at once, waiting ones included. */
  readonly trunks: number;
  /** In order of time; nobody before the first. Times count from midnight. */
  readonly staffing: readonly Staffing[];
  /** New callers in each of the 24 hours, second attempts not counted. */
  readonly callersPerHour: readonly number[];
  readonly holdingMeanMs: number;
  /** Standard deviation over mean of the holding time, which is lognormal; 0 makes it constant. */
  readonly holdingVariation: number;
  /** From the moment someone is free for a call to the answer; exponential beyond 1 s. */
  readonly pickUpMeanMs: number;
  /** How long callers let it ring; exponential. */
  readonly patienceMeanMs: number;
  readonly retry: {
    /** That a caller who met busy or gave up tries again. */
    readonly probability: number;
    readonly meanDelayMs: number;
    readonly maxAttempts: number;
  };
}

/** What a further call meets. */
export type AttemptResult =
  | { readonly kind: 'busy' }
  /** It rings; `pickUpAfterMs` is null when nobody would pick up within an hour. */
  | { readonly kind: 'rings'; readonly pickUpAfterMs: number | null };

export interface LineDayFigures {
  readonly callers: number;
  readonly attempts: number;
  readonly blocked: number;
  readonly answered: number;
  readonly abandoned: number;
  /** Mean number of occupied trunks over the 24 hours: the carried load in erlangs. */
  readonly carriedErlangs: number;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** Nobody lets it ring longer; the search for a free person ends there. */
const longestWaitMs = hourMs;

interface Caller {
  readonly attempt: number;
  arrivedMs: number;
  waiting: boolean;
}

type LineEvent =
  | { readonly kind: 'arrival'; readonly caller: Caller }
  | { readonly kind: 'gives-up'; readonly caller: Caller }
  | { readonly kind: 'hangs-up' }
  | { readonly kind: 'staff'; readonly people: number };

/** An exponential time with the given mean. */
function exponential(meanMs: number, random: RandomSource): number {
  return -meanMs * Math.log(1 - random());
}

/** A lognormal time by mean and coefficient of variation (Box–Muller for the normal deviate). */
function lognormal(meanMs: number, variation: number, random: RandomSource): number {
  if (variation <= 0) return meanMs;
  const varianceOfLog = Math.log(1 + variation * variation);
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return meanMs * Math.exp(Math.sqrt(varianceOfLog) * normal - varianceOfLog / 2);
}

/** From the moment someone is free to the answer. */
function pickUpDelay(line: LossLine, random: RandomSource): number {
  return 1000 + exponential(Math.max(0, line.pickUpMeanMs - 1000), random);
}

/** One day of one line with its callers, simulated event by event; asked afterwards what a further call would meet. */
export class LineDay {
  readonly figures: LineDayFigures;
  readonly #line: LossLine;
  readonly #timesMs: Float64Array;
  readonly #occupied: Uint16Array;
  /** 1 where after the event somebody is free and nobody waits. */
  readonly #free: Uint8Array;
  /** At events where a waiting or arriving caller gets a person: when that caller had arrived; otherwise −1. */
  readonly #servedArrivalMs: Float64Array;

  /** Simulates the day from midnight; the same line and random numbers give the same day. */
  constructor(line: LossLine, random: RandomSource) {
    this.#line = line;
    const heap = new EventHeap<LineEvent>();
    let callers = 0;
    for (const [hour, perHour] of line.callersPerHour.entries()) {
      if (!(perHour > 0)) continue;
      for (
        let at = hour * hourMs + exponential(hourMs / perHour, random);
        at < (hour + 1) * hourMs;
        at += exponential(hourMs / perHour, random)
      ) {
        callers += 1;
        heap.push(at, { kind: 'arrival', caller: { attempt: 1, arrivedMs: at, waiting: false } });
      }
    }
    for (const step of line.staffing)
      heap.push(step.fromMs, { kind: 'staff', people: step.people });

    const times: number[] = [0];
    const occupiedAfter: number[] = [0];
    const freeAfter: number[] = [0];
    const served: number[] = [-1];
    const queue: Caller[] = [];
    let people = 0;
    let serving = 0;
    let occupied = 0;
    const counted = { attempts: 0, blocked: 0, answered: 0, abandoned: 0, occupiedMs: 0 };

    const record = (atMs: number, servedArrivalMs: number): void => {
      const before = times.length - 1;
      counted.occupiedMs +=
        (occupiedAfter[before] ?? 0) *
        (Math.min(atMs, dayMs) - Math.min(times[before] ?? 0, dayMs));
      times.push(atMs);
      occupiedAfter.push(occupied);
      freeAfter.push(serving < people && queue.length === 0 ? 1 : 0);
      served.push(servedArrivalMs);
    };
    const retry = (caller: Caller, atMs: number): void => {
      if (caller.attempt >= line.retry.maxAttempts || random() >= line.retry.probability) return;
      const againMs = atMs + 5000 + exponential(line.retry.meanDelayMs, random);
      heap.push(againMs, {
        kind: 'arrival',
        caller: { attempt: caller.attempt + 1, arrivedMs: againMs, waiting: false },
      });
    };
    const serve = (atMs: number): void => {
      while (serving < people) {
        const caller = queue.shift();
        if (caller === undefined) return;
        if (!caller.waiting) continue;
        caller.waiting = false;
        serving += 1;
        counted.answered += 1;
        heap.push(
          atMs +
            pickUpDelay(line, random) +
            lognormal(line.holdingMeanMs, line.holdingVariation, random),
          { kind: 'hangs-up' },
        );
        record(atMs, caller.arrivedMs);
      }
    };

    for (let atMs = heap.nextMs(); atMs !== null; atMs = heap.nextMs()) {
      const event = heap.pop();
      if (event === undefined) break;
      switch (event.kind) {
        case 'arrival':
          counted.attempts += 1;
          if (occupied >= line.trunks) {
            counted.blocked += 1;
            retry(event.caller, atMs);
            continue;
          }
          occupied += 1;
          event.caller.waiting = true;
          queue.push(event.caller);
          heap.push(atMs + exponential(line.patienceMeanMs, random), {
            kind: 'gives-up',
            caller: event.caller,
          });
          break;
        case 'gives-up':
          if (!event.caller.waiting) continue;
          event.caller.waiting = false;
          queue.splice(queue.indexOf(event.caller), 1);
          occupied -= 1;
          counted.abandoned += 1;
          retry(event.caller, atMs);
          break;
        case 'hangs-up':
          occupied -= 1;
          serving -= 1;
          break;
        case 'staff':
          people = event.people;
          break;
      }
      serve(atMs);
      record(atMs, -1);
    }
    const last = times.length - 1;
    counted.occupiedMs += (occupiedAfter[last] ?? 0) * Math.max(0, dayMs - (times[last] ?? 0));
    this.#timesMs = Float64Array.from(times);
    this.#occupied = Uint16Array.from(occupiedAfter);
    this.#free = Uint8Array.from(freeAfter);
    this.#servedArrivalMs = Float64Array.from(served);
    this.figures = {
      callers,
      attempts: counted.attempts,
      blocked: counted.blocked,
      answered: counted.answered,
      abandoned: counted.abandoned,
      carriedErlangs: counted.occupiedMs / dayMs,
    };
  }

  /** The last event at or before a time of the day. */
  #indexAt(msOfDay: number): number {
    let low = 0;
    let high = this.#timesMs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#timesMs[middle] ?? 0) <= msOfDay) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Trunks occupied by the simulated callers at a time of the day. */
  occupiedAt(msOfDay: number): number {
    return this.#occupied[this.#indexAt(msOfDay)] ?? 0;
  }

  /**
   * What one further call meets at a time of the day. It waits its turn behind the callers who came before it; that it
   * takes somebody's place afterwards is neglected, so that the day does not depend on who asks in which order.
   * @param alsoOccupied trunks taken by other such calls at the moment
   */
  attempt(msOfDay: number, random: RandomSource, alsoOccupied = 0): AttemptResult {
    const from = this.#indexAt(msOfDay);
    if ((this.#occupied[from] ?? 0) + alsoOccupied >= this.#line.trunks) return { kind: 'busy' };
    for (let index = from; index < this.#timesMs.length; index += 1) {
      const waitedMs = Math.max(0, (this.#timesMs[index] ?? 0) - msOfDay);
      if (waitedMs > longestWaitMs) break;
      // A caller who came later is being served: it would have been our turn.
      const turn =
        this.#free[index] === 1 || (index > from && (this.#servedArrivalMs[index] ?? -1) > msOfDay);
      if (turn) return { kind: 'rings', pickUpAfterMs: waitedMs + pickUpDelay(this.#line, random) };
    }
    return { kind: 'rings', pickUpAfterMs: null };
  }
}
