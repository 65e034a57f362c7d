import type { LineHistory, OwnerAnswer } from '@everyline/contract';
import { ownerStanding, type Dispute } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { displayNumber } from '../lines/display-number.ts';
import { visibleLine } from '../lines/visible-line.ts';
import { namePeople } from '../people/name-people.ts';
import { ownerRules } from './owner-rules.ts';

/** Every version of a line with what was before, and what its owner said of each. */
export async function readLineHistory(context: AppContext, id: string): Promise<LineHistory> {
  await visibleLine(context, 'lines.see', id);
  const { owners, lines } = context.store;
  const [versions, answers, standing] = await Promise.all([
    owners.versions(id),
    owners.answers(id),
    owners.standing(id),
  ]);
  const successors = new Map(
    (await lines.byIds(versions.flatMap(({ successorId }) => successorId ?? []))).map((line) => [
      line.id,
      displayNumber(line.number),
    ]),
  );
  const people = await namePeople(context.store);
  const named = (by: string) => people(by)[context.language === 'en' ? 'en' : 'zh'];
  const policy = await ownerRules(context.store);
  const nowMs = context.clock.nowMs();
  return {
    version: standing.version,
    standing: ownerStanding(standing.version, answers[0] ?? null, policy, nowMs),
    dueAtMs: standing.dueMs,
    versions: versions.map(({ lineId: _line, successorId, changes, ...one }) => ({
      ...one,
      by: named(one.by),
      changes: [...changes],
      successor:
        successorId === null
          ? null
          : { lineId: successorId, display: successors.get(successorId) ?? '' },
    })),
    answers: answers.map(({ word, version, atMs, by, byLink, validToMs, dispute }) => ({
      ...{ word, version, atMs, byLink, validToMs },
      by: named(by),
      dispute: dispute === null ? null : disputeView(dispute),
    })),
  };
}

function disputeView({ services, ...said }: Dispute): NonNullable<OwnerAnswer['dispute']> {
  return { ...said, ...(services !== undefined && { services: [...services] }) };
}
