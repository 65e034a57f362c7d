import type { CallOutcome, Reading } from './call-evidence.ts';

const reading = (outcome: CallOutcome, confidence: number): Reading => ({ outcome, confidence });

/**
 * Q.850 causes to outcomes (ITU-T Q.850 table 1, RFC 3398 section 7.2.4.1). Where the confidence is below 0.6
 * carriers use the cause for several things, and a recording says more.
 */
const CAUSES: Readonly<Record<number, Reading>> = {
  1: reading('unallocated', 0.95),
  2: reading('unallocated', 0.7),
  3: reading('unallocated', 0.7),
  17: reading('busy', 0.95),
  18: reading('unreachable', 0.6),
  19: reading('no_answer', 0.9),
  20: reading('powered_off', 0.75),
  21: reading('rejected', 0.55),
  22: reading('number_changed', 0.9),
  26: reading('unallocated', 0.7),
  27: reading('unreachable', 0.7),
  28: reading('invalid_format', 0.85),
  31: reading('unreachable', 0.4),
  34: reading('network_congestion', 0.9),
  38: reading('unreachable', 0.7),
  41: reading('network_congestion', 0.8),
  42: reading('network_congestion', 0.9),
  47: reading('network_congestion', 0.8),
  55: reading('barred', 0.55),
};

/** SIP statuses to outcomes where no cause was given (RFC 3261 section 21, RFC 3398 section 8.2.6.1). */
const STATUSES: Readonly<Record<number, Reading>> = {
  380: reading('rejected', 0.6),
  401: reading('trunk_fault', 0.9),
  403: reading('rejected', 0.5),
  404: reading('unallocated', 0.85),
  407: reading('trunk_fault', 0.9),
  408: reading('unreachable', 0.4),
  410: reading('number_changed', 0.85),
  480: reading('unreachable', 0.4),
  484: reading('invalid_format', 0.85),
  485: reading('unallocated', 0.7),
  486: reading('busy', 0.9),
  488: reading('trunk_fault', 0.85),
  500: reading('network_congestion', 0.7),
  502: reading('unreachable', 0.6),
  503: reading('network_congestion', 0.85),
  600: reading('busy', 0.9),
  603: reading('rejected', 0.55),
  604: reading('unallocated', 0.85),
};

/** Statuses with which a network ends a call that rang too long. */
const RANG_OUT: ReadonlySet<number> = new Set([408, 480, 487]);
/** Less ringing than this proves nothing. */
const RANG_OUT_MS = 15_000;

/** The reading of the first cause that says anything; null when none does. */
export function readCauses(causes: readonly { readonly cause: number }[]): Reading | null {
  for (const { cause } of causes) {
    const found = CAUSES[cause];
    if (found !== undefined) return found;
  }
  return null;
}

/** The reading of a final status of 300 and above; `rangMs` is for how long it rang, 0 when it did not. */
export function readStatus(status: number, rangMs: number): Reading {
  if (RANG_OUT.has(status) && rangMs >= RANG_OUT_MS) return reading('no_answer', 0.7);
  const found = STATUSES[status];
  if (found !== undefined) return found;
  if (status >= 600) return reading('rejected', 0.4);
  if (status >= 500) return reading('network_congestion', 0.5);
  if (status < 400) return reading('rejected', 0.5);
  // Requests that the trunk cannot take as they are.
  const ours = [400, 402, 405, 406, 413, 414, 415, 416, 420, 421, 481, 482, 483, 493, 494];
  return ours.includes(status) ? reading('trunk_fault', 0.7) : reading('unreachable', 0.3);
}
