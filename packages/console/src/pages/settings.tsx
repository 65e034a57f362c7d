import type { Permission } from '@everyline/contract';
import { Tabs } from 'antd';
import type { ReactElement } from 'react';

import { useAddress, wordsOf } from '../address.ts';
import { useSession } from '../api.ts';
import { useWords, type Words } from '../words/words.ts';
import { AccountsTab } from './settings/accounts-tab.tsx';
import { AuditTab } from './settings/audit-tab.tsx';
import { AnswerPolicyTab } from './settings/answer-policy-tab.tsx';
import { CasePolicyTab } from './settings/case-policy-tab.tsx';
import { CaseSystemsTab } from './settings/case-systems-tab.tsx';
import { ChannelsTab } from './settings/channels-tab.tsx';
import { CityTab } from './settings/city-tab.tsx';
import { DepartmentsTab } from './settings/departments-tab.tsx';
import { PoliciesTab } from './settings/policies-tab.tsx';
import { TellingTab } from './settings/telling-tab.tsx';
import { TicketPolicyTab } from './settings/ticket-policy-tab.tsx';
import { TokensTab } from './settings/tokens-tab.tsx';
import { TrunksTab } from './settings/trunks-tab.tsx';

type Tab = keyof Words['settings']['tabs'];

const tabs: readonly (readonly [Tab, Permission, ReactElement])[] = [
  ['city', 'settings.see', <CityTab key="city" />],
  ['departments', 'departments.see', <DepartmentsTab key="departments" />],
  ['trunks', 'trunks.see', <TrunksTab key="trunks" />],
  ['policies', 'policies.see', <PoliciesTab key="policies" />],
  ['tickets', 'policies.see', <TicketPolicyTab key="tickets" />],
  ['cases', 'cases.see', <CasePolicyTab key="cases" />],
  ['answers', 'conversations.see', <AnswerPolicyTab key="answers" />],
  ['channels', 'settings.see', <ChannelsTab key="channels" />],
  ['workOrders', 'settings.see', <CaseSystemsTab key="workOrders" />],
  ['telling', 'settings.see', <TellingTab key="telling" />],
  ['accounts', 'accounts.see', <AccountsTab key="accounts" />],
  ['tokens', 'accounts.see', <TokensTab key="tokens" />],
  ['audit', 'audit.see', <AuditTab key="audit" />],
];

/** The city, its trunks and policies, accounts and the audit log; the tab is in the address. */
export function Settings() {
  const words = useWords();
  const session = useSession();
  const address = useAddress();
  const shown = tabs.filter(([, permission]) => session.permissions.includes(permission));
  const keys = shown.map(([key]) => key);
  return (
    <>
      <h1>{words.menu.settings}</h1>
      <Tabs
        activeKey={wordsOf(address.many('tab'), keys)[0] ?? 'city'}
        destroyOnHidden
        onChange={(tab) =>
          address.change({
            tab: tab === 'city' ? undefined : tab,
            operation: undefined,
            actor: undefined,
          })
        }
        items={shown.map(([key, , children]) => ({
          key,
          label: words.settings.tabs[key],
          children,
        }))}
      />
    </>
  );
}
