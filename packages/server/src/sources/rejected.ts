import type { Position } from '@everyline/numbers';
import type { Rejected } from '../app/ports/document-reader.ts';
import type { ReadingCode, ReadingReason } from '../app/sources/reading-reasons.ts';

type Values = ReadingReason['values'];

/** One row, page or value that is left out. */
export function rejectPart(code: ReadingCode, position: Position, values: Values = {}): Rejected {
  return { kind: 'rejected', scope: 'part', position, reason: { code, values } };
}

/** The document, or all of it from here on, that is left out. */
export function rejectFile(
  code: ReadingCode,
  values: Values = {},
  position: Position = {},
): Rejected {
  return { kind: 'rejected', scope: 'file', position, reason: { code, values } };
}

/** Carries a refusal out of the depth of a reader; `readBlocks` turns it into a `Rejected`. */
export class ReadingFault extends Error {
  readonly rejected: Rejected;
  readonly code: ReadingCode;
  constructor(code: ReadingCode, values: Values = {}, position: Position = {}) {
    super(code);
    this.name = 'ReadingFault';
    this.code = code;
    this.rejected = rejectFile(code, values, position);
  }
}

/** The message of any thrown thing, on one line and short enough for a sentence. */
export function faultDetail(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, ' ').trim().slice(0, 160);
}
