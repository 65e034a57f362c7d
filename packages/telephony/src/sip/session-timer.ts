import type { Core } from './core.ts';
import { readParams } from './header-values.ts';
import type { SipRequest, SipResponse } from './message.ts';
import type { Field } from './outgoing-message.ts';
import type { Timer } from './timer-queue.ts';

/** What we want of session timers (RFC 4028). */
export interface SessionTimerWish {
  /** The interval to ask for, in s; null leaves it to the far end. */
  readonly intervalS: number | null;
  /** The shortest interval that we accept, in s; 90 at least. */
  readonly minS: number;
}

/** Below this no interval may be asked for (RFC 4028 section 5). */
const shortestS = 90;
export const noSessionTimer: SessionTimerWish = { intervalS: null, minS: shortestS };

interface SessionTimerUser {
  /** It is our turn to refresh. */
  refresh(nowMs: number): void;
  /** Nobody has refreshed: the session is over (RFC 4028 section 10). */
  expired(nowMs: number): void;
}

/** The session timer of one dialog: who refreshes, when, and what happens when nobody does (RFC 4028). */
export class SessionTimer {
  readonly #core: Core;
  readonly #user: SessionTimerUser;
  #intervalS: number | null;
  #minS: number;
  #ourTurn: boolean | null = null;
  #timers: Timer[] = [];
  #stopped = false;

  constructor(core: Core, wish: SessionTimerWish, user: SessionTimerUser) {
    this.#core = core;
    this.#user = user;
    this.#intervalS = wish.intervalS;
    this.#minS = Math.max(shortestS, wish.minS);
  }

  /** What we wish by now: a 422 may have taught us more. */
  get wish(): SessionTimerWish {
    return { intervalS: this.#intervalS, minS: this.#minS };
  }

  /** Whether a session timer runs, and whether we are the one who refreshes. */
  get running(): { readonly intervalS: number; readonly ourTurn: boolean } | null {
    if (this.#timers.length === 0 || this.#intervalS === null) return null;
    return { intervalS: this.#intervalS, ourTurn: this.#ourTurn === true };
  }

  /** The headers of an INVITE or UPDATE of ours; roles that were agreed stay as they are (RFC 4028 section 7.4). */
  requestFields(): Field[] {
    if (this.#intervalS === null) return [];
    const intervalS = Math.max(this.#intervalS, this.#minS);
    const role = this.#ourTurn === null ? '' : `;refresher=${this.#ourTurn ? 'uac' : 'uas'}`;
    const fields: Field[] = [['session-expires', `${intervalS}${role}`]];
    if (this.#minS > shortestS) fields.push(['min-se', String(this.#minS)]);
    return fields;
  }

  /** A 422 to a request of ours: asks for the longer interval next time; false when it says none. */
  tooSmall(response: SipResponse): boolean {
    const minS = readSeconds(response.headers.first('min-se'));
    if (minS === null || this.#intervalS === null || minS <= this.#intervalS) return false;
    this.#minS = Math.max(this.#minS, minS);
    this.#intervalS = Math.max(this.#intervalS, minS);
    return true;
  }

  /** Why a request of theirs is refused with 422: the Min-SE header; null when it is not. */
  refusal(request: SipRequest): Field | null {
    const asked = readSessionExpires(request.headers.first('session-expires'));
    if (asked === null || asked.intervalS >= this.#minS) return null;
    return ['min-se', String(this.#minS)];
  }

  /** The headers of our 2xx to an INVITE or UPDATE of theirs; begins the interval anew (RFC 4028 section 9). */
  answerFields(request: SipRequest, nowMs: number): Field[] {
    const { headers } = request;
    const asked = readSessionExpires(headers.first('session-expires'));
    const knows = headers.lists('supported', 'timer') || headers.lists('require', 'timer');
    const wished = this.#intervalS;
    if (asked === null && (wished === null || !knows)) {
      this.#set(null, false, nowMs);
      return [];
    }
    const theirMinS = readSeconds(headers.first('min-se')) ?? shortestS;
    const intervalS =
      asked === null
        ? Math.max(wished ?? shortestS, theirMinS)
        : wished === null
          ? asked.intervalS
          : Math.min(asked.intervalS, Math.max(wished, theirMinS, this.#minS));
    const theyRefresh = knows && asked?.refresher !== 'uas';
    this.#set(intervalS, !theyRefresh, nowMs);
    const fields: Field[] = [
      ['session-expires', `${intervalS};refresher=${theyRefresh ? 'uac' : 'uas'}`],
    ];
    if (theyRefresh) fields.push(['require', 'timer']);
    return fields;
  }

  /** A 2xx to an INVITE or UPDATE of ours (RFC 4028 section 7.2). */
  answered(response: SipResponse, nowMs: number): void {
    const agreed = readSessionExpires(response.headers.first('session-expires'));
    if (agreed === null) this.#set(null, false, nowMs);
    else this.#set(agreed.intervalS, agreed.refresher !== 'uas', nowMs);
  }

  stop(): void {
    this.#stopped = true;
    this.#clear();
  }

  #set(intervalS: number | null, ourTurn: boolean, nowMs: number): void {
    this.#clear();
    if (this.#stopped) return;
    this.#ourTurn = intervalS === null ? null : ourTurn;
    if (intervalS === null) return;
    this.#intervalS = intervalS;
    // The end comes a little before the interval is over, so that its BYE still finds the dialog (section 10).
    const endS = intervalS - Math.min(32, Math.floor(intervalS / 3));
    this.#timers = [
      this.#core.timers.set(nowMs + endS * 1000, (atMs) => {
        this.#clear();
        this.#user.expired(atMs);
      }),
    ];
    if (ourTurn) {
      this.#timers.push(
        this.#core.timers.set(nowMs + intervalS * 500, (atMs) => {
          this.#user.refresh(atMs);
        }),
      );
    }
  }

  #clear(): void {
    for (const timer of this.#timers) timer.stop();
    this.#timers = [];
  }
}

/** Reads a Session-Expires value; null when it is absent or malformed. */
export function readSessionExpires(
  value: string | undefined,
): { readonly intervalS: number; readonly refresher: 'uac' | 'uas' | null } | null {
  if (value === undefined) return null;
  const intervalS = readSeconds(value);
  if (intervalS === null) return null;
  const semicolon = value.indexOf(';');
  const refresher = readParams(semicolon < 0 ? '' : value.slice(semicolon)).get('refresher');
  return { intervalS, refresher: refresher === 'uac' || refresher === 'uas' ? refresher : null };
}

function readSeconds(value: string | undefined): number | null {
  const match = /^\s*(\d{1,8})\s*(?:;|$)/.exec(value ?? '');
  return match === null ? null : Number(match[1]);
}
