import type { LiveEvent } from '@everyline/contract';

import { authorise } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import { reachOf } from '../access/matrix.ts';
import type { AppContext } from '../context.ts';

/**
 * Tells a listener of every event that its role and scope may see. Returns what ends it. Somebody
 * whose scope is limited hears of lines and tickets of that scope, and of what concerns everybody.
 */
export async function watchEvents(
  context: AppContext,
  wanted: { readonly campaignId?: string },
  tell: (event: LiveEvent) => void,
): Promise<() => void> {
  const scope = await authorise(context, 'events.see');
  const { actor } = context;
  const seesConversations =
    actor.kind === 'system' || reachOf(actor.role, 'conversations.see') !== 'no';
  let last: Promise<void> = Promise.resolve();
  return context.events.subscribe((event) => {
    if (!isWanted(event, wanted.campaignId)) return;
    if (event.type === 'conversation.changed') {
      if (seesConversations) tell(event);
      return;
    }
    if (scope === 'all') {
      tell(event);
      return;
    }
    // In order: what is looked up first must not be told last.
    last = last.then(async () => {
      if (await isInside(context, scope, event).catch(() => false)) tell(event);
    });
  });
}

function isWanted(event: LiveEvent, campaignId: string | undefined): boolean {
  if (campaignId === undefined) return true;
  switch (event.type) {
    case 'campaign.progress':
      return event.progress.campaignId === campaignId;
    case 'probe.started':
    case 'probe.finished':
      return event.probe.campaignId === campaignId;
    default:
      return true;
  }
}

async function isInside(
  context: AppContext,
  scope: Exclude<Scope, 'all'>,
  event: LiveEvent,
): Promise<boolean> {
  const lineInside = async (lineId: string) => {
    const line = await context.store.lines.byId(lineId);
    return line?.departmentId != null && scope.has(line.departmentId);
  };
  switch (event.type) {
    case 'announcement.changed':
    case 'trunk.changed':
    case 'stop.changed':
    case 'alarm':
      return true;
    case 'probe.started':
    case 'probe.finished':
      return lineInside(event.probe.lineId);
    case 'verdict.changed':
      return lineInside(event.lineId);
    case 'knowledge.changed': {
      const entry = await context.store.knowledge.row(event.entryId);
      return entry?.department != null && scope.has(entry.department.id);
    }
    case 'ticket.changed': {
      const ticket = await context.store.tickets.row(event.ticketId);
      return ticket?.departmentId != null && scope.has(ticket.departmentId);
    }
    case 'case.changed': {
      const found = await context.store.cases.row(event.caseId);
      return found?.departmentId != null && scope.has(found.departmentId);
    }
    case 'source.progress': {
      const source = await context.store.sources.byId(event.sourceId);
      return source?.departmentId != null && scope.has(source.departmentId);
    }
    case 'campaign.progress':
    case 'conversation.changed':
      return false;
  }
}
