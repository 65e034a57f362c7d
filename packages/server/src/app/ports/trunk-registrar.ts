import type { StoredRegistration, StoredTrunk } from './store/trunks.ts';

/** Who hears of a trunk's registration until it is left. */
export interface RegistrationListener {
  changed(state: Omit<StoredRegistration, 'changedAtMs'>): void;
  /** Whoever kept it is gone; it has to be begun anew. */
  lost(): void;
}

/** Keeps trunks registered at their carriers, from the address that their calls leave from. */
export interface TrunkRegistrar {
  /** Begins, or begins anew after a change. */
  register(trunk: StoredTrunk, listener: RegistrationListener): Promise<void>;
  /** Takes the registration of a trunk back. */
  leave(trunkId: string): void;
}
