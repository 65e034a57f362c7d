/** What was cut out of a stream: a whole message, or one CRLF between messages (RFC 5626 section 3.5.1). */
export type Framed =
  { readonly kind: 'message'; readonly bytes: Uint8Array } | { readonly kind: 'crlf' };

export interface FramerLimits {
  /** Start line and headers of one message. */
  readonly maxHeadBytes: number;
  /** One whole message. */
  readonly maxMessageBytes: number;
}

/** As much as a datagram could carry. */
export const framerLimits: FramerLimits = { maxHeadBytes: 32_768, maxMessageBytes: 65_536 };

const cr = 13;
const lf = 10;
const nothing = new Uint8Array(0);
const latin = new TextDecoder('latin1');
/** A request line or status line that somebody could mean as SIP (RFC 3261 section 7). */
const startLine = /^(?:SIP\/\d|[A-Za-z0-9\-.!%*_+`'~]+[ \t]+\S.*[ \t]SIP\/\d+\.\d+[ \t]*$)/i;

/**
 * Cuts a byte stream into SIP messages by their Content-Length (RFC 3261 section 18.3), in whatever pieces the bytes
 * arrive. Once the stream makes no sense `fault` says why, and nothing more comes out of it. Holds one message at most.
 */
export class StreamFramer {
  readonly #limits: FramerLimits;
  #buffer = nothing;
  #length = 0;
  /** Behind this many bytes of the buffer the end of the head is still to be looked for. */
  #scanned = 0;
  #startLineSeen = false;
  /** Of the message that is being read, once its head is whole. */
  #messageBytes: number | null = null;
  #afterCr = false;
  #fault: string | null = null;

  constructor(limits: FramerLimits = framerLimits) {
    this.#limits = limits;
  }

  /** Why the stream cannot be read on; null while it can. */
  get fault(): string | null {
    return this.#fault;
  }

  /** Whether a message has begun and is not whole yet. */
  get inMessage(): boolean {
    return this.#length > 0 && this.#fault === null;
  }

  /** Takes what a stream brought next, cut anywhere; gives the messages and keep-alives that it completes. */
  push(chunk: Uint8Array): Framed[] {
    const framed: Framed[] = [];
    let rest = chunk;
    while (rest.length > 0 && this.#fault === null) {
      if (this.#length === 0) rest = this.#between(rest, framed);
      if (rest.length > 0 && this.#fault === null) rest = this.#within(rest, framed);
    }
    return framed;
  }

  /** Takes line ends between messages; gives back what begins with the first byte of a message. */
  #between(chunk: Uint8Array, framed: Framed[]): Uint8Array {
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === cr) this.#afterCr = true;
      else if (byte === lf) {
        if (this.#afterCr) framed.push({ kind: 'crlf' });
        this.#afterCr = false;
      } else {
        this.#afterCr = false;
        if (byte === undefined || byte <= 32 || byte >= 127) this.#fail('no SIP message begins so');
        return chunk.subarray(at);
      }
    }
    return nothing;
  }

  /** Takes bytes of a message; gives back what lies behind it. */
  #within(chunk: Uint8Array, framed: Framed[]): Uint8Array {
    const wanted = this.#messageBytes ?? this.#limits.maxHeadBytes;
    const taken = Math.min(chunk.length, wanted - this.#length);
    this.#append(chunk.subarray(0, taken));
    if (this.#messageBytes === null) this.#readHead();
    if (this.#fault !== null) return nothing;
    const whole = this.#messageBytes;
    if (whole === null) {
      if (this.#length >= this.#limits.maxHeadBytes)
        this.#fail('the head of a message does not end');
      return chunk.subarray(taken);
    }
    if (this.#length < whole) return chunk.subarray(taken);
    // The head may have been found with bytes of what follows already taken: they are given back.
    const behind = this.#length - whole;
    framed.push({ kind: 'message', bytes: this.#buffer.slice(0, whole) });
    this.#reset();
    return chunk.subarray(taken - behind);
  }

  #append(bytes: Uint8Array): void {
    const needed = this.#length + bytes.length;
    if (needed > this.#buffer.length) {
      const grown = new Uint8Array(
        Math.max(needed, Math.min(2 * this.#buffer.length, 65_536), 2048),
      );
      grown.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = grown;
    }
    this.#buffer.set(bytes, this.#length);
    this.#length = needed;
  }

  #readHead(): void {
    const held = this.#buffer.subarray(0, this.#length);
    let feed = held.indexOf(lf, this.#scanned);
    for (; feed >= 0; feed = held.indexOf(lf, feed + 1)) {
      if (!this.#startLineSeen) {
        if (!startLine.test(latin.decode(held.subarray(0, feed)).trimEnd())) {
          this.#fail('the first line is not SIP');
          return;
        }
        this.#startLineSeen = true;
      }
      const end = endOfEmptyLine(held, feed);
      if (end === null) continue;
      if (end < 0) {
        // Whether the line behind this one is empty, the next bytes say.
        this.#scanned = feed;
        return;
      }
      this.#measure(latin.decode(held.subarray(0, feed)), end);
      return;
    }
    this.#scanned = this.#length;
  }

  #measure(head: string, bodyStart: number): void {
    const lengths = contentLengths(head);
    const [length] = lengths;
    if (lengths.some((other) => other !== length)) this.#fail('several Content-Length');
    else if (length !== undefined && !/^\d{1,9}$/.test(length))
      this.#fail('Content-Length is no number');
    else {
      // Without the header there is no body: what follows must begin as a message does.
      const bytes = bodyStart + Number(length ?? 0);
      if (bytes > this.#limits.maxMessageBytes) this.#fail('a message is too large');
      else this.#messageBytes = bytes;
    }
  }

  #fail(reason: string): void {
    this.#reset();
    this.#fault = reason;
  }

  #reset(): void {
    this.#buffer = nothing;
    this.#length = 0;
    this.#scanned = 0;
    this.#startLineSeen = false;
    this.#messageBytes = null;
  }
}

/** Where the body begins if the line behind this line feed is empty; −1 when that cannot be told yet, null when it is not. */
function endOfEmptyLine(bytes: Uint8Array, feed: number): number | null {
  const next = bytes[feed + 1];
  if (next === undefined) return -1;
  if (next === lf) return feed + 2;
  if (next !== cr) return null;
  const afterNext = bytes[feed + 2];
  if (afterNext === undefined) return -1;
  return afterNext === lf ? feed + 3 : null;
}

/** The values of every Content-Length of a head, in long or compact form, unfolded (RFC 3261 section 7.3). */
function contentLengths(head: string): string[] {
  const values: string[] = [];
  for (const [, value = ''] of head.matchAll(
    /\n(?:content-length|l)[ \t]*:((?:[^\r\n]|\r?\n[ \t])*)/gi,
  )) {
    values.push(value.replace(/[\s]+/g, ' ').trim());
  }
  return values;
}
