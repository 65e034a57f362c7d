import { PERMISSIONS, ROLES } from '@everyline/contract';
import { describe, expect, it } from 'vitest';

import { permissionsOf, reachOf } from './matrix.ts';

describe('the permission matrix', () => {
  it('lets a city administrator do everything and a token change nothing', () => {
    expect(permissionsOf('city_admin')).toEqual([...PERMISSIONS]);
    expect(permissionsOf('api_token').every((one) => /\.(see|export)$/.test(one))).toBe(true);
  });

  it('keeps calling, trunks, accounts and settings from everyone who is not appointed for them', () => {
    const who = (permission: (typeof PERMISSIONS)[number]) =>
      ROLES.filter((role) => reachOf(role, permission) !== 'no');
    expect(who('campaigns.run')).toEqual(['city_admin', 'campaign_manager']);
    expect(who('trunks.edit')).toEqual(['city_admin']);
    expect(who('accounts.edit')).toEqual(['city_admin']);
    expect(who('calls.stop')).toEqual(['city_admin', 'campaign_manager']);
    expect(who('calls.resume')).toEqual(['city_admin']);
    expect(who('audit.see')).toEqual(['city_admin', 'auditor']);
  });
});
