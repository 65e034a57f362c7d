import { firstFineCall, type BadHour, type HourCall } from '@everyline/domain';

import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { newId } from '../new-id.ts';
import type { StoredBadHour } from '../ports/store/bad-hours.ts';
import type { Repositories } from '../ports/store.ts';
import { beganSentence, overSentence, suspectedSentence } from './bad-hour-sentences.ts';

/** What became of a bad hour, to be told once it is on record. */
interface Followed {
  readonly hour: StoredBadHour;
  readonly news: 'suspected' | 'began' | 'over' | null;
  /** Calls that were set aside by it now. */
  readonly calls: number;
}

/**
 * Brings what is on record of a trunk's bad hours to what its calls of today show: opens them, sets their calls aside and
 * asks for the verdicts of the lines that were called, follows their end, and drops suspicions that did not last. What
 * a person has set or withdrawn stays.
 *
 * @param calls of the trunk today, in time order
 */
export async function followBadHours(
  context: AppContext,
  trunkId: string,
  calls: readonly HourCall[],
  seen: readonly BadHour[],
): Promise<void> {
  const nowMs = context.clock.nowMs();
  const followed = await context.store.transaction(async (within) => {
    await within.badHours.hold(trunkId);
    const first = calls[0]?.atMs ?? nowMs;
    const known = await within.badHours.since(trunkId, first);
    const done: Followed[] = [];
    for (const one of seen) {
      const held = known.find((other) => overlaps(other, one));
      if (held?.state === 'withdrawn' || held?.setBy != null) continue;
      done.push(...(await put(context, within, trunkId, held ?? null, one)));
    }
    for (const held of known) {
      if (held.setBy !== null || seen.some((one) => overlaps(held, one))) continue;
      if (held.state === 'suspected') {
        await within.badHours.put({ ...held, state: 'dismissed', toMs: nowMs });
      } else if (held.state === 'found' && held.toMs === null) {
        // It began on an earlier day, or too little of it is left to be found anew.
        const after = calls.filter(({ atMs }) => atMs > held.lastFailedMs);
        const fine = firstFineCall(after, held.symptom);
        if (fine === null) continue;
        done.push(await change(context, within, held, { ...held, toMs: fine.atMs }));
      }
    }
    return done;
  });
  await tell(context, trunkId, followed);
}

function overlaps(held: StoredBadHour, seen: BadHour): boolean {
  const heldTo = held.state === 'found' && held.toMs === null ? Infinity : held.lastFailedMs;
  return held.symptom === seen.symptom && held.fromMs <= seen.lastFailedMs && heldTo >= seen.fromMs;
}

async function put(
  context: AppContext,
  within: Repositories,
  trunkId: string,
  held: StoredBadHour | null,
  seen: BadHour,
): Promise<Followed[]> {
  // What was found stays found: later calls of the day may only tell how far it reached.
  const state = held?.state === 'found' ? 'found' : seen.state;
  if (held === null && seen.toMs !== null && state === 'suspected') return [];
  const hour: StoredBadHour = {
    id: held?.id ?? newId(context),
    trunkId,
    symptom: seen.symptom,
    state,
    fromMs: Math.min(held?.fromMs ?? Infinity, seen.fromMs),
    lastFailedMs: Math.max(held?.state === 'found' ? held.lastFailedMs : 0, seen.lastFailedMs),
    toMs: seen.toMs,
    figures: seen.figures,
    foundAtMs: held?.foundAtMs ?? context.clock.nowMs(),
    setBy: null,
    note: '',
    withdrawnAtMs: null,
    withdrawnBy: null,
  };
  return [await change(context, within, held, hour)];
}

async function change(
  context: AppContext,
  within: Repositories,
  before: StoredBadHour | null,
  hour: StoredBadHour,
): Promise<Followed> {
  await within.badHours.put(hour);
  const calls = hour.state === 'found' ? await setAside(context, within, hour) : 0;
  let news: Followed['news'] = null;
  if (hour.state === 'suspected' && before === null) news = 'suspected';
  else if (hour.state === 'found' && before?.state !== 'found') news = 'began';
  else if (hour.state === 'found' && hour.toMs !== null && before?.toMs === null) news = 'over';
  if (news === 'began' || news === 'over') {
    await recordAudit(
      context,
      within,
      `bad_hours.${news}`,
      { kind: 'trunk', id: hour.trunkId },
      {
        badHour: hour.id,
        symptom: hour.symptom,
        fromMs: hour.fromMs,
        toMs: hour.toMs,
        calls,
        ...(hour.figures ?? {}),
      },
    );
  }
  return { hour, news, calls };
}

/** Sets aside the calls of a bad hour, and asks that the verdicts of their lines be renewed. */
export async function setAside(
  context: Pick<AppContext, 'clock'>,
  within: Repositories,
  hour: StoredBadHour,
): Promise<number> {
  const nowMs = context.clock.nowMs();
  const ids = await within.badHours.setAside(hour, nowMs);
  if (ids.length > 0) await within.rereadings.askVerdicts(ids, nowMs);
  return ids.length;
}

async function tell(
  context: AppContext,
  trunkId: string,
  followed: readonly Followed[],
): Promise<void> {
  const news = followed.filter((one) => one.news !== null || one.calls > 0);
  if (news.length === 0) return;
  const trunk = await context.store.trunks.byId(trunkId);
  for (const one of news) {
    const sentence =
      one.news === 'suspected'
        ? suspectedSentence(one.hour, trunk?.name ?? '')
        : one.news === 'began'
          ? beganSentence(one.hour, trunk?.name ?? '')
          : one.news === 'over'
            ? overSentence(one.hour, trunk?.name ?? '')
            : null;
    if (sentence !== null)
      context.events.publish({ type: 'alarm', atMs: context.clock.nowMs(), sentence });
  }
  context.events.publish({ type: 'trunk.changed', trunkId });
}
