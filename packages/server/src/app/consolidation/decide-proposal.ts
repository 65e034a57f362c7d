import type { ConsolidationProposal, Localised, NewProposalDecision } from '@everyline/contract';
import {
  changeProposal,
  explainProposal,
  linesToWorkOn,
  type ChangeRefusal,
  type Proposal,
} from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import type { Repositories } from '../ports/store.ts';
import type { TicketRow } from '../ports/store/tickets.ts';
import { openWithin, tellOpened } from '../tickets/open-ticket.ts';
import { displayOf, proposalViews } from './proposal-view.ts';

/**
 * Puts a person's decision on record. What is accepted becomes a ticket for each number at which there is something to do;
 * what is rejected leaves room for another proposal. One that was accepted stands.
 */
export async function decideProposal(
  context: AppContext,
  input: NewProposalDecision,
): Promise<ConsolidationProposal> {
  const scope = await authorise(context, 'consolidation.decide');
  const { proposal: proposed, accepted } = await proposalOf(context, input.key);
  requireInside(scope, proposed.departmentId);
  if (accepted !== null) throw new AppFault('wrong_state', { state: accepted });
  const note = input.note.trim();
  if (!input.accept && note === '') {
    throw invalid('note', { zh: '请写明不采纳的理由', en: 'say why it is rejected' });
  }
  const proposal = input.accept ? changed(proposed, input) : proposed;
  const opened: { ticket: TicketRow; opened: boolean }[] = [];
  const decision = await context.store.transaction(async (within) => {
    if (input.accept) opened.push(...(await openTickets(context, within, proposal, note)));
    const word = !input.accept ? 'rejected' : proposal === proposed ? 'accepted' : 'changed';
    const made = {
      key: proposal.key,
      word,
      note,
      proposal,
      decidedAtMs: context.clock.nowMs(),
      decidedBy: actorName(context.actor),
      ticketIds: opened.map(({ ticket }) => ticket.id),
    } as const;
    if (!(await within.consolidation.decide(made))) {
      throw new AppFault('wrong_state', { state: 'accepted' });
    }
    const subject = { kind: 'proposal', id: null };
    await recordAudit(context, within, 'consolidation.decide', subject, {
      ...{ key: made.key, word, note },
      ticketIds: made.ticketIds,
    });
    return made;
  });
  for (const { ticket, opened: isNew } of opened) tellOpened(context, ticket, isNew);
  if (!input.accept) await context.store.reckoned.proposalsAreDue();
  const [view] = await proposalViews(context, [{ proposal, decision }]);
  if (view === undefined) throw notFound('proposal');
  return view;
}

/** The proposal as it stands now, or as it stood when it was decided on; with the word if that was no rejection. */
async function proposalOf(
  context: AppContext,
  key: string,
): Promise<{ proposal: Proposal; accepted: 'accepted' | 'changed' | null }> {
  const found = await context.store.consolidation.byKey(key);
  if (found === null) throw notFound('proposal');
  const { proposal, decision } = found;
  const word = decision?.word ?? 'rejected';
  return { proposal, accepted: word === 'rejected' ? null : word };
}

const refusals: Readonly<Record<ChangeRefusal, readonly [place: string, says: Localised]>> = {
  not_its_line: [
    'keptLineId',
    { zh: '保留的号码不在这条建议中', en: 'the number to keep is none of the proposal’s' },
  ],
  nothing_to_keep: [
    'keptLineId',
    { zh: '这条建议没有可选的保留号码', en: 'this proposal leaves no choice of a number' },
  ],
  nothing_to_merge: [
    'mergeMode',
    { zh: '这条建议不涉及并入 12345', en: 'this proposal merges nothing into 12345' },
  ],
};

function changed(proposal: Proposal, { keptLineId, mergeMode }: NewProposalDecision): Proposal {
  const found = changeProposal(proposal, {
    ...(keptLineId !== undefined && { keptLineId }),
    ...(mergeMode !== undefined && { mergeMode }),
  });
  if (typeof found !== 'string') return found;
  const [place, says] = refusals[found];
  throw invalid(place, says);
}

function invalid(place: string, detail: Localised): AppFault {
  return new AppFault('invalid_input', { detail }, place);
}

async function openTickets(
  context: AppContext,
  within: Repositories,
  proposal: Proposal,
  note: string,
): Promise<{ ticket: TicketRow; opened: boolean }[]> {
  const lines = new Map(
    (await within.lines.byIds(proposal.lineIds)).map((line) => [line.id, line]),
  );
  const city = await within.settings.city();
  const { zh, en } = explainProposal(proposal, displayOf(lines));
  const sentence = city?.language === 'en' ? en : zh;
  const tickets = [];
  for (const id of linesToWorkOn(proposal)) {
    const line = lines.get(id);
    if (line === undefined) continue;
    const found = await openWithin(context, within, line, {
      fault: 'other',
      origin: 'proposal',
      note: note === '' ? sentence : `${sentence}\n${note}`,
    });
    if (!found.opened) {
      // Somebody works on this number already: they read of it there.
      await within.tickets.addStep(found.ticket.id, {
        atMs: context.clock.nowMs(),
        by: actorName(context.actor),
        kind: 'commented',
        reason: sentence,
      });
    }
    tickets.push(found);
  }
  return tickets;
}
