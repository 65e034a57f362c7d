/** The class of one observation: the closed list of the design. */
export const callOutcomes = [
  'answered_person',
  'answered_ivr',
  'answered_voicemail',
  'answered_after_hours',
  'answered_fax',
  'answered_silent',
  'answered_dropped',
  'answered_unknown',
  'announcement_unknown',
  'busy',
  'no_answer',
  'unallocated',
  'number_changed',
  'suspended',
  'barred',
  'powered_off',
  'unreachable',
  'rejected',
  'network_congestion',
  'trunk_fault',
  'invalid_format',
  'interrupted',
  'not_dialled',
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** True for a word of the closed list. */
export function isCallOutcome(word: string): word is CallOutcome {
  return (callOutcomes as readonly string[]).includes(word);
}

/**
 * Whether a person may have been disturbed by a call: answered by a person, or by something that
 * may have been one. What nobody can rule out counts as a person, also a call cut off by a crash.
 */
export function personMayHaveAnswered(call: {
  readonly outcome: CallOutcome;
  readonly timeToPersonMs: number | null;
}): boolean {
  if (call.timeToPersonMs !== null) return true;
  switch (call.outcome) {
    case 'answered_person':
    case 'answered_dropped':
    case 'answered_unknown':
    case 'answered_silent':
    case 'interrupted':
      return true;
    default:
      return false;
  }
}
