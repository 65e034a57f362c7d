import type { MergeMode, Proposal } from './proposal.ts';

/** What a person wants otherwise than proposed. */
export interface ProposalChange {
  readonly keptLineId?: string;
  readonly mergeMode?: MergeMode;
}

/** Why a change does not fit a proposal. */
export type ChangeRefusal = 'not_its_line' | 'nothing_to_merge' | 'nothing_to_keep';

const keeping: ReadonlySet<Proposal['kind']> = new Set(['keep_one', 'pool_lines']);

/** The proposal as a person wants it; the same object where nothing differs. */
export function changeProposal(
  proposal: Proposal,
  { keptLineId, mergeMode }: ProposalChange,
): Proposal | ChangeRefusal {
  let changed = proposal;
  if (keptLineId !== undefined && keptLineId !== proposal.keptLineId) {
    if (!keeping.has(proposal.kind)) return 'nothing_to_keep';
    if (!proposal.lineIds.includes(keptLineId)) return 'not_its_line';
    const others = proposal.lineIds.filter((id) => id !== keptLineId);
    changed = { ...changed, keptLineId, lineIds: [keptLineId, ...others] };
  }
  if (mergeMode !== undefined && mergeMode !== proposal.merge?.mode) {
    const [lineId] = proposal.lineIds;
    if (proposal.merge === null || lineId === undefined) return 'nothing_to_merge';
    const closes = mergeMode === 'whole';
    changed = {
      ...changed,
      merge: { mode: mergeMode, ground: 'decided' },
      keptLineId: closes ? null : lineId,
      effect: { ...changed.effect, numbers: { now: 1, then: closes ? 0 : 1 } },
    };
  }
  return changed;
}

/** The lines at which an accepted proposal gives somebody something to do. */
export function linesToWorkOn({ lineIds, keptLineId, kind }: Proposal): readonly string[] {
  return keeping.has(kind) ? lineIds.filter((id) => id !== keptLineId) : lineIds;
}
