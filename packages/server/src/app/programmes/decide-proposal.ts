import type { MeasureProposal, ProposalDecision } from '@everyline/contract';

import { actorName } from '../access/actor.ts';
import { authorise } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type {
  MeasureFields,
  NewMeasureRow,
  StoredDocument,
  StoredProposal,
} from '../ports/store/programmes.ts';
import { officeNames } from './programme-view.ts';
import { checkedMeasure } from './save-measure.ts';
import { proposalView } from './show-document.ts';
import { editableProgramme } from './visible-programme.ts';

/** Makes a measure of a proposal as somebody changed it, or refuses it; of two who decide the second is told. */
export async function decideProposal(
  context: AppContext,
  id: string,
  decision: ProposalDecision,
): Promise<MeasureProposal> {
  await authorise(context, 'programmes.edit');
  const { programmes } = context.store;
  const found = await programmes.heldProposal(id);
  const document = found && (await programmes.document(found.documentId));
  if (!document) throw notFound('proposal');
  await editableProgramme(context, document.programmeId);
  const fields = decision.measure && (await checkedMeasure(context, decision.measure, []));
  const decided = await context.store.transaction(async (within) => {
    const proposal = await within.programmes.heldProposal(id);
    if (!proposal) throw notFound('proposal');
    if (proposal.state !== 'open') throw new AppFault('wrong_state', { state: proposal.state });
    const measureId =
      fields === null
        ? null
        : await make(context, within, { proposal, document, fields, decision });
    const state = fields === null ? ('rejected' as const) : ('accepted' as const);
    const by = actorName(context.actor);
    await within.programmes.decideProposal(id, {
      ...{ state, measureId, by },
      atMs: context.clock.nowMs(),
    });
    await recordAudit(
      context,
      within,
      fields === null ? 'programmes.reject_proposal' : 'programmes.accept_proposal',
      { kind: 'programme', id: document.programmeId },
      { proposalId: id, quote: proposal.proposal.quote, measureId },
    );
    return { ...proposal, state, measureId, decidedBy: by };
  });
  return proposalView(decided, officeNames(await context.store.departments.all()));
}

async function make(
  context: AppContext,
  within: Repositories,
  about: {
    readonly proposal: StoredProposal;
    readonly document: StoredDocument;
    readonly fields: MeasureFields;
    readonly decision: ProposalDecision;
  },
): Promise<string> {
  const { proposal, document, fields, decision } = about;
  const measure: NewMeasureRow = {
    id: newId(context),
    programmeId: document.programmeId,
    ...fields,
    quote: proposal.proposal.quote,
    documentId: document.id,
    createdAtMs: context.clock.nowMs(),
  };
  await within.programmes.addMeasure(measure);
  const typed = decision.measure?.indicators ?? [];
  const actuals = measure.indicators.flatMap(({ id, name, unit }, index) => {
    const value = typed[index]?.actual ?? null;
    return value === null ? [] : [{ indicatorId: id, name, unit, value }];
  });
  if (actuals.length > 0) {
    const zh = (await within.settings.city())?.language !== 'en';
    await within.programmes.addReport({
      id: newId(context),
      measureId: measure.id,
      atMs: measure.createdAtMs,
      by: actorName(context.actor),
      text: zh ? `读自《${document.name}》` : `Read from “${document.name}”`,
      actuals,
      done: false,
    });
  }
  return measure.id;
}
