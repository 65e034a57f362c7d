import { openContact } from '../cases/case-contact.ts';
import type { AppContext } from '../context.ts';
import { hexOf } from '../hex.ts';
import type { SendResult } from '../ports/outbound.ts';
import type { StoredCaseSystem } from '../ports/store/case-systems.ts';
import type { CaseEvent, ClaimedBatch, StoredTelling } from '../ports/store/telling.ts';
import { signatureHeaders } from './request-signature.ts';

/**
 * Sends a work-order system what happened, signed; a message is the same however often it is tried,
 * its time and nonce are each attempt's own.
 */
export async function sendCaseEvents(
  context: AppContext,
  batch: ClaimedBatch,
  { allowedHosts }: Pick<StoredTelling, 'allowedHosts'>,
): Promise<SendResult> {
  const system =
    batch.caseSystemId === null ? null : await context.store.caseSystems.byId(batch.caseSystemId);
  if (!system?.enabled || system.urlSealed === null) {
    return { kind: 'failed', retry: false, failure: { code: 'target_gone', detail: '' } };
  }
  const url = context.secrets.open(system.urlSealed);
  const events = [];
  for (const { id, atMs, caseEvent } of batch.news) {
    if (caseEvent) events.push(await eventBody(context, system, { id, atMs, caseEvent }));
  }
  const body = JSON.stringify({ type: 'everyline.cases', id: batch.id, events });
  const { pathname, search } = new URL(url);
  const headers = await signatureHeaders(context.secrets.open(system.secretSealed), {
    method: 'POST',
    path: `${pathname}${search}`,
    timestamp: String(Math.floor(context.clock.nowMs() / 1000)),
    nonce: hexOf(context.random.bytes(16)),
    body: new TextEncoder().encode(body),
  });
  const signed = { 'everyline-key': system.id, ...headers };
  const result = await context.outbound.post(url, body, signed, allowedHosts);
  if (result.kind === 'sent') await noteNumbers(context, system, batch, result.body);
  return result;
}

async function eventBody(
  context: AppContext,
  system: StoredCaseSystem,
  { id, atMs, caseEvent }: { id: string; atMs: number; caseEvent: CaseEvent },
): Promise<object> {
  const { caseId, ...told } = caseEvent;
  const { cases, caseSystems } = context.store;
  const links = await caseSystems.linksOf(caseId);
  const externalNumber =
    links.find(({ systemId }) => systemId === system.id)?.externalNumber ?? null;
  const event = { id, at: new Date(atMs).toISOString(), externalNumber, ...told };
  if (told.event !== 'opened') return event;
  const [row, sealed] = await Promise.all([cases.row(caseId), cases.sealedContact(caseId)]);
  if (row === null) return event;
  const { demand, category, place, channel, receivedAtMs } = row;
  return {
    ...event,
    case: {
      demand,
      category,
      place,
      channel,
      receivedAt: new Date(receivedAtMs).toISOString(),
      contact: sealed === null ? null : openContact(context, sealed),
    },
  };
}

/** What the other side answers about the numbers under which it has our cases. */
async function noteNumbers(
  context: AppContext,
  system: StoredCaseSystem,
  batch: ClaimedBatch,
  body: string,
): Promise<void> {
  const byNumber = new Map(
    batch.news.flatMap(({ caseEvent }) =>
      caseEvent ? [[caseEvent.number, caseEvent.caseId] as const] : [],
    ),
  );
  for (const { number, externalNumber } of numbersIn(body)) {
    const caseId = byNumber.get(number);
    if (caseId === undefined) continue;
    const taken = await context.store.caseSystems.caseOf(system.id, externalNumber);
    if (taken !== null) continue;
    await context.store.caseSystems.link({
      caseId,
      systemId: system.id,
      externalNumber,
      came: false,
    });
  }
}

function numbersIn(body: string): { number: number; externalNumber: string }[] {
  try {
    const { numbers } = JSON.parse(body) as { numbers?: unknown };
    if (!Array.isArray(numbers)) return [];
    return (numbers as unknown[]).flatMap((one) => {
      const { number, externalNumber } = (one ?? {}) as Record<string, unknown>;
      return typeof number === 'number' &&
        typeof externalNumber === 'string' &&
        /^[A-Za-z0-9._-]{1,64}$/.test(externalNumber)
        ? [{ number, externalNumber }]
        : [];
    });
  } catch {
    return [];
  }
}
