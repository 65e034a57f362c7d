import { Type } from 'typebox';

/** What a person or a program may be in this product; the scope by department is kept beside the role. */
export const ROLES = [
  'city_admin',
  'campaign_manager',
  'department_manager',
  'tester',
  'supervisor',
  'agent',
  'knowledge_editor',
  'auditor',
  'api_token',
] as const;
export const Role = Type.Enum([...ROLES]);
export type Role = (typeof ROLES)[number];

/** Every operation that is checked, `noun.verb`; which role may do it is one table in the server. */
export const PERMISSIONS = [
  'overview.see',
  'departments.see',
  'departments.edit',
  'lines.see',
  'lines.edit',
  'lines.export',
  'probes.see',
  'probes.listen',
  'verdicts.see',
  'consolidation.see',
  'consolidation.decide',
  'campaigns.see',
  'campaigns.edit',
  'campaigns.run',
  'policies.see',
  'policies.edit',
  'clearances.see',
  'clearances.give',
  'clearances.withdraw',
  'objections.see',
  'objections.record',
  'trunks.see',
  'trunks.edit',
  'calls.stop',
  'calls.resume',
  'sources.see',
  'sources.import',
  'sources.resolve',
  'tickets.see',
  'tickets.export',
  'tickets.open',
  'tickets.work',
  'tickets.direct',
  'tickets.retest',
  'tickets.comment',
  'spot_checks.see',
  'spot_checks.record',
  'announcements.see',
  'announcements.label',
  'announcements.export',
  'settings.see',
  'settings.edit',
  'accounts.see',
  'accounts.edit',
  'audit.see',
  'events.see',
  'metrics.see',
] as const;
export const Permission = Type.Enum([...PERMISSIONS]);
export type Permission = (typeof PERMISSIONS)[number];
