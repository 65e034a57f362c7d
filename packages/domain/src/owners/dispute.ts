import type { Line } from '../lines/line.ts';

/** What an owner can say is wrong with what is published of a line. */
export const disputeKinds = [
  'not_ours',
  'wrong_hours',
  'wrong_service',
  'moved',
  'closed',
] as const;
export type DisputeKind = (typeof disputeKinds)[number];

export interface Dispute {
  readonly kind: DisputeKind;
  readonly note: string;
  /** Whose it is, as far as the owner knows. */
  readonly whose?: string;
  readonly hours?: string;
  readonly services?: readonly string[];
  /** The number that callers are to dial instead, as typed. */
  readonly number?: string;
  /** Since when it is so (`2026-11-30`). */
  readonly sinceDay?: string;
}

/** What follows from a dispute. */
export type DisputeFollows =
  /** What is on record of the line changes at once. */
  | { readonly kind: 'change'; readonly change: Partial<Line> }
  /** The line ends, and another number stands in its place. */
  | { readonly kind: 'move'; readonly number: string }
  /** Somebody has to look: the office, or those who direct the programme. */
  | { readonly kind: 'ticket'; readonly forWhom: 'office' | 'directors' };

/** What a dispute leaves out that it needs. */
export type DisputeLack = 'whose' | 'hours' | 'services' | 'number';

export function disputeLack(dispute: Dispute): DisputeLack | null {
  switch (dispute.kind) {
    case 'not_ours':
      return dispute.whose?.trim() ? null : 'whose';
    case 'wrong_hours':
      return dispute.hours?.trim() ? null : 'hours';
    case 'wrong_service':
      return dispute.services?.some((one) => one.trim() !== '') === true ? null : 'services';
    case 'moved':
      return dispute.number?.trim() ? null : 'number';
    case 'closed':
      return null;
  }
}

/**
 * Hours and services are what the owner says they are. A number ends or moves on the word of somebody
 * with an account only: a link that went astray must not bring another's number into the inventory.
 * Whose a line is, no owner decides alone.
 */
export function followDispute(dispute: Dispute, withAccount: boolean): DisputeFollows {
  switch (dispute.kind) {
    case 'not_ours':
      return { kind: 'ticket', forWhom: 'directors' };
    case 'wrong_hours':
      return { kind: 'change', change: { hours: dispute.hours?.trim() ?? null } };
    case 'wrong_service':
      return {
        kind: 'change',
        change: { services: (dispute.services ?? []).map((one) => one.trim()).filter(Boolean) },
      };
    case 'moved':
      return withAccount
        ? { kind: 'move', number: dispute.number?.trim() ?? '' }
        : { kind: 'ticket', forWhom: 'office' };
    case 'closed':
      return withAccount
        ? { kind: 'change', change: { state: 'retired' } }
        : { kind: 'ticket', forWhom: 'office' };
  }
}
