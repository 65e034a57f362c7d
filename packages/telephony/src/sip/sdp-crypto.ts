import type { SrtpCrypto } from '../rtp/srtp-crypto.ts';
import { srtpSuite, type SrtpMaster } from '../rtp/srtp-suite.ts';

/** One `a=crypto` line that we understand and may use (RFC 4568 section 4). */
export interface CryptoAttribute {
  /** 0 to 999,999,999, unique within the stream; an answer repeats that of the offer. */
  readonly tag: number;
  readonly master: SrtpMaster;
}

/** As sdp-transform gives it; what looks like a number comes as one. */
interface CryptoLine {
  readonly id: number;
  readonly suite: string;
  readonly config: string;
  readonly sessionConfig?: string;
}

const MOST_MKI_OCTETS = 128;

/** Session parameters that change nothing for us; any other forbids the use of its line (RFC 4568 section 6.3). */
function isHarmless(parameter: string): boolean {
  return /^-/.test(parameter) || /^WSH=\d+$/i.test(parameter) || /^KDR=0$/i.test(parameter);
}

/** The key of one line: `inline:` key and salt in base64, then lifetime and MKI (RFC 4568 section 6.1). */
function readMaster(suiteName: string, config: string): SrtpMaster | null {
  const suite = srtpSuite(suiteName);
  const first = config.split(';')[0] ?? '';
  const words = /^inline:(.*)$/.exec(first)?.[1]?.split('|');
  if (suite === null || words === undefined) return null;
  const octets = fromBase64(words[0] ?? '');
  if (octets?.length !== suite.keyOctets + suite.saltOctets) return null;
  const mki = words.slice(1).find((word) => word.includes(':'));
  const identifier = mki === undefined ? new Uint8Array(0) : readMki(mki);
  if (identifier === null) return null;
  return {
    suite,
    key: octets.subarray(0, suite.keyOctets),
    salt: octets.subarray(suite.keyOctets),
    mki: identifier,
  };
}

function readMki(text: string): Uint8Array | null {
  const found = /^(\d{1,15}):(\d{1,3})$/.exec(text);
  const length = Number(found?.[2] ?? 0);
  if (found === null || length < 1 || length > MOST_MKI_OCTETS) return null;
  let value = Number(found[1]);
  const octets = new Uint8Array(length);
  for (let n = length - 1; n >= 0; n--) {
    octets[n] = value % 256;
    value = Math.floor(value / 256);
  }
  return value === 0 ? octets : null;
}

function fromBase64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** The lines that can be used, in the offerer's order; those of unknown profiles and malformed ones are left out. */
export function readCryptoAttributes(lines: readonly CryptoLine[]): CryptoAttribute[] {
  return lines.flatMap((line) => {
    const parameters = String(line.sessionConfig ?? '')
      .split(' ')
      .filter((word) => word !== '');
    const master = readMaster(String(line.suite), String(line.config));
    const isUsable = master !== null && parameters.every(isHarmless);
    return isUsable ? [{ tag: line.id, master }] : [];
  });
}

/** One line for a description, with neither lifetime nor, unless it has one, MKI. */
export function writeCryptoAttribute({ tag, master }: CryptoAttribute): CryptoLine {
  const octets = [...master.key, ...master.salt];
  const key = btoa(String.fromCharCode(...octets));
  const value = master.mki.reduce((sum, octet) => sum * 256 + octet, 0);
  const mki = master.mki.length === 0 ? '' : `|${value}:${master.mki.length}`;
  return { id: tag, suite: master.suite.name, config: `inline:${key}${mki}` };
}

/** A fresh key for each profile, to be offered in this order (RFC 4568 section 5.1.1). */
export function newCryptoAttributes(
  crypto: SrtpCrypto,
  suites: readonly SrtpMaster['suite'][],
): CryptoAttribute[] {
  return suites.map((suite, n) => ({
    tag: n + 1,
    master: {
      suite,
      key: crypto.randomOctets(suite.keyOctets),
      salt: crypto.randomOctets(suite.saltOctets),
      mki: new Uint8Array(0),
    },
  }));
}

/** The keys of both directions of a protected stream. */
export interface SrtpMasters {
  readonly local: SrtpMaster;
  readonly remote: SrtpMaster;
}

/** What an answerer takes: the first offered line for whose profile it has a key of its own (RFC 4568 section 5.1.2). */
export function chooseCrypto(
  offered: readonly CryptoAttribute[],
  own: readonly CryptoAttribute[],
): { readonly answer: CryptoAttribute; readonly masters: SrtpMasters } | null {
  for (const { tag, master } of offered) {
    const ours = own.find((candidate) => candidate.master.suite.name === master.suite.name);
    if (ours !== undefined) {
      const answer = { tag, master: ours.master };
      return { answer, masters: { local: ours.master, remote: master } };
    }
  }
  return null;
}

/** What an offerer takes from the answer: its one line, of a tag and profile that were offered (RFC 4568 section 5.1.3). */
export function agreedCrypto(
  offered: readonly CryptoAttribute[],
  answered: readonly CryptoAttribute[],
): SrtpMasters | null {
  const answer = answered[0];
  const ours = offered.find(({ tag }) => tag === answer?.tag);
  if (answer === undefined || ours?.master.suite.name !== answer.master.suite.name) return null;
  return { local: ours.master, remote: answer.master };
}
