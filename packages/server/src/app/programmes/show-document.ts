import type { MeasureProposal, ProgrammeDocumentDetail } from '@everyline/contract';
import { explainCheck } from '@everyline/domain';

import { authorise } from '../access/authorise.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import type { StoredProposal } from '../ports/store/programmes.ts';
import { officeNames, officeRef, type OfficeNames } from './programme-view.ts';
import { mayEdit, reachesOf } from './visible-programme.ts';

/** A document: its text, the measures proposed from it, and what its figures add up to. */
export async function showDocument(
  context: AppContext,
  id: string,
): Promise<ProgrammeDocumentDetail> {
  await authorise(context, 'programmes.see');
  const { programmes, departments } = context.store;
  const document = await programmes.document(id);
  const programme = document && (await programmes.byId(document.programmeId));
  if (!document || !programme) throw notFound('document');
  const names = officeNames(await departments.all());
  const proposals = await programmes.proposals(id);
  return {
    document: {
      id,
      programmeId: programme.id,
      name: document.name,
      readAtMs: document.readAtMs,
      readBy: document.readBy,
      proposals: proposals.length,
      openProposals: proposals.filter(({ state }) => state === 'open').length,
      flags: document.checks.filter(({ result }) => result !== 'holds').length,
    },
    programme: { id: programme.id, name: programme.name },
    mayEdit: mayEdit(await reachesOf(context), programme),
    text: document.text,
    unread: [...document.unread],
    proposals: proposals.map((one) => proposalView(one, names)),
    checks: document.checks.map((check) => ({
      kind: check.kind,
      result: check.result,
      quote: check.quote,
      start: check.start,
      end: check.end,
      sentence: explainCheck(check),
    })),
  };
}

export function proposalView(stored: StoredProposal, names: OfficeNames): MeasureProposal {
  const { proposal } = stored;
  return {
    id: stored.id,
    state: stored.state,
    quote: proposal.quote,
    title: proposal.title,
    category: proposal.category,
    lead: officeRef(proposal.leadOfficeId, names),
    joint: proposal.jointOfficeIds.map((id) => ({ id, name: names.get(id) ?? '' })),
    unknownOffices: [...proposal.unknownOffices],
    deadline: proposal.deadline,
    indicators: proposal.indicators.map((one) => ({ ...one })),
    measureId: stored.measureId,
    decidedBy: stored.decidedBy,
  };
}
