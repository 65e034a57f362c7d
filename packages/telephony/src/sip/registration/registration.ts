import { isReliable, sameAddress, type Address } from '../address.ts';
import { CallAuthorization } from '../call-authorization.ts';
import { allowField } from '../capabilities.ts';
import type { Core, OwnedTransaction, TransactionOwner } from '../core.ts';
import { randomHex } from '../digest.ts';
import { canonicalName } from '../header-fields.ts';
import { quoted } from '../header-values.ts';
import type { SipResponse } from '../message.ts';
import { composeRequest, type Field } from '../outgoing-message.ts';
import { readRetryAfter, reasonPhrase } from '../reason-phrases.ts';
import type { Timer } from '../timer-queue.ts';
import type { TransactionLayer } from '../transaction-layer.ts';
import { escapedUser, readUri, unescaped } from '../uri.ts';
import type { RegistrationEvent, RegistrationFailedEvent } from './registration-event.ts';
import type { RegistrationRequest } from './registration-request.ts';
import { grantedTo, seenAs } from './registration-response.ts';

type Failure = Pick<RegistrationFailedEvent, 'status' | 'reason' | 'by'> & {
  readonly retryAfterS: number | null;
};

/** Answers to challenges and to 423 within one try; more means that the registrar cannot be satisfied. */
const maxRequestsATry = 5;

/** No registrar asks for more than a week; a Min-Expires beyond it is not followed. */
const longestExpiresS = 7 * 86_400;

/**
 * Keeps one address of record registered (RFC 3261 section 10.2): refreshes at a random moment between half and three
 * quarters of the granted time, answers challenges and 423, goes on to the next registrar when one does not answer,
 * and waits after failures as RFC 5626 section 4.5 says.
 */
export class Registration implements TransactionOwner {
  readonly id: string;
  readonly ladder = null;
  readonly transactions = new Set<OwnedTransaction>();
  readonly #core: Core;
  readonly #layer: TransactionLayer;
  readonly #request: RegistrationRequest;
  readonly #authorization: CallAuthorization;
  readonly #over: (registration: Registration) => void;
  readonly #fromTag: string;
  readonly #contactUser: string;
  #sequence: number;
  #expiresS: number;
  #target = 0;
  /** How many registrars this try has found without an answer. */
  #deaf = 0;
  #requests = 0;
  #failures = 0;
  #inFlight = false;
  #leaving = false;
  #registeredUntilMs: number | null = null;
  #registeredAt: Address | null = null;
  #next: Timer | null = null;
  #lapse: Timer | null = null;

  constructor(parts: {
    core: Core;
    layer: TransactionLayer;
    request: RegistrationRequest;
    over: (registration: Registration) => void;
  }) {
    const { core, request } = parts;
    this.#core = core;
    this.#layer = parts.layer;
    this.#request = request;
    this.#over = parts.over;
    this.#authorization = new CallAuthorization(core, request.credentials ?? core.credentials);
    this.id = `${randomHex(core.random, 4)}@${core.local.host}`;
    this.#fromTag = core.newTag();
    this.#sequence = 1 + Math.floor(core.random() * 10_000);
    this.#expiresS = request.expiresS ?? 3600;
    this.#contactUser = request.contactUser ?? unescaped(readUri(request.aor)?.user ?? '');
  }

  touched(): void {
    // Nothing is to be done when a transaction ends: its answer has been heard before.
  }

  /** Tries at once, whatever was waited for: at the start, and when the way to the registrar is known to be back. */
  renew(nowMs: number): void {
    if (this.#inFlight || this.#leaving) return;
    this.#next?.stop();
    this.#deaf = 0;
    this.#requests = 0;
    this.#send(nowMs);
  }

  /** The connection to an address was lost: what is registered over it has to be anew (RFC 5626 section 4.5). */
  flowLost(to: Address, nowMs: number): void {
    const at = this.#registeredAt;
    if (at === null || !isReliable(at) || !sameAddress(at, to)) return;
    if (!this.#inFlight && !this.#leaving) this.#wait(nowMs + this.#pauseMs(false, null));
  }

  /** Takes the registration back (RFC 3261 section 10.2.2); `unregistered` follows. */
  leave(nowMs: number): void {
    if (this.#leaving) return;
    this.#leaving = true;
    this.#next?.stop();
    this.#lapse?.stop();
    if (this.#inFlight) return;
    if (this.#registeredUntilMs === null) this.#end(null, nowMs);
    else this.#remove(nowMs);
  }

  #remove(nowMs: number): void {
    this.#requests = 0;
    this.#registeredUntilMs = null;
    this.#expiresS = 0;
    this.#send(nowMs);
  }

  #send(nowMs: number): void {
    const { sendTo, aor, route = [], headers = {} } = this.#request;
    const core = this.#core;
    const branch = core.newBranch();
    const uri = this.#request.registrar ?? `sip:${hostOf(aor)}`;
    const to = sendTo[this.#target] ?? sendTo[0];
    const contactUri = this.#contactUri(to);
    this.#sequence += 1;
    this.#requests += 1;
    const fields: Field[] = [
      ['via', core.via(branch, to)],
      ...route.map((hop): Field => ['route', hop.includes('<') ? hop : `<${hop}>`]),
      ['max-forwards', '70'],
      ['from', `<${aor}>;tag=${this.#fromTag}`],
      ['to', `<${aor}>`],
      ['call-id', this.id],
      ['cseq', `${this.#sequence} REGISTER`],
      ['contact', this.#contact(contactUri)],
      ['expires', String(this.#expiresS)],
      allowField,
      ['supported', this.#request.outbound === undefined ? 'path' : 'path, outbound'],
      ['user-agent', core.userAgent],
      ...Object.entries(headers).map(([name, value]): Field => [canonicalName(name), value]),
      ...this.#authorization.fields('REGISTER', uri),
    ];
    const request = composeRequest({
      method: 'REGISTER',
      uri,
      branch,
      cseq: this.#sequence,
      fields,
      body: null,
      to,
    });
    this.#inFlight = true;
    const responded = (response: SipResponse, atMs: number): void => {
      if (response.status >= 200) this.#responded(response, to, contactUri, atMs);
    };
    const failed = (by: 'timeout' | 'transport', atMs: number): void => {
      const status = by === 'timeout' ? 408 : 503;
      this.#failed({ status, reason: reasonPhrase(status), by, retryAfterS: null }, atMs);
    };
    this.#layer.request(request, this, { responded, failed }, nowMs);
  }

  /** Our Contact toward a registrar, with the account's user. */
  #contactUri(to: Address): string {
    const bare = this.#core.contact(to).slice('<sip:'.length, -1);
    return this.#contactUser === ''
      ? `sip:${bare}`
      : `sip:${escapedUser(this.#contactUser)}@${bare}`;
  }

  #contact(contactUri: string): string {
    const { q, outbound } = this.#request;
    const flow =
      outbound === undefined
        ? ''
        : `;+sip.instance=${quoted(`<${outbound.instance}>`)};reg-id=${outbound.regId}`;
    const ob = outbound === undefined ? '' : ';ob';
    return `<${contactUri}${ob}>${q === undefined ? '' : `;q=${q}`}${flow};expires=${this.#expiresS}`;
  }

  #responded(response: SipResponse, from: Address, contactUri: string, nowMs: number): void {
    const { status } = response;
    this.#inFlight = false;
    if (status < 300) {
      this.#granted(response, from, contactUri, nowMs);
      return;
    }
    const challenged = status === 401 || status === 407;
    const again =
      (challenged && this.#authorization.challenged(response)) ||
      (status === 423 && this.#lengthen(response));
    if (again && this.#requests < maxRequestsATry && (!this.#leaving || this.#expiresS === 0)) {
      this.#send(nowMs);
      return;
    }
    const retryAfterS = readRetryAfter(response.headers);
    this.#failed({ status, reason: response.reason, by: 'remote', retryAfterS }, nowMs);
  }

  /** The interval was too brief: the registrar says what it takes (RFC 3261 section 10.2.8). */
  #lengthen(response: SipResponse): boolean {
    const least = Number(response.headers.first('min-expires') ?? Number.NaN);
    if (!Number.isInteger(least) || least <= this.#expiresS || least > longestExpiresS)
      return false;
    this.#expiresS = least;
    return true;
  }

  #granted(response: SipResponse, from: Address, contactUri: string, nowMs: number): void {
    this.#authorization.accepted(response);
    this.#failures = 0;
    if (this.#leaving) {
      if (this.#expiresS === 0) this.#end(response.status, nowMs);
      else this.#remove(nowMs);
      return;
    }
    const expiresS = grantedTo(response, contactUri, this.#expiresS);
    if (expiresS <= 0) {
      const reason = 'the registrar keeps no contact of ours';
      this.#failed({ status: response.status, reason, by: 'remote', retryAfterS: null }, nowMs);
      return;
    }
    this.#lapse?.stop();
    this.#registeredUntilMs = nowMs + expiresS * 1000;
    this.#registeredAt = from;
    const refreshAtMs = nowMs + expiresS * 1000 * (0.5 + 0.25 * this.#core.random());
    this.#wait(refreshAtMs);
    this.#tell({
      kind: 'registered',
      registrationId: this.id,
      atMs: nowMs,
      registrar: from,
      expiresS,
      refreshAtMs,
      contacts: response.headers.list('contact').length,
      serviceRoute: response.headers.list('service-route'),
      associatedUris: response.headers.list('p-associated-uri'),
      seenAs: seenAs(response, this.#core.local),
    });
  }

  #failed(failure: Failure, nowMs: number): void {
    this.#inFlight = false;
    if (this.#leaving) {
      // A refresh that failed leaves the earlier registration, which is to be taken back still.
      if (this.#registeredUntilMs !== null) this.#remove(nowMs);
      else this.#end(failure.by === 'remote' ? failure.status : null, nowMs);
      return;
    }
    const silent = failure.by !== 'remote' || failure.status === 408 || failure.status >= 500;
    const { sendTo } = this.#request;
    if (silent) {
      this.#deaf += 1;
      this.#target = (this.#target + 1) % sendTo.length;
      if (this.#deaf < sendTo.length) {
        this.#requests = 0;
        this.#send(nowMs);
        return;
      }
    }
    this.#failures += 1;
    const refused = !silent;
    const retryAtMs = nowMs + this.#pauseMs(refused, failure.retryAfterS);
    this.#wait(retryAtMs);
    const until = this.#registeredUntilMs;
    if (until !== null && until > nowMs) this.#watchLapse(until);
    const { status, reason, by } = failure;
    this.#tell({
      kind: 'registration-failed',
      registrationId: this.id,
      atMs: nowMs,
      status,
      reason,
      by,
      refused,
      retryAtMs,
      registeredUntilMs: until !== null && until > nowMs ? until : null,
    });
  }

  /** RFC 5626 section 4.5: doubled with each failure, then a random half is taken off; a refusal waits longest. */
  #pauseMs(refused: boolean, retryAfterS: number | null): number {
    const { baseMs, maxMs } = this.#request.retry ?? { baseMs: 30_000, maxMs: 1_800_000 };
    const upperMs = refused ? maxMs : Math.min(maxMs, baseMs * 2 ** this.#failures);
    const pauseMs = upperMs * (0.5 + 0.5 * this.#core.random());
    return Math.max(pauseMs, Math.min(retryAfterS ?? 0, 86_400) * 1000);
  }

  #wait(untilMs: number): void {
    this.#next?.stop();
    this.#next = this.#core.timers.set(untilMs, (atMs) => {
      this.renew(atMs);
    });
  }

  #watchLapse(untilMs: number): void {
    this.#lapse?.stop();
    this.#lapse = this.#core.timers.set(untilMs, (atMs) => {
      this.#registeredUntilMs = null;
      this.#tell({ kind: 'registration-lapsed', registrationId: this.id, atMs });
    });
  }

  #end(status: number | null, nowMs: number): void {
    this.#next?.stop();
    this.#lapse?.stop();
    this.#over(this);
    this.#tell({ kind: 'unregistered', registrationId: this.id, atMs: nowMs, status });
  }

  #tell(event: RegistrationEvent): void {
    this.#request.watch(event);
  }
}

/** Host and port of a SIP URI as they stand in it. */
function hostOf(uri: string): string {
  const parsed = readUri(uri);
  if (parsed === null) return uri;
  const host = parsed.host.includes(':') ? `[${parsed.host}]` : parsed.host;
  return parsed.port === null ? host : `${host}:${parsed.port}`;
}
