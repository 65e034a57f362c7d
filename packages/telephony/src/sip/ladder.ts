import { hostPort, sameAddress, type Address } from './address.ts';
import type { LadderEntry, SipLadder } from './call-event.ts';
import { encodeUtf8 } from './encode-utf8.ts';
import { parseMessage } from './parse.ts';

const maxEntries = 300;
const maxTextLength = 4096;
const maxTotalLength = 65_536;
/** What stands in the mark of a message: that it came in, that it repeats an earlier one. */
const cameIn = 1;
const repeats = 2;

/**
 * The SIP ladder of one call, of bounded size: what exceeds it leaves its summary, then nothing but a count. Thousands
 * of calls keep theirs and hardly any is read: while a call lasts only times and texts are kept, and its rungs are
 * written when somebody asks for them.
 */
export class Ladder implements SipLadder {
  readonly #isKept: boolean;
  /** The messages, each a place in three rows; a repeat has the text that it repeats. */
  readonly #texts: string[] = [];
  readonly #times: number[] = [];
  readonly #marks: number[] = [];
  /** What the parser forgave, of the few messages that needed it. */
  #forgiven: Map<number, readonly string[]> | null = null;
  /** The far end of the first message, which nearly always is that of all, and those of others. */
  #peer: Address | null = null;
  #otherPeers: Map<number, Address> | null = null;
  #written: LadderEntry[] | null = null;
  #total = 0;

  /** Without being kept it stays empty. */
  constructor(isKept = true) {
    this.#isKept = isKept;
  }

  /** The rungs so far; the same array each time, longer where more has happened. */
  get entries(): readonly LadderEntry[] {
    const written = (this.#written ??= []);
    while (written.length < this.#texts.length) written.push(this.#rung(written.length));
    return written;
  }

  /** Whether anything has come in. */
  get isAnswered(): boolean {
    return this.#marks.some((mark) => (mark & cameIn) !== 0);
  }

  /** `forgiven` is what the parser says of a message that came in. */
  add(
    direction: 'out' | 'in',
    peer: Address,
    text: string,
    nowMs: number,
    forgiven: readonly string[] = [],
  ): void {
    const at = this.#texts.length;
    if (!this.#isKept || at >= maxEntries) return;
    const way = direction === 'in' ? cameIn : 0;
    const earlier = this.#earlier(way, text);
    this.#texts.push(earlier ?? text);
    this.#times.push(nowMs);
    this.#marks.push(earlier === null ? way : way | repeats);
    if (forgiven.length > 0) (this.#forgiven ??= new Map()).set(at, forgiven);
    if (this.#peer === null) this.#peer = peer;
    else if (!sameAddress(peer, this.#peer)) (this.#otherPeers ??= new Map()).set(at, peer);
  }

  /** The same text that has gone the same way before; null where there is none. */
  #earlier(way: number, text: string): string | null {
    for (let at = this.#texts.length - 1; at >= 0; at -= 1) {
      const one = this.#texts[at];
      if (one === text && ((this.#marks[at] ?? 0) & cameIn) === way) return one;
    }
    return null;
  }

  #rung(at: number): LadderEntry {
    const text = this.#texts[at] ?? '';
    const mark = this.#marks[at] ?? 0;
    const repeated = (mark & repeats) !== 0;
    let kept = repeated ? '' : text;
    if (kept.length > maxTextLength) kept = `${kept.slice(0, maxTextLength)}…`;
    if (this.#total + kept.length > maxTotalLength) kept = '';
    this.#total += kept.length;
    const peer = this.#otherPeers?.get(at) ?? this.#peer;
    const full = at === maxEntries - 1;
    const summary = `${summaryOf(text)}${forgivenOf(this.#forgiven?.get(at))}${repeated ? ', repeated' : ''}`;
    return {
      atMs: this.#times[at] ?? 0,
      direction: (mark & cameIn) !== 0 ? 'in' : 'out',
      peer: peer === null ? '' : hostPort(peer),
      summary: full ? 'further messages are left out' : summary,
      text: full ? '' : kept,
    };
  }
}

/** The first line of a message and its CSeq. */
function summaryOf(text: string): string {
  const parsed = parseMessage(encodeUtf8(text));
  switch (parsed.kind) {
    case 'request':
    case 'faulty': {
      const { method, uri, cseq } = parsed.message;
      return `${method} ${uri} (CSeq ${cseq.number})`;
    }
    case 'response': {
      const { status, reason, cseq } = parsed.message;
      return `${status} ${reason} (CSeq ${cseq.number} ${cseq.method})`;
    }
    case 'keep-alive':
    case 'junk':
      return text.split('\r\n', 1)[0] ?? '';
  }
}

function forgivenOf(forgiven: readonly string[] | undefined): string {
  return forgiven === undefined ? '' : `; forgiven: ${forgiven.join(', ')}`;
}
