import { listAudit } from '../../app/audit/list-audit.ts';
import { verifyAudit } from '../../app/audit/verify-audit.ts';
import { readHealth } from '../../app/health/read-health.ts';
import { readOverview } from '../../app/overview/read-overview.ts';
import { listPolicies } from '../../app/policies/list-policies.ts';
import { savePolicy } from '../../app/policies/save-policy.ts';
import { changeSettings } from '../../app/settings/change-settings.ts';
import { readSettings } from '../../app/settings/read-settings.ts';
import type { Handlers } from '../handler.ts';

type CityRoutes =
  | 'health'
  | 'overview'
  | 'listPolicies'
  | 'createPolicy'
  | 'changePolicy'
  | 'settings'
  | 'changeSettings'
  | 'audit'
  | 'verifyAudit';

export function cityHandlers(server: Parameters<typeof readHealth>[1]): Pick<Handlers, CityRoutes> {
  return {
    health: async ({ context, reply }) => {
      const health = await readHealth(context, server);
      if (!health.ok) reply.status(503);
      return health;
    },
    overview: ({ context, query }) => readOverview(context, query),
    listPolicies: ({ context }) => listPolicies(context),
    createPolicy: ({ context, body }) => savePolicy(context, null, body),
    changePolicy: ({ context, params, body }) => savePolicy(context, params.id, body),
    settings: ({ context }) => readSettings(context),
    changeSettings: ({ context, body }) => changeSettings(context, body),
    audit: ({ context, query }) => listAudit(context, query),
    verifyAudit: ({ context }) => verifyAudit(context),
  };
}
