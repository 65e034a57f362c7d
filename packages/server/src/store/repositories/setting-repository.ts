import type { CitySettings, Policy, PolicyRules, SignInRules } from '@everyline/contract';
import type {
  AnswerPolicy,
  CasePolicy,
  KnowledgePolicy,
  OwnerPolicy,
  TicketPolicy,
} from '@everyline/domain';

import type { StoredSignOn } from '../../app/ports/sign-on.ts';
import type { SettingStore } from '../../app/ports/store/settings.ts';
import type { StoredTelling } from '../../app/ports/store/telling.ts';
import type { Database } from '../database.ts';

interface PolicyRow {
  id: string;
  name: string;
  rules: unknown;
  created_at_ms: number;
}

function toPolicy(row: PolicyRow): Policy {
  return {
    id: row.id,
    name: row.name,
    rules: row.rules as PolicyRules,
    createdAtMs: row.created_at_ms,
  };
}

export function settingRepository(db: Database): SettingStore {
  const read = async (key: string): Promise<unknown> => {
    const row = await db
      .selectFrom('settings')
      .select('value')
      .where('key', '=', key)
      .executeTakeFirst();
    return row?.value ?? null;
  };
  const save = async (key: string, setting: unknown) => {
    const value = JSON.stringify(setting);
    await db
      .insertInto('settings')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
  };
  return {
    installation: async () => (await read('installation')) as string,
    city: async () => (await read('city')) as CitySettings | null,
    saveCity: (city) => save('city', city),
    ticketPolicy: async () => (await read('ticket_policy')) as TicketPolicy | null,
    saveTicketPolicy: (policy) => save('ticket_policy', policy),
    casePolicy: async () => (await read('case_policy')) as CasePolicy | null,
    saveCasePolicy: (policy) => save('case_policy', policy),
    ownerPolicy: async () => (await read('owner_policy')) as OwnerPolicy | null,
    saveOwnerPolicy: (policy) => save('owner_policy', policy),
    knowledgePolicy: async () => (await read('knowledge_policy')) as KnowledgePolicy | null,
    saveKnowledgePolicy: (policy) => save('knowledge_policy', policy),
    answerPolicy: async () => (await read('answer_policy')) as AnswerPolicy | null,
    saveAnswerPolicy: (policy) => save('answer_policy', policy),
    telling: async () => (await read('telling')) as StoredTelling | null,
    saveTelling: (telling) => save('telling', telling),
    signInRules: async () => (await read('sign_in')) as SignInRules | null,
    saveSignInRules: (rules) => save('sign_in', rules),
    signOn: async () => (await read('sign_on')) as StoredSignOn | null,
    saveSignOn: (provider) => save('sign_on', provider),
    policies: async () =>
      (await db.selectFrom('policies').selectAll().orderBy('name').execute()).map(toPolicy),
    policy: async (id) => {
      const row = await db
        .selectFrom('policies')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? toPolicy(row) : null;
    },
    insertPolicy: async (policy) => {
      await db
        .insertInto('policies')
        .values({
          id: policy.id,
          name: policy.name,
          rules: JSON.stringify(policy.rules),
          created_at_ms: policy.createdAtMs,
        })
        .execute();
    },
    updatePolicy: async (id, change) => {
      await db
        .updateTable('policies')
        .set({ name: change.name, rules: JSON.stringify(change.rules) })
        .where('id', '=', id)
        .execute();
    },
  };
}
