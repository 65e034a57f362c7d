import type { Mentioned, Permission } from '@everyline/contract';
import { departmentsUnder, mentionedIn, type Department } from '@everyline/domain';

import { reachOf } from '../access/matrix.ts';
import type { AppContext } from '../context.ts';
import type { Repositories } from '../ports/store.ts';
import type { KnownPerson } from '../ports/store/people.ts';
import type { News } from '../ports/store/telling.ts';
import { tellPeopleWithin } from '../telling/tell.ts';

/** So many people are offered to whoever types an @; all who may see it can be mentioned. */
const mostOffered = 300;

/** Everybody who may see something of an office, by the operation that shows it. */
async function whoSee(
  store: Pick<Repositories, 'people' | 'departments'>,
  permission: Permission,
  departmentId: string | null,
): Promise<KnownPerson[]> {
  const [people, departments] = await Promise.all([store.people.all(), store.departments.all()]);
  return people.filter(
    (one) =>
      !one.disabled &&
      reachOf(one.role, permission) !== 'no' &&
      covers(departments, one.departmentId, departmentId),
  );
}

function covers(
  departments: readonly Department[],
  ownId: string | null,
  departmentId: string | null,
): boolean {
  if (ownId === null) return true;
  return departmentId !== null && departmentsUnder(departments, ownId).has(departmentId);
}

/** Whom a comment can mention, for the list that an @ opens. */
export async function whoCanBeMentioned(
  store: Pick<Repositories, 'people' | 'departments'>,
  permission: Permission,
  departmentId: string | null,
): Promise<Mentioned[]> {
  const people = await whoSee(store, permission, departmentId);
  return people.slice(0, mostOffered).map(({ name, displayName }) => ({ name, displayName }));
}

/** Tells everybody whom a comment mentions, if they may see what it is about; whoever wrote it is not told. */
export async function tellMentionedWithin(
  context: AppContext,
  within: Repositories,
  text: string,
  about: Omit<News, 'id' | 'atMs' | 'kind' | 'path'> & {
    readonly path?: string;
    readonly seenBy: Permission;
  },
): Promise<void> {
  const { seenBy, ...news } = about;
  const people = await whoSee(within, seenBy, about.departmentId);
  const ownId = context.actor.kind === 'person' ? context.actor.id : null;
  const mentioned = mentionedIn(text, people).filter(({ id }) => id !== ownId);
  if (mentioned.length === 0) return;
  await tellPeopleWithin(
    context,
    within,
    { ...news, kind: 'mention' },
    mentioned.map(({ id }) => id),
  );
}
