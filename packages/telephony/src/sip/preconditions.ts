import type { MediaDirection } from './sdp.ts';

/** Which way of a stream: none, one or both (RFC 3312 section 4, direction-tag). */
type Way = 'none' | 'send' | 'recv' | 'sendrecv';

/** The quality-of-service lines of a description's audio stream, as its writer sees them (RFC 3312 section 5). */
export interface Qos {
  /** What the writer has reserved on its own access, and what it believes of the other's. */
  readonly local: Way;
  readonly remote: Way;
  /** Whether the writer asks that nothing ring before its own access is ready. */
  readonly mandatory: boolean;
  /** The writer wants to be told when the other's access is ready. */
  readonly confirm: boolean;
}

const turned: Readonly<Record<Way, Way>> = {
  none: 'none',
  send: 'recv',
  recv: 'send',
  sendrecv: 'sendrecv',
};

function wayOf(text: string | undefined): Way {
  return text === 'send' || text === 'recv' || text === 'sendrecv' ? text : 'none';
}

/** The lines of the first audio stream. */
function audioSection(sdp: string): string {
  return /^m=audio [^]*?(?=^m=|$(?![^]))/m.exec(sdp)?.[0] ?? '';
}

/** Reads the segmented preconditions of the audio stream; null when it has none. */
export function readQos(sdp: string): Qos | null {
  if (!sdp.includes('a=curr:qos')) return null;
  const section = audioSection(sdp);
  const current = new Map<string, Way>();
  for (const [, side = '', way] of section.matchAll(/^a=curr:qos (local|remote) (\w+)\s*$/gm))
    current.set(side, wayOf(way));
  if (current.size === 0) return null;
  return {
    local: current.get('local') ?? 'none',
    remote: current.get('remote') ?? 'none',
    mandatory: /^a=des:qos mandatory (?:local|remote) (?!none)\w+\s*$/m.test(section),
    confirm: /^a=conf:qos remote \w+\s*$/m.test(section),
  };
}

/** Whether a telephone may ring: the writer's access is ready, or it does not insist (RFC 3312 section 6). */
export function mayRing(sdp: string | null): boolean {
  const qos = sdp === null ? null : readQos(sdp);
  return qos === null || !qos.mandatory || qos.local === 'sendrecv';
}

/**
 * Adds our preconditions to an answer whose offer has them: our access is always ready; a far end whose is not is
 * asked to confirm it (RFC 3312 section 5.1.2). Other answers stay as they are.
 */
export function qosAnswer(offer: string, answer: string): string {
  const qos = readQos(offer);
  if (qos === null) return answer;
  const strength = qos.mandatory ? 'mandatory' : 'optional';
  const lines = [
    'a=curr:qos local sendrecv',
    `a=curr:qos remote ${turned[qos.local]}`,
    `a=des:qos ${strength} local sendrecv`,
    `a=des:qos ${strength} remote sendrecv`,
  ];
  if (qos.local !== 'sendrecv') lines.push('a=conf:qos remote sendrecv');
  return withQosLines(answer, lines);
}

/** An offer of ours that says that our access is ready, and what we know of theirs. */
export function qosOffer(sdp: string, theirs: Qos | null): string {
  return withQosLines(sdp, [
    'a=curr:qos local sendrecv',
    `a=curr:qos remote ${theirs === null ? 'none' : turned[theirs.local]}`,
    `a=des:qos ${theirs?.mandatory === true ? 'mandatory' : 'optional'} local sendrecv`,
    'a=des:qos optional remote sendrecv',
  ]);
}

/** The description with these lines at the end of its first audio stream, instead of any that it had. */
function withQosLines(sdp: string, lines: readonly string[]): string {
  const bare = sdp.replace(/^a=(?:curr|des|conf):qos .*\r?\n/gm, '');
  const section = audioSection(bare);
  if (section === '') return sdp;
  const added = lines.map((line) => `${line}\r\n`).join('');
  return bare.replace(section, () => section + added);
}

/** What the P-Early-Media header says of a stream before the answer (RFC 5009 section 8). */
export interface EarlyMedia {
  /** As seen by whoever receives the header; null when only support is told. */
  readonly direction: MediaDirection | null;
  /** The network decides elsewhere what may pass. */
  readonly gated: boolean;
}

/** Reads a P-Early-Media header; null when it is absent. */
export function readEarlyMedia(values: readonly string[]): EarlyMedia | null {
  if (values.length === 0) return null;
  const words = values.map((value) => value.toLowerCase());
  const direction = words.find(
    (word) =>
      word === 'sendrecv' || word === 'sendonly' || word === 'recvonly' || word === 'inactive',
  );
  return { direction: direction ?? null, gated: words.includes('gated') };
}
