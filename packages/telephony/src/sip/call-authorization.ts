import type { Core } from './core.ts';
import {
  authorization,
  chooseChallenges,
  randomHex,
  readDigestParams,
  type Credentials,
  type DigestChallenge,
} from './digest.ts';
import type { SipResponse } from './message.ts';
import type { Field } from './outgoing-message.ts';

interface KnownChallenge {
  readonly header: 'authorization' | 'proxy-authorization';
  challenge: DigestChallenge;
  /** How often the nonce has been used. */
  count: number;
  /** The request that brought the challenge: the next of its method is the answer to it. */
  readonly by: SipResponse['cseq'];
}

/**
 * The answers to challenges within one call or registration, with the nonce count each has reached
 * (RFC 7616 section 3.4). Servers and proxies of several realms may challenge; each is answered.
 */
export class CallAuthorization {
  readonly #core: Core;
  readonly #credentials: Credentials | null;
  #known = new Map<string, KnownChallenge>();

  constructor(core: Core, credentials: Credentials | null) {
    this.#core = core;
    this.#credentials = credentials;
  }

  /**
   * Takes a 401 or 407 to any request; false when it cannot be answered, or when it refuses our answer to a fresh
   * nonce: the password is wrong. A nonce that a later request finds used up is replaced, also where the server
   * forgets to say `stale`.
   */
  challenged(response: SipResponse): boolean {
    const credentials = this.#credentials;
    if (credentials === null) return false;
    const proxy = response.status === 407;
    const values = response.headers.lines(proxy ? 'proxy-authenticate' : 'www-authenticate');
    const header = proxy ? 'proxy-authorization' : 'authorization';
    let fresh = false;
    for (const challenge of chooseChallenges(values, credentials)) {
      const key = `${header}|${challenge.realm}`;
      const before = this.#known.get(key);
      if (before !== undefined && !challenge.stale && answers(response, before)) return false;
      this.#known.set(key, { header, challenge, count: 0, by: response.cseq });
      fresh = true;
    }
    return fresh;
  }

  /** Takes a successful response: its Authentication-Info may hold the next nonce (RFC 7616 section 3.5). */
  accepted(response: SipResponse): void {
    for (const [name, header] of infos) {
      const value = response.headers.first(name);
      const next = value === undefined ? null : readDigestParams(`Digest ${value}`);
      const nonce = next?.get('nextnonce');
      if (nonce === undefined) continue;
      const known = [...this.#known.values()].filter((entry) => entry.header === header);
      const [only] = known;
      if (known.length !== 1 || only === undefined) continue;
      only.challenge = { ...only.challenge, nonce, stale: false };
      only.count = 0;
    }
  }

  /** The headers for a request, as far as challenges are known; `body` is what `auth-int` protects. */
  fields(method: string, uri: string, body = ''): Field[] {
    const credentials = this.#credentials;
    if (credentials === null) return [];
    return Array.from(this.#known.values(), (known): Field => {
      known.count += 1;
      const cnonce = randomHex(this.#core.random, 2);
      const { challenge, count } = known;
      return [
        known.header,
        authorization({ challenge, credentials, method, uri, nonceCount: count, cnonce, body }),
      ];
    });
  }
}

const infos = [
  ['authentication-info', 'authorization'],
  ['proxy-authentication-info', 'proxy-authorization'],
] as const;

/** Whether a refused request was itself the answer to a challenge: the next of its method after it. */
function answers({ cseq }: SipResponse, { by }: KnownChallenge): boolean {
  return cseq.method === by.method && cseq.number <= by.number + 1;
}
