import type { Address, RandomSource } from '../address.ts';
import type { SipRequest } from '../message.ts';
import type { Field } from '../outgoing-message.ts';
import { readUri } from '../uri.ts';
import { AccessList, type AccessRule, type SourcePolicy } from './access-list.ts';
import { Bans, type Ban, type BanPolicy } from './bans.ts';
import { DigestServer, type DigestServerOptions } from './digest-server.ts';
import { sourceOf } from './network.ts';
import { RequestLimit, type RateLimit } from './request-limit.ts';
import { scannerOf } from './scanners.ts';

export interface GateOptions {
  /** Who is trusted, asked or ignored, by address; the first rule that fits decides. */
  readonly access?: readonly AccessRule[];
  /** For addresses that no rule names; `ask` unless given. */
  readonly otherwise?: SourcePolicy;
  /** How agents show who they are; without it those to be asked are only limited. */
  readonly digest?: DigestServerOptions;
  /** The methods that need digest; all but OPTIONS unless given. */
  readonly digestMethods?: readonly string[];
  /** Requests of one source, an IPv4 address or an IPv6 /64; 20 a second and 60 at once unless given. */
  readonly perSource?: RateLimit;
  /** Requests of all sources together; beyond it 503 with Retry-After. No limit unless given. */
  readonly overall?: RateLimit;
  /** Whether the house is full for other reasons; then 503 too. */
  readonly busy?: () => boolean;
  /** Seconds of Retry-After, drawn between the two so that not all come back at once; 5 to 30 unless given. */
  readonly retryAfterS?: readonly [least: number, most: number];
  /** The domains that requests may be for, in lower case; others meet silence. Any unless given. */
  readonly domains?: readonly string[];
  /** Further names of scanners, in lower case. */
  readonly scanners?: readonly string[];
  /** Whether wrong credentials meet silence in the place of 403; those of unknown accounts the same. No unless given. */
  readonly silentToWrongCredentials?: boolean;
  /** 10 offences within ten minutes bring an hour of silence unless given. */
  readonly bans?: BanPolicy;
  /** How many sources are remembered; 20,000 unless given. */
  readonly maxSources?: number;
  /** Told of each ban, for the log or a firewall. */
  readonly onBan?: (ban: Ban) => void;
}

/** What is done with a request that belongs to no call. */
export type GateDecision =
  | { readonly kind: 'pass'; readonly account: string | null }
  | { readonly kind: 'silence' }
  | { readonly kind: 'answer'; readonly status: number; readonly fields: readonly Field[] };

/** How many requests met which end; grows only. */
export interface GateCounts {
  passed: number;
  challenged: number;
  wrongCredentials: number;
  ignored: number;
  limited: number;
  scanners: number;
  overloaded: number;
  banned: number;
}

const silence: GateDecision = { kind: 'silence' };

/** The door of an endpoint: who is served, who is asked who he is, and who gets no answer at all. */
export class Gate {
  readonly counts: GateCounts = {
    passed: 0,
    challenged: 0,
    wrongCredentials: 0,
    ignored: 0,
    limited: 0,
    scanners: 0,
    overloaded: 0,
    banned: 0,
  };
  readonly #options: GateOptions;
  readonly #random: RandomSource;
  readonly #access: AccessList;
  readonly #bans: Bans;
  readonly #perSource: RequestLimit;
  readonly #overall: RequestLimit | null;
  readonly #digest: DigestServer | null;

  constructor(options: GateOptions, random: RandomSource) {
    this.#options = options;
    this.#random = random;
    const maxSources = options.maxSources ?? 20_000;
    this.#access = new AccessList(options.access ?? [], options.otherwise ?? 'ask');
    this.#bans = new Bans(options.bans ?? usualBans, maxSources);
    this.#perSource = new RequestLimit(options.perSource ?? usualLimit, maxSources);
    this.#overall = options.overall === undefined ? null : new RequestLimit(options.overall, 1);
    this.#digest = options.digest === undefined ? null : new DigestServer(options.digest, random);
  }

  /** The bans that hold now. */
  bans(nowMs: number): Ban[] {
    return this.#bans.list(nowMs);
  }

  /** Ends the ban of an address before its time. */
  lift(host: string): void {
    this.#bans.lift(sourceOf(host));
  }

  /** Whether an address is heard at all; what cannot be parsed is answered only then. */
  hears(from: Address, nowMs: number): boolean {
    const policy = this.#access.policyOf(from.host);
    if (policy === 'ignore') return false;
    return policy === 'trust' || !this.#bans.isBanned(sourceOf(from.host), nowMs);
  }

  /** Judges a new request; repeats that a transaction absorbs do not come here. */
  judge(request: SipRequest, from: Address, nowMs: number): GateDecision {
    const policy = this.#access.policyOf(from.host);
    if (policy === 'ignore') return this.#silent('ignored');
    if (policy === 'trust') return this.#pass(null);
    const source = sourceOf(from.host);
    if (this.#bans.isBanned(source, nowMs)) return this.#silent('banned');
    const scanner = scannerOf(request, this.#options.scanners);
    if (scanner !== null) {
      this.#ban(this.#bans.ban(source, `scanner ${scanner}`, nowMs));
      return this.#silent('scanners');
    }
    if (!this.#perSource.admits(source, nowMs)) {
      this.#offence(source, 'too many requests', nowMs);
      return this.#silent('limited');
    }
    if (this.#overloaded(nowMs)) {
      this.counts.overloaded += 1;
      return { kind: 'answer', status: 503, fields: [['retry-after', String(this.#retryAfter())]] };
    }
    if (!this.#isForUs(request)) {
      this.#offence(source, 'unknown domain', nowMs);
      return this.#silent('ignored');
    }
    return this.#needsDigest(request)
      ? this.#authenticate(request, source, nowMs)
      : this.#pass(null);
  }

  #authenticate(request: SipRequest, source: string, nowMs: number): GateDecision {
    const digest = this.#digest;
    if (digest === null) return this.#pass(null);
    const verdict = digest.verify(request, 'authorization', nowMs);
    switch (verdict.kind) {
      case 'right':
        this.#bans.forgive(source);
        return this.#pass(verdict.account);
      case 'malformed':
        this.#offence(source, 'malformed credentials', nowMs);
        return { kind: 'answer', status: 400, fields: [] };
      case 'wrong':
        this.counts.wrongCredentials += 1;
        this.#offence(source, 'wrong credentials', nowMs);
        // Not challenged again: telephones exist that would answer with the same password for ever.
        return this.#options.silentToWrongCredentials === true
          ? silence
          : { kind: 'answer', status: 403, fields: [] };
      case 'absent':
      case 'stale':
        break;
    }
    this.counts.challenged += 1;
    const fields = digest.challenge('www-authenticate', nowMs, verdict.kind === 'stale');
    return { kind: 'answer', status: 401, fields };
  }

  /** What speaks of a dialog is not asked who it is: there is none, and 481 says so. */
  #needsDigest({ method, to }: SipRequest): boolean {
    const { digestMethods } = this.#options;
    if (to.params.has('tag') && method !== 'REGISTER') return false;
    return digestMethods === undefined ? method !== 'OPTIONS' : digestMethods.includes(method);
  }

  #isForUs(request: SipRequest): boolean {
    const { domains } = this.#options;
    if (domains === undefined) return true;
    const uri = readUri(request.uri);
    return uri !== null && (uri.scheme === 'tel' || domains.includes(uri.host.toLowerCase()));
  }

  #overloaded(nowMs: number): boolean {
    if (this.#options.busy?.() === true) return true;
    return this.#overall !== null && !this.#overall.admits('all', nowMs);
  }

  #retryAfter(): number {
    const [least, most] = this.#options.retryAfterS ?? [5, 30];
    return Math.round(least + (most - least) * this.#random());
  }

  #pass(account: string | null): GateDecision {
    this.counts.passed += 1;
    return { kind: 'pass', account };
  }

  #silent(why: 'ignored' | 'limited' | 'scanners' | 'banned'): GateDecision {
    this.counts[why] += 1;
    return silence;
  }

  #offence(source: string, why: string, nowMs: number): void {
    const ban = this.#bans.offence(source, why, nowMs);
    if (ban !== null) this.#ban(ban);
  }

  #ban(ban: Ban): void {
    this.#options.onBan?.(ban);
  }
}

const usualLimit: RateLimit = { perSecond: 20, burst: 60 };
const usualBans: BanPolicy = { offences: 10, withinMs: 600_000, banMs: 3_600_000 };
