import type { Invitation } from '@everyline/contract';

import type { StoredInvitation } from '../ports/store/invitations.ts';

export function invitationView(one: StoredInvitation, nowMs: number): Invitation {
  return {
    id: one.id,
    name: one.name,
    displayName: one.displayName,
    role: one.role,
    department:
      one.departmentId === null ? null : { id: one.departmentId, name: one.departmentName ?? '' },
    email: one.email,
    invitedBy: one.invitedBy,
    createdAtMs: one.createdAtMs,
    expiresAtMs: one.expiresAtMs,
    state: stateOf(one, nowMs),
  };
}

function stateOf(one: StoredInvitation, nowMs: number): Invitation['state'] {
  if (one.acceptedAtMs !== null) return 'accepted';
  if (one.withdrawnAtMs !== null) return 'withdrawn';
  return one.expiresAtMs <= nowMs ? 'expired' : 'open';
}
