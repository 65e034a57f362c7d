import type { Objection as ObjectionView } from '@everyline/contract';
import type { Objection } from '@everyline/domain';

import { displayNumber } from '../lines/display-number.ts';

export function objectionView(
  objection: Objection & { recordedBy: string; departmentName: string | null },
): ObjectionView {
  const [dialled] = objection.ledgerKey?.split('@') ?? [];
  return {
    id: objection.id,
    number: dialled ? displayNumber({ dialled, areaCode: null, extension: null }) : null,
    departmentName: objection.departmentName,
    by: objection.by,
    note: objection.note,
    recordedAtMs: objection.madeAtMs,
    recordedBy: objection.recordedBy,
    withdrawnAtMs: objection.withdrawnAtMs,
  };
}
