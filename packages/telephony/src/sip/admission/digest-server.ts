import type { RandomSource } from '../address.ts';
import { digestAlgorithm, digestResponseOf, readDigestParams } from '../digest.ts';
import { quoted } from '../header-values.ts';
import { bodyText, type SipRequest } from '../message.ts';
import type { Field } from '../outgoing-message.ts';
import { hmacSha256 } from '../sha256.ts';
import { sameUri } from '../uri-equality.ts';
import type { Account, AccountSource, ServerAlgorithm } from './accounts.ts';
import { equalInConstantTime, Nonces } from './nonces.ts';

export interface DigestServerOptions {
  readonly realm: string;
  readonly accounts: AccountSource;
  /** The key that signs nonces, 32 random bytes; the same in all processes that serve one address. */
  readonly key: Uint8Array;
  /**
   * What is offered, the first preferred (RFC 8760 section 2.4); SHA-256 and MD5 unless given. Older equipment, such
   * as baresip 1.0, gives up at a challenge that it does not know even if the next would do: offer it MD5 alone.
   */
  readonly algorithms?: readonly ServerAlgorithm[];
  readonly qop?: readonly ('auth' | 'auth-int')[];
  /** Whether clients are asked to hash their names (RFC 7616 section 3.4.4); no unless given. */
  readonly userhash?: boolean;
  /** How long a nonce serves, in ms; five minutes unless given. */
  readonly nonceLifeMs?: number;
  /** Of how many used nonces the counts are remembered; 100,000 unless given (some 100 bytes each). */
  readonly maxNonces?: number;
}

/** What a request's credentials are worth. An unknown account and a wrong password are the same. */
export type DigestVerdict =
  | { readonly kind: 'right'; readonly account: string }
  | { readonly kind: 'absent' }
  /** The answer is right, but its nonce has expired or was used: a fresh challenge is due, and no harm meant. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'malformed' };

/** The server's half of digest authentication (RFC 7616, RFC 8760) without a byte kept for those who only knock. */
export class DigestServer {
  readonly #options: DigestServerOptions;
  readonly #nonces: Nonces;

  constructor(options: DigestServerOptions, random: RandomSource) {
    this.#options = options;
    this.#nonces = new Nonces({
      key: options.key,
      realm: options.realm,
      lifeMs: options.nonceLifeMs ?? 300_000,
      maxUsed: options.maxNonces ?? 100_000,
      random,
    });
  }

  /** How many used nonces are remembered. */
  get rememberedNonces(): number {
    return this.#nonces.remembered;
  }

  /** The challenges, one for each algorithm. */
  challenge(
    header: 'www-authenticate' | 'proxy-authenticate',
    nowMs: number,
    stale: boolean,
  ): Field[] {
    const { realm, qop = ['auth'], userhash = false } = this.#options;
    const nonce = this.#nonces.issue(nowMs);
    return this.#algorithms.map((algorithm): Field => {
      const parts = [
        `realm=${quoted(realm)}`,
        `qop=${quoted(qop.join(','))}`,
        `algorithm=${algorithm}`,
        `nonce="${nonce}"`,
      ];
      if (stale) parts.push('stale=true');
      if (userhash) parts.push('userhash=true');
      return [header, `Digest ${parts.join(', ')}`];
    });
  }

  /** Looks at the credentials of our realm that a request brings. */
  verify(
    request: SipRequest,
    header: 'authorization' | 'proxy-authorization',
    nowMs: number,
  ): DigestVerdict {
    for (const line of request.headers.lines(header)) {
      const params = readDigestParams(line);
      if (params === null || params.get('realm') !== this.#options.realm) continue;
      return this.#judge(params, request, nowMs);
    }
    return { kind: 'absent' };
  }

  #judge(params: ReadonlyMap<string, string>, request: SipRequest, nowMs: number): DigestVerdict {
    const [username, nonce] = [params.get('username'), params.get('nonce')];
    const [uri, response] = [params.get('uri'), params.get('response')];
    if (username === undefined || nonce === undefined) return { kind: 'malformed' };
    if (uri === undefined || response === undefined) return { kind: 'malformed' };
    const algorithm = digestAlgorithm(params.get('algorithm'));
    const offered = this.#algorithms.find((known) => known === algorithm);
    const qop = readQop(params.get('qop'), this.#options.qop ?? ['auth']);
    const count = qop === null ? lastCount : readCount(params.get('nc'));
    if (offered === undefined || qop === 'unknown' || count === null) return { kind: 'malformed' };
    if (!sameUri(uri, request.uri)) return { kind: 'wrong' };
    const account = this.#find(username, params.get('userhash')?.toLowerCase() === 'true');
    const secret = this.#secretOf(account, username, offered);
    const expected = digestResponseOf(secret, {
      challenge: { algorithm: offered, nonce, qop },
      method: request.method,
      uri,
      nonceText: params.get('nc') ?? '',
      cnonce: params.get('cnonce') ?? '',
      body: qop === 'auth-int' ? (bodyText(request) ?? '') : '',
    });
    if (!equalInConstantTime(response.toLowerCase(), expected)) return { kind: 'wrong' };
    if (account === null) return { kind: 'wrong' };
    const fresh = this.#nonces.holds(nonce, nowMs) && this.#nonces.use(nonce, count, nowMs);
    return fresh ? { kind: 'right', account: account.username } : { kind: 'stale' };
  }

  #find(username: string, hashed: boolean): Account | null {
    const { accounts } = this.#options;
    return hashed ? (accounts.findHashed?.(username) ?? null) : accounts.find(username);
  }

  /** An account that does not exist has a secret too, which nobody knows: it costs the same time to be wrong. */
  #secretOf(account: Account | null, username: string, algorithm: ServerAlgorithm): string {
    const nobody = hmacSha256(this.#options.key, `nobody|${username}`);
    return account?.secrets[algorithm] ?? nobody;
  }

  get #algorithms(): readonly ServerAlgorithm[] {
    return this.#options.algorithms ?? ['SHA-256', 'MD5'];
  }
}

/** Clients of RFC 2069 count nothing: their nonce serves once. */
const lastCount = 0xffffffff;

function readCount(text: string | undefined): number | null {
  return text !== undefined && /^[0-9a-f]{8}$/i.test(text) ? Number.parseInt(text, 16) : null;
}

function readQop(
  text: string | undefined,
  offered: readonly ('auth' | 'auth-int')[],
): 'auth' | 'auth-int' | null | 'unknown' {
  if (text === undefined) return null;
  return offered.find((known) => known === text.toLowerCase()) ?? 'unknown';
}
