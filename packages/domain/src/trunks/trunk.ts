/** How a trunk's signalling travels: as datagrams, over connections, or over encrypted ones; ws and wss within HTTP's (RFC 7118). */
export const trunkTransports = ['udp', 'tcp', 'tls', 'ws', 'wss'] as const;
export type TrunkTransport = (typeof trunkTransports)[number];

/** Whether certificates are shown and looked at. */
export function isEncrypted(transport: TrunkTransport): boolean {
  return transport === 'tls' || transport === 'wss';
}

/** Whether a resource of a web server is asked for. */
export function isWebSocket(transport: TrunkTransport): boolean {
  return transport === 'ws' || transport === 'wss';
}

/** The way into the telephone network. */
export interface Trunk {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  /** 0: the name service is asked for the host's service (SRV). */
  readonly port: number;
  readonly transport: TrunkTransport;
  /** The host is a loopback address (127.0.0.0/8 or ::1); decided by `isLoopbackHost`, never typed in. */
  readonly loopback: boolean;
  /** The far end is our own simulated exchange. */
  readonly simulated: boolean;
  /** The registered number that tests come from, E.164 or as registered with the carrier. */
  readonly registeredNumber: string | null;
  /** The number that calls would really present now; must equal the registered one. */
  readonly presentedNumber: string | null;
  readonly channels: number;
  readonly state: TrunkState;
}

export type TrunkState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'stopped'; readonly reason: TrunkStopReason; readonly atMs: number };

/** How a trunk registers at its carrier (RFC 3261 section 10); its user name and password answer the challenge. */
export interface TrunkRegistration {
  /** Registrars as `host` or `host:port`, the preferred first; none means the trunk's own address. */
  readonly registrars: readonly string[];
  /** The domain of the address of record; null means the trunk's host. */
  readonly domain: string | null;
  /** The user of the address of record; null means the presented number. */
  readonly user: string | null;
  /** What is asked for, in seconds; the registrar may grant less. */
  readonly expiresS: number;
}

/** How it stands with a trunk's registration. */
export const registrationStates = ['registering', 'registered', 'failed', 'refused'] as const;
export type RegistrationState = (typeof registrationStates)[number];

/** Why a trunk stopped by itself, or was stopped. */
export const trunkStopReasons = [
  'burst_rejected',
  'many_short_calls',
  'trunk_faults',
  'stopped_by_person',
] as const;
export type TrunkStopReason = (typeof trunkStopReasons)[number];

/** One button stops everything; pressed by a person, released by a person. */
export interface StopAll {
  readonly pressedAtMs: number;
  readonly by: string;
  readonly note: string;
}

/** True for 127.0.0.0/8, ::1 (also bracketed or mapped) and the name localhost: nothing else. */
export function isLoopbackHost(host: string): boolean {
  const bare = host
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1');
  if (bare === 'localhost' || bare === '::1' || bare === '0:0:0:0:0:0:0:1') return true;
  const v4 = bare.startsWith('::ffff:') ? bare.slice('::ffff:'.length) : bare;
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(v4);
  return (
    parts !== null && parts[1] === '127' && parts.slice(1).every((part) => Number(part) <= 255)
  );
}
