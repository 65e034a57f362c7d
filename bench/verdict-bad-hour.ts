import {
  addTallies,
  chinaCalendar,
  findBadHours,
  isWorthSearching,
  localTime,
  noSymptoms,
  quickLookCalls,
  symptomOf,
  tallySymptoms,
  type BadHour,
  type HourCall,
  type OtherDays,
  type SymptomTally,
  type VerdictObservation,
} from '@everyline/domain';

import { seededRandom } from '../packages/exchange/src/seeded-random.ts';

/** Offices of a simulated city. */
const offices = 60;
const slotMinutes = 30;
/** In a bad hour one call in so long tries the trunk, and a line that was held back is planned anew after so long. */
const trialEveryMs = 2 * 60_000;
const heldBackMs = 10 * 60_000;

/** A trunk that fails on one day: from when to when, and how its calls then fail. */
export interface Trouble {
  readonly day: string;
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly share: number;
  readonly outcome: VerdictObservation['outcome'];
}

/** The trunk of a simulated campaign: what it does to calls, and what the rule of bad hours does about it. */
export class BenchTrunk {
  /** Bad hours that the rule has found. */
  found = 0;
  heldBack = 0;
  private readonly trouble: Trouble | null;
  private readonly isWatched: boolean;
  private readonly random: () => number;
  private day = '';
  private today: (HourCall & { readonly observation: { isSetAside?: boolean } })[] = [];
  private readonly numbers = new Map<string, SymptomTally>();
  private city = noSymptoms;
  private readonly slots = new Map<number, SymptomTally & { days: number }>();
  private open: BadHour | null = null;
  private readonly known = new Set<string>();
  private lastCallMs = -Infinity;

  constructor(seed: number, trouble: Trouble | null, isWatched: boolean) {
    this.trouble = trouble;
    this.isWatched = isWatched;
    this.random = seededRandom(`trunk/${String(seed)}`);
  }

  /** Until when a call must wait; null when it may go. */
  heldUntilMs(nowMs: number): number | null {
    if (this.open === null || nowMs >= this.lastCallMs + trialEveryMs) return null;
    this.heldBack += 1;
    return nowMs + heldBackMs;
  }

  /** What becomes of a call over the trunk. */
  carry(observation: VerdictObservation): VerdictObservation {
    const { day, minute } = localTime(chinaCalendar, observation.startedAtMs);
    const { trouble } = this;
    this.lastCallMs = observation.startedAtMs;
    const isSpoilt =
      trouble !== null &&
      day === trouble.day &&
      minute >= trouble.fromMinute &&
      minute < trouble.toMinute &&
      this.random() < trouble.share;
    if (!isSpoilt) return { ...observation };
    const { outcome } = trouble;
    return { ...observation, outcome, confidence: 0.95, timeToPersonMs: null, queuedMs: null };
  }

  /** Looks after a call whether the trunk has a bad hour; gives back the lines of which a call counts no more. */
  watch(lineId: string, observation: VerdictObservation & { isSetAside?: boolean }): string[] {
    if (!this.isWatched) return [];
    const { day } = localTime(chinaCalendar, observation.startedAtMs);
    if (day !== this.day) this.turnDay(day);
    this.today.push({
      id: observation.id,
      number: lineId,
      departmentId: `office-${String(Number(lineId.split('-')[1]) % offices)}`,
      atMs: observation.startedAtMs,
      outcome: observation.outcome,
      isControl: false,
      observation,
    });
    const symptom = symptomOf(observation.outcome);
    if (this.open === null) {
      if (symptom === null || !isWorthSearching(this.today.slice(-quickLookCalls), symptom))
        return [];
    }
    this.open = null;
    const changed: string[] = [];
    for (const hour of findBadHours(this.today, [], (atMs) => this.otherDays(atMs))) {
      if (hour.state !== 'found') continue;
      if (hour.toMs === null) this.open = hour;
      const key = `${day}/${hour.symptom}/${String(hour.fromMs)}`;
      if (!this.known.has(key)) this.found += 1;
      this.known.add(key);
      for (const call of this.today) {
        const isIn = call.atMs >= hour.fromMs && call.atMs <= hour.lastFailedMs;
        if (!isIn || symptomOf(call.outcome) !== hour.symptom) continue;
        if (call.observation.isSetAside === true) continue;
        call.observation.isSetAside = true;
        changed.push(call.number);
      }
    }
    return changed;
  }

  private otherDays(atMs: number): OtherDays {
    const sameTime = this.slots.get(slotOf(atMs)) ?? { ...noSymptoms, days: 0 };
    return { city: this.city, numbers: this.numbers, sameTime };
  }

  /** What was heard today is what other days say tomorrow, without what was set aside. */
  private turnDay(day: string): void {
    const counted = this.today.filter(({ observation }) => observation.isSetAside !== true);
    const tallyOf = (calls: readonly HourCall[]) =>
      tallySymptoms(calls.map(({ outcome }) => ({ outcome, calls: 1 })));
    this.city = addTallies(this.city, tallyOf(counted));
    for (const [number, calls] of Map.groupBy(counted, (call) => call.number)) {
      this.numbers.set(number, addTallies(this.numbers.get(number) ?? noSymptoms, tallyOf(calls)));
    }
    for (const [slot, calls] of Map.groupBy(counted, ({ atMs }) => slotOf(atMs))) {
      const before = this.slots.get(slot) ?? { ...noSymptoms, days: 0 };
      const now = addTallies(before, tallyOf(calls));
      this.slots.set(slot, { ...now, days: before.days + 1 });
    }
    this.today = [];
    this.day = day;
  }
}

function slotOf(atMs: number): number {
  return Math.floor(localTime(chinaCalendar, atMs).minute / slotMinutes);
}
