import type { Language, Role } from '@everyline/contract';

export interface StoredInvitation {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  readonly departmentId: string | null;
  readonly departmentName: string | null;
  readonly email: string | null;
  readonly language: Language;
  readonly invitedBy: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly acceptedAtMs: number | null;
  readonly withdrawnAtMs: number | null;
}

/** Invitations; of a link's secret only the SHA-256 is kept. */
export interface InvitationStore {
  /** The newest first. */
  all(): Promise<StoredInvitation[]>;
  byHash(sha256: string): Promise<StoredInvitation | null>;
  insert(
    invitation: Omit<StoredInvitation, 'departmentName'> & { readonly sha256: string },
  ): Promise<void>;
  /** Withdraws what nobody has accepted; false when there was nothing. */
  withdraw(
    which: { readonly id: string } | { readonly name: string },
    atMs: number,
  ): Promise<boolean>;
  /** Notes that it was accepted; false when it was over before. */
  accept(id: string, atMs: number): Promise<boolean>;
}
