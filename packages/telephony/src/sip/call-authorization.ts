import type { Core } from './core.ts';
import {
  authorization,
  chooseChallenge,
  randomHex,
  type Credentials,
  type DigestChallenge,
} from './digest.ts';
import type { SipResponse } from './message.ts';
import type { Field } from './outgoing-message.ts';

/** The answers to challenges within one call, with the nonce count each has reached (RFC 7616 section 3.4). */
export class CallAuthorization {
  readonly #core: Core;
  readonly #credentials: Credentials | null;
  #challenges = new Map<
    'authorization' | 'proxy-authorization',
    { challenge: DigestChallenge; count: number }
  >();

  constructor(core: Core, credentials: Credentials | null) {
    this.#core = core;
    this.#credentials = credentials;
  }

  /** Takes a 401 or 407; false when it cannot be answered, or our answer to the same nonce was refused. */
  challenged(response: SipResponse): boolean {
    if (this.#credentials === null) return false;
    const proxy = response.status === 407;
    const values = response.headers.lines(proxy ? 'proxy-authenticate' : 'www-authenticate');
    const challenge = chooseChallenge(values, this.#credentials);
    if (challenge === null) return false;
    const name = proxy ? 'proxy-authorization' : 'authorization';
    const before = this.#challenges.get(name);
    if (before !== undefined && !challenge.stale && before.challenge.realm === challenge.realm)
      return false;
    this.#challenges.set(name, { challenge, count: 0 });
    return true;
  }

  /** The headers for a request, as far as challenges are known. */
  fields(method: string, uri: string): Field[] {
    const credentials = this.#credentials;
    if (credentials === null) return [];
    return Array.from(this.#challenges, ([name, known]): Field => {
      known.count += 1;
      const cnonce = randomHex(this.#core.random, 2);
      const { challenge, count } = known;
      return [
        name,
        authorization({ challenge, credentials, method, uri, nonceCount: count, cnonce }),
      ];
    });
  }
}
