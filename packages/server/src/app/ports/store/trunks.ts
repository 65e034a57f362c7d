import type {
  CertificateFacts,
  RegistrationState,
  StopAll,
  Trunk,
  TrunkCall,
  TrunkRegistration,
} from '@everyline/domain';

/** What a trunk shows a carrier that asks who calls (mutual TLS). */
export interface ClientCertificate extends CertificateFacts {
  /** The certificate with its chain, PEM. */
  readonly certificate: string;
  /** Its key, PEM, sealed by the port Secrets. */
  readonly privateKeySealed: string;
}

/** An authority that is believed of a trunk's servers, in place of those that the machine knows. */
export interface TrunkAuthority extends CertificateFacts {
  /** PEM. */
  readonly certificate: string;
}

/** A trunk with what the domain need not know of it. */
export interface StoredTrunk extends Trunk {
  /** The resource that a WebSocket asks for, as a path with what may follow it; `/` where the transport is none. */
  readonly webSocketPath: string;
  readonly username: string | null;
  /** Sealed by the port Secrets. */
  readonly passwordSealed: string | null;
  readonly perDay: number;
  readonly codecs: readonly ('PCMA' | 'PCMU')[];
  /** How it registers; null when it need not. */
  readonly registration: TrunkRegistration | null;
  /** Shown over TLS; null where the carrier does not ask for one. */
  readonly clientCertificate: ClientCertificate | null;
  /** Those that certify the carrier; none: those that the machine knows. */
  readonly authorities: readonly TrunkAuthority[];
  /** Calls that ended before count no more for its health: a person has released it since. */
  readonly watchedSinceMs: number;
}

/** How it stands with a trunk's registration, as the process that keeps it has last said. */
export interface StoredRegistration {
  readonly state: RegistrationState;
  /** `host:port` that answered, or was tried last. */
  readonly registrar: string | null;
  /** The last answer, when there was one. */
  readonly status: number | null;
  readonly reason: string | null;
  readonly expiresAtMs: number | null;
  readonly retryAtMs: number | null;
  readonly changedAtMs: number;
}

export interface TrunkStore {
  all(): Promise<StoredTrunk[]>;
  byId(id: string): Promise<StoredTrunk | null>;
  insert(trunk: StoredTrunk): Promise<void>;
  update(trunk: StoredTrunk): Promise<void>;
  /** Calls by trunk begun since a moment, and those in progress, from the ledger. */
  calls(sinceMs: number): Promise<Map<string, { begun: number; inProgress: number }>>;
  /** The calls over a trunk that ended after a moment, of all processes, as its health sees them. */
  recentCalls(trunkId: string, sinceMs: number): Promise<TrunkCall[]>;
  /** By trunk. */
  registrations(): Promise<Map<string, StoredRegistration>>;
  /** Puts this in the place of what was; null when the trunk does not register any more. */
  setRegistration(trunkId: string, registration: StoredRegistration | null): Promise<void>;
  /** The stop-all button while it is pressed. */
  stop(): Promise<StopAll | null>;
  pressStop(stop: StopAll & { id: string }): Promise<void>;
  releaseStop(release: { atMs: number; by: string }): Promise<void>;
  callsInProgress(): Promise<number>;
}
