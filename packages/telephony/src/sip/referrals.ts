import type { Party } from './call-event.ts';
import type { DialogSender } from './in-dialog-request.ts';
import { readNameAddress } from './header-values.ts';
import { bodyText, type SipRequest } from './message.ts';
import type { Field } from './outgoing-message.ts';
import { reasonPhrase } from './reason-phrases.ts';
import { readReferTarget, type ReferTarget } from './replaces.ts';
import type { Timer } from './timer-queue.ts';
import { partyOf } from './uri.ts';

export interface ReferralUser {
  /** How our transfer goes; `final` comes once. */
  transferProgress(status: number, reason: string, final: boolean, nowMs: number): void;
  /** The far end asks us to call somebody (it has its 202 already). */
  transferRequested(target: ReferTarget, referredBy: Party | null, nowMs: number): void;
  /** REFER was answered by 481 or not at all: the dialog is gone. */
  dialogGone(by: 'timeout' | 'remote', nowMs: number): void;
}

/** A request that a transfer be made. */
export interface ReferRequest {
  /** The Refer-To value, a name-addr. */
  readonly referTo: string;
  readonly referredBy: string | null;
  /** No NOTIFY is wanted (RFC 4488); the transfer's fate is not learnt. */
  readonly quiet: boolean;
}

/** How long a transfer may take before nobody is told of it any more (RFC 3515 section 2.4.4). */
const subscriptionMs = 180_000;
/** `norefersub` is understood both ways. */
const noSubscription: Field = ['refer-sub', 'false'];

/** REFER within one dialog, as the one who asks and as the one who is asked (RFC 3515, 3892, 4488); one at a time each. */
export class Referrals {
  readonly #sender: DialogSender;
  readonly #user: ReferralUser;
  #ours: { readonly limit: Timer } | null = null;
  #theirs: { readonly cseq: number; readonly limit: Timer; last: number } | null = null;
  /** What is to be told when the NOTIFY under way has been answered; the newest only. */
  #waiting: { readonly status: number; readonly reason: string } | null = null;
  #notifying = false;
  #over = false;

  constructor(sender: DialogSender, user: ReferralUser) {
    this.#sender = sender;
    this.#user = user;
  }

  /** Whether the far end waits for us to follow its REFER. */
  get asked(): boolean {
    return this.#theirs !== null;
  }

  /** Asks the far end to call somebody; false when a transfer is under way already. */
  refer(request: ReferRequest, nowMs: number): boolean {
    if (this.#ours !== null || this.#over) return false;
    const fields: Field[] = [
      ['refer-to', request.referTo],
      ['supported', 'replaces, norefersub'],
    ];
    if (request.referredBy !== null) fields.push(['referred-by', request.referredBy]);
    if (request.quiet) fields.push(noSubscription);
    const limit = this.#sender.core.timers.set(nowMs + subscriptionMs, (atMs) => {
      this.#told(408, reasonPhrase(408), true, atMs);
      this.#sender.owner.touched();
    });
    this.#ours = { limit };
    this.#sender.send(
      {
        method: 'REFER',
        fields,
        done: (outcome, atMs) => {
          if (this.#over) return;
          if (outcome.kind === 'none') {
            this.#told(408, reasonPhrase(408), true, atMs);
            this.#user.dialogGone('timeout', atMs);
            return;
          }
          const { status, reason, headers } = outcome.response;
          const silent = headers.first('refer-sub')?.trim().toLowerCase().startsWith('false');
          this.#told(status, reason, status >= 300 || silent === true, atMs);
          if (status === 481) this.#user.dialogGone('remote', atMs);
        },
      },
      nowMs,
    );
    return true;
  }

  /** Serves a NOTIFY; gives the status of its response (RFC 6665 section 4.1.3). */
  notified(request: SipRequest, nowMs: number): number {
    const event = request.headers.first('event') ?? '';
    const [name = ''] = event.split(';', 1);
    if (name.trim().toLowerCase() !== 'refer') return 489;
    if (this.#ours === null) return 481;
    const state = request.headers.first('subscription-state')?.trim().toLowerCase() ?? '';
    const line = /^SIP\/2\.0\s+(\d{3})(?:\s+(.*))?/i.exec(bodyText(request) ?? '');
    if (line === null) return 400;
    const status = Number(line[1]);
    const final = status >= 200 || state.startsWith('terminated');
    this.#told(status, (line[2] ?? '').trim(), final, nowMs);
    return 200;
  }

  /**
   * Serves a REFER: `refused` with a status and headers, or `accepted` with the headers of the 202. After the
   * response has gone `begin` tells of it.
   */
  referred(
    request: SipRequest,
    nowMs: number,
  ):
    | { readonly refused: number; readonly fields: readonly Field[] }
    | { readonly fields: readonly Field[]; readonly begin: (nowMs: number) => void } {
    const targets = request.headers.list('refer-to');
    const address = targets.length === 1 ? readNameAddress(targets[0] ?? '') : null;
    if (address === null) return { refused: 400, fields: [] };
    if (!/^(?:sips?|tel):/i.test(address.uri)) return { refused: 416, fields: [] };
    if (this.#theirs !== null || this.#over) return { refused: 491, fields: [] };
    const quiet = request.headers.first('refer-sub')?.trim().toLowerCase().startsWith('false');
    const referredBy = request.headers.first('referred-by');
    const by = referredBy === undefined ? null : readNameAddress(referredBy);
    const begin = (atMs: number): void => {
      if (quiet !== true) {
        const limit = this.#sender.core.timers.set(nowMs + subscriptionMs, (lateMs) => {
          this.progress(408, reasonPhrase(408), lateMs);
          this.#sender.owner.touched();
        });
        this.#theirs = { cseq: request.cseq.number, limit, last: 0 };
        this.progress(100, reasonPhrase(100), atMs);
      }
      this.#user.transferRequested(
        readReferTarget(address.uri),
        by === null ? null : partyOf(by),
        atMs,
      );
    };
    return { fields: quiet === true ? [noSubscription] : [], begin };
  }

  /** Tells the far end how the call that it asked for goes; 200 and above end it (RFC 3515 section 2.4.5). */
  progress(status: number, reason: string, nowMs: number): void {
    const theirs = this.#theirs;
    if (theirs === null || theirs.last >= 200 || theirs.last === status) return;
    theirs.last = status;
    if (this.#notifying) {
      this.#waiting = { status, reason };
      return;
    }
    this.#notify(status, reason, nowMs);
  }

  #notify(status: number, reason: string, nowMs: number): void {
    const theirs = this.#theirs;
    if (theirs === null) return;
    this.#notifying = true;
    const final = status >= 200;
    const state = final
      ? 'terminated;reason=noresource'
      : `active;expires=${Math.max(1, Math.round((theirs.limit.dueMs - nowMs) / 1000))}`;
    if (final) this.#forgetTheirs();
    this.#sender.send(
      {
        method: 'NOTIFY',
        fields: [
          ['event', `refer;id=${theirs.cseq}`],
          ['subscription-state', state],
        ],
        body: { type: 'message/sipfrag;version=2.0', text: `SIP/2.0 ${status} ${reason}\r\n` },
        done: (outcome, atMs) => {
          this.#notifying = false;
          const refused = outcome.kind === 'none' || outcome.response.status >= 300;
          if (refused) this.#forgetTheirs();
          const waiting = this.#waiting;
          this.#waiting = null;
          if (waiting !== null) this.#notify(waiting.status, waiting.reason, atMs);
        },
      },
      nowMs,
    );
  }

  /** The session is over, and with it what was to be told of transfers. */
  stop(): void {
    this.#over = true;
    this.#ours?.limit.stop();
    this.#ours = null;
    this.#waiting = null;
    this.#forgetTheirs();
  }

  #told(status: number, reason: string, final: boolean, nowMs: number): void {
    if (this.#ours === null) return;
    if (final) {
      this.#ours.limit.stop();
      this.#ours = null;
    }
    this.#user.transferProgress(status, reason, final, nowMs);
  }

  #forgetTheirs(): void {
    this.#theirs?.limit.stop();
    this.#theirs = null;
  }
}
