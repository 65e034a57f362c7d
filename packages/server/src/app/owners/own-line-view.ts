import type { OwnLine, PublishedLine } from '@everyline/contract';
import { isEmergencyNumber, ownerStanding, type OwnerPolicy } from '@everyline/domain';

import { displayNumber } from '../lines/display-number.ts';
import type { OwnLineRow } from '../ports/store/owners.ts';

/** What is published of a line and how that stands with its owner, and nothing else. */
export function publishedView(row: OwnLineRow, policy: OwnerPolicy, nowMs: number): PublishedLine {
  const standing = ownerStanding(row.version, row.last, policy, nowMs);
  return {
    lineId: row.id,
    version: row.version,
    display: displayNumber(row.number),
    serviceItems: [...row.services],
    publishedHours: row.hours,
    purpose: row.purpose,
    standing,
    dueAtMs: row.dueMs,
    answeredAtMs: row.last?.atMs ?? null,
    disputed: standing === 'disputed' ? (row.last?.dispute?.kind ?? null) : null,
  };
}

/** The same for somebody with an account, with who answers for the line and its clearance. */
export function ownLineView(row: OwnLineRow, policy: OwnerPolicy, nowMs: number): OwnLine {
  const { keeper } = row;
  return {
    ...publishedView(row, policy, nowMs),
    department: row.department,
    keeper:
      keeper === null
        ? null
        : {
            id: keeper.id,
            accountId: keeper.accountId,
            name: keeper.name,
            telephone: keeper.telephone,
            email: keeper.email,
          },
    clearance: isEmergencyNumber(row.number.dialled) ? 'protected' : row.clearance,
    clearanceIds: [...row.clearanceIds],
    objectionIds: [...row.objectionIds],
  };
}
