import {
  findBadHours,
  isWorthSearching,
  ledgerKey,
  quickLookCalls,
  symptomOf,
  type Calendar,
  type HourCall,
  type Line,
  type Observation,
} from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { startOfDayMs } from '../settings/start-of-day.ts';
import { followBadHours } from './follow-bad-hours.ts';
import { OtherDaysMemory } from './other-days.ts';

/** What is remembered of a trunk between two calls. */
interface TrunkMemory {
  /** The last calls over it: those on record at the first look, then those of this run. */
  last: HourCall[];
  /** Whether a bad hour goes on; null where it must be asked for. */
  isOpen: boolean | null;
}

/**
 * Looks after each call that has been recorded whether its trunk has a bad hour. Most calls cost nothing: the record is
 * read only where the last calls over the trunk fail in one way on many numbers, or while a bad hour goes on.
 */
export class BadHourWatch {
  private readonly context: AppContext;
  private readonly days: OtherDaysMemory;
  private readonly trunks = new Map<string, TrunkMemory>();
  private readonly unsubscribe: () => void;

  constructor(context: AppContext, calendar: Calendar) {
    this.context = context;
    this.days = new OtherDaysMemory(context, calendar);
    this.unsubscribe = context.events.subscribe((event) => {
      const known = event.type === 'trunk.changed' ? this.trunks.get(event.trunkId) : undefined;
      if (known) known.isOpen = null;
    });
  }

  close(): void {
    this.unsubscribe();
  }

  /** Looks at the call that ended last. */
  async look(last: Observation, line: Line): Promise<void> {
    const { badHours } = this.context.store;
    const { trunkId } = last;
    const nowMs = this.context.clock.nowMs();
    const dayMs = startOfDayMs(nowMs);
    const symptom = symptomOf(last.outcome);
    const memory = await this.remember(last, line);
    if (memory.isOpen === null) {
      const since = await badHours.since(trunkId, nowMs);
      memory.isOpen = since.some(({ toMs }) => toMs === null);
    }
    if (!memory.isOpen) {
      const today = memory.last.filter(({ atMs }) => atMs >= dayMs);
      if (symptom === null || !isWorthSearching(today, symptom)) return;
    }
    const calls = await badHours.calls(dayMs);
    const days = await this.days.of(calls, nowMs);
    const own = calls.filter((call) => call.trunkId === trunkId);
    const others = calls.filter((call) => call.trunkId !== trunkId);
    await followBadHours(this.context, trunkId, own, findBadHours(own, others, days));
    memory.isOpen = null;
  }

  private async remember(last: Observation, line: Line): Promise<TrunkMemory> {
    const { trunkId, id, outcome, startedAtMs: atMs } = last;
    let memory = this.trunks.get(trunkId);
    if (memory === undefined) {
      // Oldest first, as those of this run come.
      const onRecord = await this.context.store.badHours.lastCalls(trunkId, quickLookCalls);
      memory = this.trunks.get(trunkId) ?? { last: onRecord.toReversed(), isOpen: null };
      this.trunks.set(trunkId, memory);
    }
    if (!memory.last.some((call) => call.id === id)) {
      const { number, departmentId } = line;
      const call = { id, number: ledgerKey(number), departmentId, atMs, outcome, isControl: false };
      memory.last = [...memory.last, call].slice(-quickLookCalls);
    }
    return memory;
  }
}
