import type { NewOwnerAnswer, OwnLine } from '@everyline/contract';
import {
  askStages,
  disputeLack,
  dueAfterDays,
  followDispute,
  localTime,
  parsePublishedHours,
  type Dispute,
  type DisputeLack,
  type Line,
} from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { reviseLine } from '../lines/revise-line.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type { TicketRow } from '../ports/store/tickets.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { tellOpened } from '../tickets/open-ticket.ts';
import { followKeeper } from '../tickets/follow-published.ts';
import { confirmTicket, tellSettled, type SettledTicket } from '../tickets/settle-tickets.ts';
import { disputeSentence } from './dispute-sentence.ts';
import { moveLine } from './move-line.ts';
import { openDisputeTicket } from './open-dispute-ticket.ts';
import { ownLineView } from './own-line-view.ts';
import { ownFilter } from './own-lines.ts';
import { ownerRules } from './owner-rules.ts';

/** Who answers: somebody with an account, or a keeper by a personal link. */
export interface Answering {
  readonly by: string;
  readonly byLink: boolean;
}

/** What became of tickets, to be told when the transaction has ended. */
export interface AnswerFollowed {
  readonly opened: readonly { ticket: TicketRow; opened: boolean }[];
  readonly settled: readonly SettledTicket[];
}

/** Confirms or disputes a line that the one who asks answers for. */
export async function answerLine(
  context: AppContext,
  id: string,
  answer: NewOwnerAnswer,
): Promise<OwnLine> {
  const scope = await authorise(context, 'lines.confirm');
  const { store } = context;
  const nowMs = context.clock.nowMs();
  const line = await store.lines.byId(id);
  if (!line) throw notFound('line');
  requireInside(scope, line.departmentId);
  const filter = { ...ownFilter(context, scope), lineId: id };
  if ((await store.owners.counts(filter, nowMs)).all === 0) throw new AppFault('not_keeper');
  const one = { page: 1, pageSize: 1 };
  const [seen] = await store.owners.own(filter, nowMs, one);
  const who = { by: actorName(context.actor), byLink: false };
  const followed = await store.transaction((within) =>
    answerWithin(context, within, line, answer, who),
  );
  tellFollowed(context, followed);
  const [row = seen] = await store.owners.own(filter, context.clock.nowMs(), one);
  if (!row) throw notFound('line');
  return ownLineView(row, await ownerRules(store), context.clock.nowMs());
}

/** Tells open screens what an answer led to. */
export function tellFollowed(context: AppContext, { opened, settled }: AnswerFollowed): void {
  for (const { ticket, opened: isNew } of opened) tellOpened(context, ticket, isNew);
  tellSettled(context, settled);
}

/**
 * Puts an owner's answer on record, of the version that they saw, with what follows from it: a
 * confirmation holds for its time, a dispute becomes a change or a ticket. Either ends their silence.
 */
export async function answerWithin(
  context: AppContext,
  within: Repositories,
  line: Line,
  answer: NewOwnerAnswer,
  who: Answering,
): Promise<AnswerFollowed> {
  const version = await within.owners.heldVersion(line.id);
  if (version !== answer.version) throw new AppFault('line_changed');
  if (line.state !== 'active') throw new AppFault('wrong_state', { state: line.state });
  const settled = await endSilence(context, within, line.id);
  const subject = { kind: 'line', id: line.id };
  if (answer.word === 'confirmed') {
    await confirm(context, within, line, version, who);
    await recordAudit(context, within, 'lines.confirm', subject, { version, by: who.by });
    return { opened: [], settled: [...settled, ...(await followKeeper(context, within, line.id))] };
  }
  const { dispute } = answer;
  requireWhole(context, dispute);
  await within.owners.addAnswer({
    id: newId(context),
    lineId: line.id,
    departmentId: line.departmentId,
    word: 'disputed',
    version,
    atMs: context.clock.nowMs(),
    validToMs: null,
    dispute,
    ...who,
  });
  await within.owners.setDue([line.id], null, askStages.answered);
  const opened = await follow(context, within, line, dispute, who);
  const detail = { version, dispute, by: who.by, ticketId: opened[0]?.ticket.id ?? null };
  await recordAudit(context, within, 'lines.dispute', subject, detail);
  return { opened, settled };
}

async function confirm(
  context: AppContext,
  within: Repositories,
  line: Line,
  version: number,
  who: Answering,
): Promise<void> {
  const atMs = context.clock.nowMs();
  const { validDays } = await ownerRules(within);
  const validToMs = dueAfterDays(atMs, validDays, cityCalendar());
  await within.owners.addAnswer({
    id: newId(context),
    lineId: line.id,
    departmentId: line.departmentId,
    word: 'confirmed',
    version,
    atMs,
    validToMs,
    dispute: null,
    ...who,
  });
  await within.owners.setDue([line.id], validToMs, askStages.asked);
}

async function follow(
  context: AppContext,
  within: Repositories,
  line: Line,
  dispute: Dispute,
  who: Answering,
): Promise<AnswerFollowed['opened']> {
  const follows = followDispute(dispute, !who.byLink);
  const about = {
    reason: disputeSentence(dispute, context.language),
    sinceDay: dispute.sinceDay,
    by: who.by,
  };
  switch (follows.kind) {
    case 'change': {
      await reviseLine(context, within, line, follows.change, about);
      // The owner says how it is: that needs no second question.
      const version = await within.owners.heldVersion(line.id);
      if (follows.change.state === undefined) await confirm(context, within, line, version, who);
      return [];
    }
    case 'move':
      await moveLine(context, within, line, follows.number, about);
      return [];
    case 'ticket':
      return [await openDisputeTicket(context, within, line, dispute, follows.forWhom, who.by)];
  }
}

const lacks: Readonly<Record<DisputeLack, { zh: string; en: string }>> = {
  whose: {
    zh: '请写明这个号码是哪个单位的，不知道请写“不清楚”',
    en: 'say whose number it is, or that you do not know',
  },
  hours: { zh: '请写明正确的服务时间', en: 'say what the hours are' },
  services: { zh: '请写明这个号码办理什么事项', en: 'say what the number is for' },
  number: { zh: '请写明新号码', en: 'give the new number' },
};

/** Throws unless a dispute says what it needs, in a form that can be read. */
function requireWhole(context: AppContext, dispute: Dispute): void {
  const lack = disputeLack(dispute);
  if (lack !== null)
    throw new AppFault('invalid_input', { detail: lacks[lack] }, `dispute.${lack}`);
  if (dispute.kind === 'wrong_hours' && !parsePublishedHours(dispute.hours ?? '').ok) {
    const detail = {
      zh: '读不懂这个时间，请写成“周一至周五 9:00-17:00”这样',
      en: 'these hours cannot be read; write them like “Mon–Fri 9:00-17:00”',
    };
    throw new AppFault('invalid_input', { detail }, 'dispute.hours');
  }
  const today = localTime(cityCalendar(), context.clock.nowMs()).day;
  if (dispute.sinceDay !== undefined && dispute.sinceDay > today) {
    const detail = {
      zh: '变更日期不能晚于今天，请在变更当天再报',
      en: 'the day of the change is not later than today; report it when it has happened',
    };
    throw new AppFault('invalid_input', { detail }, 'dispute.sinceDay');
  }
}

/** The tickets for the owner's silence are closed by the answer. */
async function endSilence(
  context: AppContext,
  within: Repositories,
  lineId: string,
): Promise<SettledTicket[]> {
  const settled: SettledTicket[] = [];
  const reason = context.language === 'en' ? 'The owner has answered' : '责任单位已答复';
  for (const { id, origin } of await within.tickets.openOf(lineId)) {
    if (origin !== 'owner_silence') continue;
    settled.push(...(await confirmTicket(context, within, id, reason)));
  }
  return settled;
}
