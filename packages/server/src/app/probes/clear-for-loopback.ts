import { numberKey, isEmergencyNumber, type Line, type TelephoneNumber } from '@everyline/domain';

import { recordAudit } from '../audit/record-audit.ts';
import { actorName } from '../access/actor.ts';
import type { AppContext } from '../context.ts';
import { numberTypeOf, readNumber } from '../lines/read-numbers.ts';
import { newId } from '../new-id.ts';

/** A number that somebody wrote on a list for the command line. */
export type ListedNumber =
  | { readonly raw: string; readonly line: Line }
  | { readonly raw: string; readonly line: null; readonly why: 'incomplete' | 'protected' };

/** A clearance for the command line holds for one day. */
const holdsForMs = 24 * 3_600_000;

/**
 * Takes the numbers of a list into the inventory and clears them for a trunk on loopback only, with the
 * list as its basis. Protected numbers are never taken; whatever needs a clearance by name still needs it.
 */
export async function clearForLoopback(
  context: AppContext,
  list: { readonly name: string; readonly sha256: string; readonly areaCode: string },
  raws: readonly string[],
): Promise<ListedNumber[]> {
  const nowMs = context.clock.nowMs();
  return context.store.transaction(async (within) => {
    const read = raws.map((raw) => ({ raw, number: readNumber(raw, list.areaCode) }));
    const keys = read.flatMap(({ number }) => (number === null ? [] : [numberKey(number)]));
    const known = new Map(await within.lines.byNumberKeys(keys));
    const fresh: Line[] = [];
    const listed = read.map(({ raw, number }): ListedNumber => {
      if (number === null) return { raw, line: null, why: 'incomplete' };
      if (isProtected(number)) return { raw, line: null, why: 'protected' };
      const key = numberKey(number);
      let line = known.get(key);
      if (line === undefined) {
        line = {
          id: newId(context),
          number,
          numberType: numberTypeOf(number),
          departmentId: null,
          owner: null,
          services: [],
          purpose: 'general',
          hours: null,
          tier: 'C',
          seats: null,
          sample: false,
          state: 'active',
          createdAtMs: nowMs,
        };
        known.set(key, line);
        fresh.push(line);
      }
      return { raw, line };
    });
    await within.lines.insert(fresh);
    const lineIds = [...new Set(listed.flatMap(({ line }) => (line === null ? [] : [line.id])))];
    if (lineIds.length > 0) {
      const clearance = {
        id: newId(context),
        scope: { kind: 'list' as const, name: list.name, lineIds },
        givenBy: actorName(context.actor),
        basis: `${list.name}, SHA-256 ${list.sha256.slice(0, 16)}…: command line, loopback only`,
        givenAtMs: nowMs,
        validFromMs: nowMs,
        validToMs: nowMs + holdsForMs,
        withdrawnAtMs: null,
        hours: null,
        maxPerDay: null,
        minSpacingMs: null,
        loopbackOnly: true,
        recordedBy: actorName(context.actor),
      };
      await within.clearances.insert(clearance);
      await recordAudit(
        context,
        within,
        'clearances.give',
        { kind: 'clearance', id: clearance.id },
        { list: list.name, sha256: list.sha256, lines: lineIds.length, loopbackOnly: true },
      );
    }
    return listed;
  });
}

function isProtected(number: TelephoneNumber): boolean {
  return (
    isEmergencyNumber(number.dialled) ||
    isEmergencyNumber(`${number.areaCode ?? ''}${number.dialled}`)
  );
}
