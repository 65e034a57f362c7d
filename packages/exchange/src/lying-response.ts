import type { LengthLie } from './behaviours/call-plan.ts';

const decoder = new TextDecoder('latin1');

/** Bytes of a text of which every character is one byte. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

/** The Call-ID of a SIP message, null when it has none (RFC 3261 section 20.8; compact form i). */
export function callIdHeaderOf(message: Uint8Array): string | null {
  return /^(?:Call-ID|i)[ \t]*:[ \t]*(\S+)/im.exec(decoder.decode(message))?.[1] ?? null;
}

/** Whether a message is a 200 to an INVITE, and of which call. */
export function answeredCallIdOf(message: Uint8Array): string | null {
  const text = decoder.decode(message);
  if (!text.startsWith('SIP/2.0 200') || !/^CSeq[ \t]*:[ \t]*\d+[ \t]+INVITE/im.test(text))
    return null;
  return callIdHeaderOf(message);
}

/** The message with a Content-Length that is not the length of its body. */
export function withLyingLength(message: Uint8Array, lie: LengthLie): Uint8Array {
  const text = decoder.decode(message);
  return bytesOf(
    text.replace(
      /^(Content-Length|l)([ \t]*:[ \t]*)(\d+)/im,
      (_, name: string, colon: string, digits: string) => {
        const length = Number(digits);
        const told = {
          too_long: String(length + 120),
          too_short: String(Math.max(0, length - 40)),
          enormous: '4294967296123456789',
          negative: `-${digits}`,
          words: 'many',
        }[lie];
        return `${name}${colon}${told}`;
      },
    ),
  );
}
