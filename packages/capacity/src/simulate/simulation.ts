import { Calls } from './calls.ts';
import { checkCentre, type Centre } from './centre.ts';
import { CentreTables } from './centre-tables.ts';
import { COUNTED, DayFigures, type Counted } from './day-figures.ts';
import { EventQueue } from './event-queue.ts';
import { RandomStream } from './random-stream.ts';

/** What happens to a call, in the low bits of an event's code; the call's place stands above them. */
const TALK_ENDS = 0;
const WRITTEN_UP = 1;
const PATIENCE_ENDS = 2;
const CALLBACK_OFFERED = 3;
const CALLS_AGAIN = 4;
const AI_ENDS = 5;
const EVENT_BITS = 3;

const { length: FIELDS } = COUNTED;
const field = (what: Counted): number => COUNTED.indexOf(what);
const CALLERS = field('callers');
const ATTEMPTS = field('attempts');
const BUSY = field('busy');
const ANSWERED = field('answered');
const IN_TARGET = field('inTarget');
const GAVE_UP = field('gaveUp');
const ANSWERED_WAIT = field('answeredWaitS');
const GAVE_UP_WAIT = field('gaveUpWaitS');
const TO_PERSON = field('toPersonS');
const AI_TOOK = field('aiTook');
const AI_SOLVED = field('aiSolved');
const CALLBACKS_TAKEN = field('callbacksTaken');
const CALLED_BACK = field('calledBack');
const CALLBACKS_MISSED = field('callbacksMissed');
const CALLBACK_WAIT = field('callbackWaitS');
const LOST = field('lost');

/** Random numbers have a stream for each purpose, so that two plans for one day meet the same callers. */
const STREAMS = { arrivals: 0, handling: 1, patience: 2, choices: 3, again: 4 } as const;

/**
 * Days of a centre, simulated event by event: callers arrive at random at the rate of the interval, find a line or busy,
 * talk with the machine or wait for a person who can help, give up, accept a call back, call again. After the last
 * interval nobody new comes; who is waiting is served by the people of the last interval.
 * Nothing is allocated for a call. One simulation runs one day after another.
 */
export class Simulation {
  readonly #centre: Centre;
  readonly #tables: CentreTables;
  readonly #events = new EventQueue();
  #calls = new Calls(1024);
  #free = new Int32Array(1024);
  #freeCount = 0;
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  readonly #people: Int32Array;
  readonly #busy: Int32Array;
  readonly #busySinceS: Float64Array;
  readonly #occupied: Int32Array;
  readonly #occupiedSinceS: Float64Array;
  /** Of the interval: arrivals a second up to each kind. */
  readonly #rates: Float64Array;
  #aiBusy = 0;
  #interval = 0;
  #nowS = 0;
  #arrivalS = Infinity;
  #boundaryS = 0;
  #figures: DayFigures;
  #arrivalRandom: RandomStream;
  #handlingRandom: RandomStream;
  #patienceRandom: RandomStream;
  #choiceRandom: RandomStream;
  #againRandom: RandomStream;

  /** Throws `RangeError`, naming the place, for a centre that is none. */
  constructor(centre: Centre) {
    checkCentre(centre);
    this.#centre = centre;
    const { kinds, groups, lines } = centre;
    this.#tables = new CentreTables(centre);
    this.#first = new Int32Array(kinds.length);
    this.#last = new Int32Array(kinds.length);
    this.#people = new Int32Array(groups.length);
    this.#busy = new Int32Array(groups.length);
    this.#busySinceS = new Float64Array(groups.length);
    this.#occupied = new Int32Array(lines.length);
    this.#occupiedSinceS = new Float64Array(lines.length);
    this.#rates = new Float64Array(kinds.length);
    this.#figures = this.#noFigures();
    this.#arrivalRandom = new RandomStream(0, STREAMS.arrivals);
    this.#handlingRandom = this.#arrivalRandom;
    this.#patienceRandom = this.#arrivalRandom;
    this.#choiceRandom = this.#arrivalRandom;
    this.#againRandom = this.#arrivalRandom;
  }

  /**
   * Simulates one day.
   * @param seed whole; the same seed gives the same day
   */
  run(seed: number): DayFigures {
    this.#begin(seed);
    const events = this.#events;
    for (;;) {
      const eventS = events.nextS();
      if (this.#arrivalS < eventS && this.#arrivalS < this.#boundaryS) {
        this.#nowS = this.#arrivalS;
        this.#newCaller();
      } else if (eventS <= this.#boundaryS) {
        if (eventS === Infinity) return this.#end();
        this.#nowS = eventS;
        this.#happens(events.take());
      } else {
        this.#nowS = this.#boundaryS;
        this.#nextInterval();
      }
    }
  }

  /** Who waits still, for people who are not there, is lost. */
  #end(): DayFigures {
    for (let kind = 0; kind < this.#first.length; kind += 1) {
      for (let call = this.#first[kind]!; call >= 0; call = this.#calls.next[call]!) {
        this.#figures.counts[this.#calls.cell[call]! + LOST]! += 1;
      }
    }
    return this.#figures;
  }

  #begin(seed: number): void {
    this.#arrivalRandom = new RandomStream(seed, STREAMS.arrivals);
    this.#handlingRandom = new RandomStream(seed, STREAMS.handling);
    this.#patienceRandom = new RandomStream(seed, STREAMS.patience);
    this.#choiceRandom = new RandomStream(seed, STREAMS.choices);
    this.#againRandom = new RandomStream(seed, STREAMS.again);
    this.#events.clear();
    this.#freeCount = this.#calls.capacity;
    for (let n = 0; n < this.#freeCount; n += 1) this.#free[n] = this.#freeCount - 1 - n;
    this.#first.fill(-1);
    this.#last.fill(-1);
    this.#people.fill(0);
    this.#busy.fill(0);
    this.#busySinceS.fill(0);
    this.#occupied.fill(0);
    this.#occupiedSinceS.fill(0);
    this.#aiBusy = 0;
    this.#interval = -1;
    this.#nowS = 0;
    this.#figures = this.#noFigures();
    this.#nextInterval();
  }

  #noFigures(): DayFigures {
    const { intervals, kinds, groups, lines } = this.#centre;
    return new DayFigures({
      intervals,
      kinds: kinds.length,
      groups: groups.length,
      lines: lines.length,
    });
  }

  #nextInterval(): void {
    const { kinds, groups, intervals, intervalS } = this.#centre;
    for (let group = 0; group < groups.length; group += 1) this.#tallyBusy(group);
    for (let line = 0; line < this.#tables.trunks.length; line += 1) this.#tallyOccupied(line);
    this.#interval += 1;
    const interval = this.#interval;
    if (interval >= intervals) {
      this.#boundaryS = Infinity;
      this.#arrivalS = Infinity;
      return;
    }
    this.#boundaryS = (interval + 1) * intervalS;
    let rate = 0;
    for (let kind = 0; kind < kinds.length; kind += 1) {
      rate += kinds[kind]!.arrivals[interval]! / intervalS;
      this.#rates[kind] = rate;
    }
    this.#drawArrival();
    for (let group = 0; group < groups.length; group += 1) {
      this.#people[group] = Math.round(groups[group]!.people[interval]!);
    }
    for (let group = 0; group < groups.length; group += 1) this.#takeWaiting(group);
  }

  #drawArrival(): void {
    const rate = this.#rates[this.#rates.length - 1]!;
    this.#arrivalS = rate > 0 ? this.#nowS + this.#arrivalRandom.exponential() / rate : Infinity;
  }

  #newCaller(): void {
    const rates = this.#rates;
    let kind = 0;
    if (rates.length > 1) {
      const at = this.#arrivalRandom.uniform() * rates[rates.length - 1]!;
      while (rates[kind]! < at) kind += 1;
    }
    if (this.#freeCount === 0) this.#grow();
    this.#freeCount -= 1;
    const call = this.#free[this.#freeCount]!;
    const calls = this.#calls;
    calls.kind[call] = kind;
    calls.tries[call] = 0;
    calls.dueS[call] = Number.NaN;
    calls.isCalledBack[call] = 0;
    calls.handlingS[call] = this.#tables.handling[kind]!.draw(this.#handlingRandom);
    const patience = this.#tables.patience[kind]!;
    calls.patienceS[call] = patience === null ? Infinity : patience.draw(this.#patienceRandom);
    this.#drawArrival();
    this.#figures.counts[(this.#interval * rates.length + kind) * FIELDS + CALLERS]! += 1;
    this.#attempt(call, kind);
  }

  #attempt(call: number, kind: number): void {
    const calls = this.#calls;
    const cell = (this.#interval * this.#rates.length + kind) * FIELDS;
    const counts = this.#figures.counts;
    calls.cell[call] = cell;
    calls.calledS[call] = this.#nowS;
    calls.tries[call]! += 1;
    counts[cell + ATTEMPTS]! += 1;
    const line = this.#tables.lineOf[kind]!;
    if (this.#occupied[line]! >= this.#tables.trunks[line]!) {
      counts[cell + BUSY]! += 1;
      this.#failed(call, kind, 0);
      return;
    }
    this.#tallyOccupied(line);
    this.#occupied[line]! += 1;
    const talk = this.#tables.aiTalk[kind]!;
    if (
      talk !== null &&
      this.#choiceRandom.uniform() < this.#tables.aiTakes[kind]! &&
      this.#aiBusy < this.#centre.aiChannels
    ) {
      this.#aiBusy += 1;
      counts[cell + AI_TOOK]! += 1;
      const endS = this.#nowS + talk.draw(this.#choiceRandom);
      this.#events.push(endS, (call << EVENT_BITS) | AI_ENDS);
      return;
    }
    this.#toPeople(call, kind);
  }

  #happens(code: number): void {
    const call = code >> EVENT_BITS;
    const calls = this.#calls;
    const kind = calls.kind[call]!;
    switch (code & ((1 << EVENT_BITS) - 1)) {
      case TALK_ENDS: {
        this.#hangUp(this.#tables.lineOf[kind]!);
        const wrapUp = this.#tables.wrapUp[kind]!;
        if (wrapUp === null) this.#personFree(call);
        else {
          const endS = this.#nowS + wrapUp.draw(this.#choiceRandom);
          this.#events.push(endS, (call << EVENT_BITS) | WRITTEN_UP);
        }
        return;
      }
      case WRITTEN_UP:
        this.#personFree(call);
        return;
      case PATIENCE_ENDS: {
        if (calls.dueS[call] !== this.#nowS) return;
        const counts = this.#figures.counts;
        const cell = calls.cell[call]!;
        counts[cell + GAVE_UP]! += 1;
        counts[cell + GAVE_UP_WAIT]! += this.#nowS - calls.queuedS[call]!;
        this.#leaveQueue(call, kind);
        this.#hangUp(this.#tables.lineOf[kind]!);
        this.#failed(call, kind, 2);
        return;
      }
      case CALLBACK_OFFERED:
        if (calls.dueS[call] !== this.#nowS) return;
        calls.dueS[call] = Number.NaN;
        calls.isCalledBack[call] = 1;
        this.#figures.counts[calls.cell[call]! + CALLBACKS_TAKEN]! += 1;
        this.#hangUp(this.#tables.lineOf[kind]!);
        return;
      case CALLS_AGAIN: {
        if (this.#interval >= this.#centre.intervals) {
          // Nobody can be reached after the day.
          this.#lose(call);
          return;
        }
        const patience = this.#tables.patience[kind]!;
        if (patience !== null) calls.patienceS[call] = patience.draw(this.#againRandom);
        this.#attempt(call, kind);
        return;
      }
      default:
        this.#aiBusy -= 1;
        if (this.#choiceRandom.uniform() < this.#tables.aiSolves[kind]!) {
          this.#figures.counts[calls.cell[call]! + AI_SOLVED]! += 1;
          this.#hangUp(this.#tables.lineOf[kind]!);
          this.#release(call);
        } else this.#toPeople(call, kind);
    }
  }

  #toPeople(call: number, kind: number): void {
    const calls = this.#calls;
    calls.queuedS[call] = this.#nowS;
    const groups = this.#tables.groupsOf[kind]!;
    for (let n = 0; n < groups.length; n += 1) {
      const group = groups[n]!;
      if (this.#busy[group]! < this.#people[group]!) {
        this.#serve(call, kind, group);
        return;
      }
    }
    const last = this.#last[kind]!;
    calls.before[call] = last;
    calls.next[call] = -1;
    if (last < 0) this.#first[kind] = call;
    else calls.next[last] = call;
    this.#last[kind] = call;
    const patienceS = calls.patienceS[call]!;
    const afterS = this.#tables.callbackAfterS[kind]!;
    let dueS = this.#nowS + patienceS;
    let what = PATIENCE_ENDS;
    if (afterS < patienceS && this.#choiceRandom.uniform() < this.#tables.callbackAccepts[kind]!) {
      dueS = this.#nowS + afterS;
      what = CALLBACK_OFFERED;
    }
    calls.dueS[call] = dueS;
    if (dueS < Infinity) this.#events.push(dueS, (call << EVENT_BITS) | what);
  }

  #serve(call: number, kind: number, group: number): void {
    const calls = this.#calls;
    const counts = this.#figures.counts;
    const cell = calls.cell[call]!;
    const waitedS = this.#nowS - calls.queuedS[call]!;
    this.#tallyBusy(group);
    this.#busy[group]! += 1;
    calls.group[call] = group;
    calls.dueS[call] = Number.NaN;
    let talkS = calls.handlingS[call]!;
    if (calls.isCalledBack[call] === 1) {
      const callback = this.#centre.kinds[kind]!.callback!;
      counts[cell + CALLBACK_WAIT]! += waitedS;
      // The call out takes a line of the same number.
      const line = this.#tables.lineOf[kind]!;
      this.#tallyOccupied(line);
      this.#occupied[line]! += 1;
      if (this.#choiceRandom.uniform() < callback.reached) counts[cell + CALLED_BACK]! += 1;
      else {
        counts[cell + CALLBACKS_MISSED]! += 1;
        talkS = callback.missedS;
      }
    } else {
      counts[cell + ANSWERED]! += 1;
      counts[cell + ANSWERED_WAIT]! += waitedS;
      counts[cell + TO_PERSON]! += this.#nowS - calls.calledS[call]!;
      if (waitedS <= this.#tables.targetS[kind]!) counts[cell + IN_TARGET]! += 1;
    }
    this.#events.push(this.#nowS + talkS, (call << EVENT_BITS) | TALK_ENDS);
  }

  #personFree(call: number): void {
    const group = this.#calls.group[call]!;
    this.#tallyBusy(group);
    this.#busy[group]! -= 1;
    this.#release(call);
    this.#takeWaiting(group);
  }

  /** People of a group who are free take who has waited longest of the most urgent kind. */
  #takeWaiting(group: number): void {
    const kinds = this.#tables.kindsOf[group]!;
    while (this.#busy[group]! < this.#people[group]!) {
      let best = -1;
      let bestKind = 0;
      for (let n = 0; n < kinds.length; n += 1) {
        const kind = kinds[n]!;
        const call = this.#first[kind]!;
        if (call < 0) continue;
        const isBetter =
          best < 0 ||
          this.#tables.priority[kind]! < this.#tables.priority[bestKind]! ||
          (this.#tables.priority[kind] === this.#tables.priority[bestKind] &&
            this.#calls.queuedS[call]! < this.#calls.queuedS[best]!);
        if (isBetter) {
          best = call;
          bestKind = kind;
        }
      }
      if (best < 0) return;
      this.#leaveQueue(best, bestKind);
      this.#serve(best, bestKind, group);
    }
  }

  #leaveQueue(call: number, kind: number): void {
    const calls = this.#calls;
    const before = calls.before[call]!;
    const next = calls.next[call]!;
    if (before < 0) this.#first[kind] = next;
    else calls.next[before] = next;
    if (next < 0) this.#last[kind] = before;
    else calls.before[next] = before;
    calls.dueS[call] = Number.NaN;
  }

  /** A caller who met busy (`after` 0) or gave up (2) calls again or does not. */
  #failed(call: number, kind: number, after: 0 | 2): void {
    const isLater = this.#calls.tries[call]! > 1 ? 1 : 0;
    const share = this.#tables.persistence[4 * kind + after + isLater]!;
    const delay = this.#tables.againDelay[kind]!;
    if (delay !== null && share > 0 && this.#againRandom.uniform() < share) {
      const againS = this.#nowS + delay.draw(this.#againRandom);
      this.#events.push(againS, (call << EVENT_BITS) | CALLS_AGAIN);
    } else this.#lose(call);
  }

  #lose(call: number): void {
    this.#figures.counts[this.#calls.cell[call]! + LOST]! += 1;
    this.#release(call);
  }

  #hangUp(line: number): void {
    this.#tallyOccupied(line);
    this.#occupied[line]! -= 1;
  }

  #release(call: number): void {
    this.#free[this.#freeCount] = call;
    this.#freeCount += 1;
  }

  #tallyBusy(group: number): void {
    if (this.#interval >= 0) {
      this.#figures.busyS[this.#interval * this.#busy.length + group]! +=
        this.#busy[group]! * (this.#nowS - this.#busySinceS[group]!);
    }
    this.#busySinceS[group] = this.#nowS;
  }

  #tallyOccupied(line: number): void {
    if (this.#interval >= 0) {
      const at = this.#interval * this.#tables.trunks.length + line;
      const occupied = this.#occupied[line]!;
      const heldS = this.#nowS - this.#occupiedSinceS[line]!;
      this.#figures.occupiedS[at]! += occupied * heldS;
      if (occupied >= this.#tables.trunks[line]!) this.#figures.allOccupiedS[at]! += heldS;
    }
    this.#occupiedSinceS[line] = this.#nowS;
  }

  #grow(): void {
    const { capacity } = this.#calls;
    this.#calls = new Calls(2 * capacity, this.#calls);
    this.#free = new Int32Array(2 * capacity);
    for (let n = 0; n < capacity; n += 1) this.#free[n] = 2 * capacity - 1 - n;
    this.#freeCount = capacity;
  }
}
