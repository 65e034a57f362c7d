import type { Address } from '../address.ts';
import type { Credentials } from '../digest.ts';
import type { RegistrationEvent } from './registration-event.ts';

/** An account to be kept registered (RFC 3261 section 10.2). */
export interface RegistrationRequest {
  /** The address of record, e.g. `sip:02812345@ims.example`: From and To. */
  readonly aor: string;
  /** The Request-URI; `sip:` with the domain of the address of record unless given. */
  readonly registrar?: string;
  /** The registrar or its outbound proxies, the preferred first; the next is tried when one does not answer. */
  readonly sendTo: readonly [Address, ...Address[]];
  /** Preloaded routes, each a name-addr or URI. */
  readonly route?: readonly string[];
  readonly credentials?: Credentials;
  /** What is asked for, in seconds; 3600 unless given. */
  readonly expiresS?: number;
  /** The user part of our Contact; that of the address of record unless given. */
  readonly contactUser?: string;
  /** Preference among the contacts, 0 to 1. */
  readonly q?: number;
  /** `+sip.instance` and `reg-id` of this flow (RFC 5626 section 4.2). */
  readonly outbound?: { readonly instance: string; readonly regId: number };
  readonly headers?: Readonly<Record<string, string>>;
  /** Waiting after failures: base-time and max-time of RFC 5626 section 4.5; 30 s and 1800 s unless given. */
  readonly retry?: { readonly baseMs: number; readonly maxMs: number };
  /** Told of each event, when the machine is at rest. */
  readonly watch: (event: RegistrationEvent) => void;
}
