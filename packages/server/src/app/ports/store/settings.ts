import type { CitySettings, Policy, PolicyRules, SignInRules } from '@everyline/contract';
import type {
  AnswerPolicy,
  CasePolicy,
  KnowledgePolicy,
  OwnerPolicy,
  TicketPolicy,
} from '@everyline/domain';

import type { StoredSignOn } from '../sign-on.ts';
import type { StoredTelling } from './telling.ts';

export interface SettingStore {
  /** The identity of this installation, a UUID: the same for ever, wherever it is served. */
  installation(): Promise<string>;
  /** The city's settings, null before the set-up. */
  city(): Promise<CitySettings | null>;
  saveCity(city: CitySettings): Promise<void>;
  /** The rules of tickets, null while nobody has changed them. */
  ticketPolicy(): Promise<TicketPolicy | null>;
  saveTicketPolicy(policy: TicketPolicy): Promise<void>;
  /** The rules of cases, null while nobody has changed them. */
  casePolicy(): Promise<CasePolicy | null>;
  saveCasePolicy(policy: CasePolicy): Promise<void>;
  /** The rules of owners, null while nobody has changed them. */
  ownerPolicy(): Promise<OwnerPolicy | null>;
  saveOwnerPolicy(policy: OwnerPolicy): Promise<void>;
  /** The rules of the knowledge base, null while nobody has changed them. */
  knowledgePolicy(): Promise<KnowledgePolicy | null>;
  saveKnowledgePolicy(policy: KnowledgePolicy): Promise<void>;
  /** How questions of citizens are answered, null while nobody has changed it. */
  answerPolicy(): Promise<AnswerPolicy | null>;
  saveAnswerPolicy(policy: AnswerPolicy): Promise<void>;
  /** How people are told, null while nobody has changed it. */
  telling(): Promise<StoredTelling | null>;
  saveTelling(telling: StoredTelling): Promise<void>;
  /** Who has to have a second factor, null while nobody has changed it. */
  signInRules(): Promise<SignInRules | null>;
  saveSignInRules(rules: SignInRules): Promise<void>;
  /** The provider with which people sign on, null where there is none. */
  signOn(): Promise<StoredSignOn | null>;
  saveSignOn(provider: StoredSignOn | null): Promise<void>;
  policies(): Promise<Policy[]>;
  policy(id: string): Promise<Policy | null>;
  insertPolicy(policy: Policy): Promise<void>;
  updatePolicy(id: string, change: { name: string; rules: PolicyRules }): Promise<void>;
}
