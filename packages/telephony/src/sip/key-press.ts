import type { Body } from './outgoing-message.ts';

/** A key that the far end pressed, told by INFO instead of in the media. */
export interface KeyPress {
  /** 0–9, *, #, A–D, or `!` for a hook flash. */
  readonly key: string;
  readonly durationMs: number | null;
}

/** By the event numbers of RFC 4733 section 3.2. */
const keysByNumber = '0123456789*#ABCD!';

/**
 * Reads `application/dtmf-relay` (Signal and Duration lines) and `application/dtmf` (one key); null for other bodies
 * and for what names no key.
 */
export function readKeyPress(contentType: string | null, body: string): KeyPress | null {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/dtmf') return keyOf(body.trim(), null);
  if (type !== 'application/dtmf-relay') return null;
  const signal = /^\s*signal\s*=\s*(\S+)\s*$/im.exec(body)?.[1] ?? '';
  const duration = /^\s*duration\s*=\s*(\d{1,5})\s*$/im.exec(body)?.[1];
  return keyOf(signal, duration === undefined ? null : Number(duration));
}

function keyOf(text: string, durationMs: number | null): KeyPress | null {
  const upper = text.toUpperCase();
  const isNumber = /^1[0-6]$/.test(upper);
  const key = isNumber ? (keysByNumber[Number(upper)] ?? '') : upper;
  return key.length === 1 && keysByNumber.includes(key) ? { key, durationMs } : null;
}

/** The body of an INFO that tells a key press. */
export function keyPressBody(key: string, durationMs: number): Body {
  return { type: 'application/dtmf-relay', text: `Signal=${key}\r\nDuration=${durationMs}\r\n` };
}
