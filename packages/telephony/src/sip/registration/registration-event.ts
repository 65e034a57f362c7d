import type { Address } from '../address.ts';

interface OfRegistration {
  readonly registrationId: string;
  readonly atMs: number;
}

/** The registrar keeps our contact (RFC 3261 section 10.2); told again at each refresh. */
export interface RegisteredEvent extends OfRegistration {
  readonly kind: 'registered';
  readonly registrar: Address;
  /** How long the registrar keeps it, in seconds: its word, not what was asked. */
  readonly expiresS: number;
  /** When it will be refreshed. */
  readonly refreshAtMs: number;
  /** How many contacts of the address of record the registrar has, ours included. */
  readonly contacts: number;
  /** The route that requests for the account's calls should take (RFC 3608); empty when none is named. */
  readonly serviceRoute: readonly string[];
  /** Further identities of the account (RFC 7315 section 4.1, P-Associated-URI). */
  readonly associatedUris: readonly string[];
  /** Where the registrar sees us when that is not where we think we are: we are behind a NAT (RFC 3581). */
  readonly seenAs: Address | null;
}

/** A try ended without a registration; another follows by itself. */
export interface RegistrationFailedEvent extends OfRegistration {
  readonly kind: 'registration-failed';
  /** The last answer; 408 when none came, 503 when the transport failed. */
  readonly status: number;
  readonly reason: string;
  /** `remote`: a response was received. */
  readonly by: 'remote' | 'timeout' | 'transport';
  /** Whether the registrar refused us for what we are or know: a wrong password, an unknown account. */
  readonly refused: boolean;
  readonly retryAtMs: number;
  /** Until when an earlier registration still holds; null when none does. */
  readonly registeredUntilMs: number | null;
}

/** An earlier registration ran out before it could be refreshed. */
export interface RegistrationLapsedEvent extends OfRegistration {
  readonly kind: 'registration-lapsed';
}

/** The registration was taken back; the last event. `status` is null when no answer came or none was needed. */
export interface UnregisteredEvent extends OfRegistration {
  readonly kind: 'unregistered';
  readonly status: number | null;
}

/** What happens with a registration of ours; ends with `unregistered`. */
export type RegistrationEvent =
  RegisteredEvent | RegistrationFailedEvent | RegistrationLapsedEvent | UnregisteredEvent;
