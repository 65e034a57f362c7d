import type { Address } from '../address.ts';

/** One contact of an address of record (RFC 3261 section 10.3). */
export interface Binding {
  /** The Contact URI as it was registered. */
  readonly contact: string;
  /** Preference, 0 to 1; 1 when none was given. */
  readonly q: number;
  readonly expiresAtMs: number;
  readonly callId: string;
  readonly cseq: number;
  /** The proxies towards the contact, each a name-addr, the nearest to us first (RFC 3327). */
  readonly path: readonly string[];
  /** `+sip.instance` without brackets and `reg-id`, when the contact is a flow (RFC 5626 section 6). */
  readonly flow: { readonly instance: string; readonly regId: number } | null;
  /** Where the REGISTER came from: behind a NAT the only way back. */
  readonly source: Address;
  readonly userAgent: string | null;
}

/** Where the bindings are kept; keys are addresses of record as `user@domain`. */
export interface BindingStore {
  /** The bindings of an address of record, also expired ones that nobody has removed yet. */
  bindingsOf(aor: string): readonly Binding[];
  /** Puts these in the place of what was; none removes the address of record. */
  replace(aor: string, bindings: readonly Binding[]): void;
}

/** What changed, for those who keep or show bindings elsewhere. */
export interface BindingEvent {
  readonly kind: 'bound' | 'refreshed' | 'unbound' | 'expired';
  readonly aor: string;
  readonly binding: Binding;
  readonly atMs: number;
}

/** Bindings in memory. */
export class MemoryBindings implements BindingStore {
  readonly #bindings = new Map<string, readonly Binding[]>();

  /** How many addresses of record have a binding. */
  get size(): number {
    return this.#bindings.size;
  }

  bindingsOf(aor: string): readonly Binding[] {
    return this.#bindings.get(aor) ?? [];
  }

  replace(aor: string, bindings: readonly Binding[]): void {
    if (bindings.length === 0) this.#bindings.delete(aor);
    else this.#bindings.set(aor, bindings);
  }
}
