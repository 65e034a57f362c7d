import type { NewOwnerLink, OwnerLink, OwnerLinkMade } from '@everyline/contract';
import type { Keeper } from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';
import type { StoredOwnerLink } from '../ports/store/owners.ts';
import { tokenHash } from '../tokens/token-secret.ts';
import { personOf } from '../people/name-people.ts';
import { mailOwnerLink } from './mail-owner-link.ts';
import { ownerRules } from './owner-rules.ts';

const dayMs = 86_400_000;

/** Makes the one personal link of a keeper without an account; an earlier one ends. */
export async function makeOwnerLink(
  context: AppContext,
  input: NewOwnerLink,
): Promise<OwnerLinkMade> {
  const scope = await authorise(context, 'lines.edit');
  const keeper = await context.store.keepers.byId(input.keeperId);
  if (!keeper) throw notFound('keeper');
  requireInside(scope, keeper.departmentId);
  if (keeper.accountId !== null) {
    const detail = {
      zh: '这位责任人有账号，请登录后在“我的号码”确认',
      en: 'this keeper has an account and confirms after signing in',
    };
    throw new AppFault('invalid_input', { detail }, 'keeperId');
  }
  if (input.send && keeper.email === null) {
    const detail = {
      zh: '责任人没有登记邮箱，请复制链接自行发送',
      en: 'the keeper has no e-mail on record; copy the link and send it yourself',
    };
    throw new AppFault('invalid_input', { detail }, 'send');
  }
  const secret = await context.store.transaction((within) => newLink(context, within, keeper));
  const link = await context.store.owners.linkOf(keeper.id, context.clock.nowMs());
  if (!link) throw notFound('owner_link');
  const mail = input.send ? await mailOwnerLink(context, link, secret) : null;
  return { link: linkView(link), secret, mail };
}

/** Writes a new link for a keeper; its secret is kept sealed, so that a reminder can lead to it. */
async function newLink(context: AppContext, within: Repositories, keeper: Keeper): Promise<string> {
  const secret = Buffer.from(context.random.bytes(32)).toString('base64url');
  const nowMs = context.clock.nowMs();
  const { linkDays } = await ownerRules(within);
  await within.owners.withdrawLinks({ keeperId: keeper.id }, nowMs);
  const link = {
    id: newId(context),
    sha256: await tokenHash(secret),
    secretSealed: context.secrets.seal(secret),
    keeperId: keeper.id,
    createdAtMs: nowMs,
    createdBy: actorName(context.actor),
    expiresAtMs: nowMs + linkDays * dayMs,
  };
  await within.owners.addLink(link);
  const detail = { keeperId: keeper.id, expiresAtMs: link.expiresAtMs };
  await recordAudit(
    context,
    within,
    'owner_links.make',
    { kind: 'owner_link', id: link.id },
    detail,
  );
  return secret;
}

/** The secret of the link that a keeper has, or of a new one: what a reminder leads to. */
export async function secretFor(context: AppContext, keeper: Keeper): Promise<string> {
  const held = await context.store.owners.linkOf(keeper.id, context.clock.nowMs());
  if (held !== null) return context.secrets.open(held.secretSealed);
  return context.store.transaction((within) => newLink(context, within, keeper));
}

export async function listOwnerLinks(context: AppContext): Promise<OwnerLink[]> {
  const scope = await authorise(context, 'lines.edit');
  const links = await context.store.owners.links(context.clock.nowMs());
  return links
    .filter(({ keeper }) => scope === 'all' || scope.has(keeper.departmentId))
    .map(linkView);
}

export async function withdrawOwnerLink(context: AppContext, id: string): Promise<{ done: true }> {
  const scope = await authorise(context, 'lines.edit');
  const nowMs = context.clock.nowMs();
  const link = (await context.store.owners.links(nowMs)).find((one) => one.id === id);
  if (!link) throw notFound('owner_link');
  requireInside(scope, link.keeper.departmentId);
  await context.store.transaction(async (within) => {
    await within.owners.withdrawLinks({ id }, nowMs);
    await recordAudit(context, within, 'owner_links.withdraw', { kind: 'owner_link', id });
  });
  return { done: true };
}

function linkView(link: StoredOwnerLink): OwnerLink {
  const { id, accountId, name, telephone, email, departmentId } = link.keeper;
  return {
    id: link.id,
    keeper: { id, accountId, name, telephone, email },
    department: { id: departmentId, name: link.departmentName },
    lines: link.lines,
    createdAtMs: link.createdAtMs,
    createdBy: personOf(link.createdBy).zh,
    expiresAtMs: link.expiresAtMs,
    usedAtMs: link.usedAtMs,
  };
}
