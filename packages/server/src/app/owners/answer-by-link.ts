import type { LinkShown, NewOwnerAnswer, PublishedLine } from '@everyline/contract';

import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import type { OwnLineFilter, StoredOwnerLink } from '../ports/store/owners.ts';
import { tokenHash } from '../tokens/token-secret.ts';
import { answerWithin, tellFollowed } from './answer-line.ts';
import { ownerRules } from './owner-rules.ts';
import { publishedView } from './own-line-view.ts';

/** So many lines one keeper may have on a page that is read on a telephone. */
const mostLines = { page: 1, pageSize: 500 };

async function openLink(context: AppContext, secret: string): Promise<StoredOwnerLink> {
  const link = await context.store.owners.linkByHash(
    await tokenHash(secret),
    context.clock.nowMs(),
  );
  if (link === null) throw new AppFault('owner_link_over');
  return link;
}

/** The lines that a link opens: those of its keeper in the keeper's office. */
function linesOf({ keeper }: StoredOwnerLink): OwnLineFilter {
  return { scope: new Set([keeper.departmentId]), keeperId: keeper.id };
}

/** What is published of the lines of the keeper for whom a link is, and nothing else. */
export async function lookByLink(context: AppContext, secret: string): Promise<LinkShown> {
  const { store } = context;
  const link = await openLink(context, secret);
  const nowMs = context.clock.nowMs();
  const policy = await ownerRules(store);
  const [city, rows] = await Promise.all([
    store.settings.city(),
    store.owners.own(linesOf(link), nowMs, mostLines),
    store.owners.linkUsed(link.id, nowMs),
  ]);
  return {
    cityName: city?.cityName ?? '',
    timeZone: city?.timeZone ?? 'Asia/Shanghai',
    forWhom: link.keeper.name,
    department: link.departmentName,
    expiresAtMs: link.expiresAtMs,
    validDays: policy.validDays,
    lines: rows.map((row) => publishedView(row, policy, nowMs)),
  };
}

/** Confirms or disputes one of these lines. */
export async function answerByLink(
  context: AppContext,
  input: { readonly secret: string; readonly lineId: string; readonly answer: NewOwnerAnswer },
): Promise<PublishedLine> {
  const { store } = context;
  const link = await openLink(context, input.secret);
  const nowMs = context.clock.nowMs();
  const filter = { ...linesOf(link), lineId: input.lineId };
  const [line, { all }] = await Promise.all([
    store.lines.byId(input.lineId),
    store.owners.counts(filter, nowMs),
  ]);
  if (line === null || all === 0) throw notFound('line');
  const who = { by: `link:${link.keeper.name}`, byLink: true };
  const followed = await store.transaction((within) =>
    answerWithin(context, within, line, input.answer, who),
  );
  tellFollowed(context, followed);
  const after = context.clock.nowMs();
  const [row] = await store.owners.own(filter, after, { page: 1, pageSize: 1 });
  if (!row) throw notFound('line');
  return publishedView(row, await ownerRules(store), after);
}
