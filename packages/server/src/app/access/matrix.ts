import { PERMISSIONS, type Permission, type Role } from '@everyline/contract';

/**
 * How far a role may do an operation: `no`; `own`: inside its department and what is under it;
 * `all`: everywhere. A role without a department has the whole city as its own.
 */
export type Reach = 'no' | 'own' | 'all';

const reading: Partial<Record<Permission, Reach>> = {
  'overview.see': 'own',
  'departments.see': 'own',
  'lines.see': 'own',
  'lines.export': 'own',
  'probes.see': 'own',
  'verdicts.see': 'own',
  'consolidation.see': 'own',
  'campaigns.see': 'all',
  'policies.see': 'all',
  'clearances.see': 'own',
  'objections.see': 'own',
  'sources.see': 'own',
  'tickets.see': 'own',
  'tickets.export': 'own',
  'cases.see': 'own',
  'cases.export': 'own',
  'line_reports.see': 'own',
  'reports.see': 'own',
  'spot_checks.see': 'own',
  'programmes.see': 'all',
  'knowledge.see': 'own',
  'events.see': 'own',
};

/** Programmes, policies, conversations and gaps are the whole city's; who may read them reads all of them. */
const everything: Readonly<Partial<Record<Permission, Reach>>> = {
  ...Object.fromEntries(PERMISSIONS.map((permission) => [permission, 'own'])),
  'campaigns.see': 'all',
  'policies.see': 'all',
  'programmes.see': 'all',
  'conversations.see': 'all',
  'conversations.answer': 'all',
  'gaps.see': 'all',
  'gaps.settle': 'all',
};

/** The permission matrix: one row a role. What is not named is `no`. */
export const MATRIX: Readonly<Record<Role, Readonly<Partial<Record<Permission, Reach>>>>> = {
  city_admin: everything,
  campaign_manager: {
    ...reading,
    'lines.edit': 'own',
    'lines.take': 'own',
    'probes.listen': 'own',
    'consolidation.decide': 'own',
    'campaigns.edit': 'own',
    'campaigns.run': 'own',
    'policies.edit': 'all',
    'clearances.give': 'own',
    'clearances.withdraw': 'own',
    'objections.record': 'all',
    'trunks.see': 'all',
    'calls.stop': 'all',
    'sources.import': 'own',
    'sources.resolve': 'own',
    'tickets.open': 'own',
    'tickets.direct': 'own',
    'reports.issue': 'own',
    'tickets.retest': 'own',
    'tickets.comment': 'own',
    'cases.open': 'own',
    'cases.direct': 'own',
    'cases.comment': 'own',
    'spot_checks.record': 'own',
    'spot_checks.plan': 'own',
    'spot_checks.work': 'own',
    'programmes.edit': 'own',
    'programmes.report': 'own',
    'announcements.see': 'own',
    'announcements.label': 'own',
    'announcements.export': 'own',
    'settings.see': 'all',
  },
  department_manager: {
    ...reading,
    'lines.edit': 'own',
    'lines.confirm': 'own',
    'lines.take': 'own',
    'probes.listen': 'own',
    'clearances.give': 'own',
    'clearances.withdraw': 'own',
    'objections.record': 'own',
    'tickets.open': 'own',
    'tickets.work': 'own',
    'reports.issue': 'own',
    'tickets.retest': 'own',
    'tickets.comment': 'own',
    'cases.open': 'own',
    'cases.work': 'own',
    'cases.comment': 'own',
    'contacts.see': 'own',
    'spot_checks.record': 'own',
    'programmes.report': 'own',
    'knowledge.edit': 'own',
    'knowledge.publish': 'own',
  },
  tester: {
    'overview.see': 'own',
    'departments.see': 'own',
    'lines.see': 'own',
    'lines.confirm': 'own',
    'verdicts.see': 'own',
    'campaigns.see': 'all',
    'spot_checks.see': 'own',
    'spot_checks.record': 'own',
    'spot_checks.work': 'own',
    'objections.record': 'own',
    'events.see': 'own',
  },
  supervisor: {
    ...reading,
    'lines.confirm': 'own',
    'probes.listen': 'own',
    'objections.record': 'own',
    'tickets.comment': 'own',
    'cases.open': 'own',
    'cases.direct': 'own',
    'cases.comment': 'own',
    'contacts.see': 'own',
    'conversations.see': 'all',
    'conversations.answer': 'all',
    'gaps.see': 'all',
  },
  agent: {
    'overview.see': 'own',
    'departments.see': 'own',
    'lines.see': 'own',
    'lines.confirm': 'own',
    'verdicts.see': 'own',
    'cases.see': 'own',
    'cases.open': 'own',
    'cases.comment': 'own',
    'contacts.see': 'own',
    'conversations.see': 'all',
    'conversations.answer': 'all',
    'knowledge.see': 'own',
    'events.see': 'own',
  },
  knowledge_editor: {
    'overview.see': 'own',
    'departments.see': 'own',
    'lines.see': 'own',
    'lines.confirm': 'own',
    'sources.see': 'own',
    'knowledge.see': 'own',
    'knowledge.edit': 'own',
    'knowledge.publish': 'own',
    'gaps.see': 'all',
    'gaps.settle': 'all',
    'events.see': 'own',
  },
  auditor: {
    ...reading,
    'probes.listen': 'own',
    'trunks.see': 'all',
    'announcements.see': 'own',
    'settings.see': 'all',
    'accounts.see': 'all',
    'audit.see': 'all',
    'conversations.see': 'all',
    'gaps.see': 'all',
    'metrics.see': 'all',
  },
  api_token: { ...reading, 'metrics.see': 'all' },
};

/** Operations of the whole city: a role that has them as its `own` does them only without a department. */
export const CITY_WIDE: ReadonlySet<Permission> = new Set([
  'trunks.edit',
  'calls.resume',
  'announcements.label',
  'announcements.export',
  'settings.edit',
  'accounts.see',
  'accounts.edit',
  'audit.see',
]);

/** How far a role reaches with an operation. */
export function reachOf(role: Role, permission: Permission): Reach {
  return MATRIX[role][permission] ?? 'no';
}

/** The operations that a role may do at all, in the order of the contract. */
export function permissionsOf(role: Role): Permission[] {
  return PERMISSIONS.filter((permission) => reachOf(role, permission) !== 'no');
}
