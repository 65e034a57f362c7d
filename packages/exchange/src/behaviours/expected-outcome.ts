import type { CallOutcome } from '@everyline/domain';
import type { LocalTime } from '../local-time.ts';
import type { Behaviour, PlainBehaviour, Unallocated } from './behaviour.ts';
import { resolveBehaviour } from './resolve.ts';

/**
 * What tells it most strongly, for one who hears everything but knows no recording yet: `announcement` means that only
 * the words of a recording tell it.
 */
export type ToldBy = 'tone' | 'announcement' | 'cause' | 'status' | 'media';

/** The truth about one call. */
export interface ExpectedOutcome {
  readonly outcome: CallOutcome;
  readonly toldBy: ToldBy;
  /** Outcomes that would be right as well, where the line leaves it open. */
  readonly alsoRight: readonly CallOutcome[];
  /** Whether a person picks up. */
  readonly person: boolean;
}

function truth(
  outcome: CallOutcome,
  toldBy: ToldBy,
  alsoRight: readonly CallOutcome[] = [],
): ExpectedOutcome {
  return { outcome, toldBy, alsoRight, person: false };
}

/** What a number that is not in the dial plan does: 404 with cause 1. */
export const notInThePlan: Unallocated = { kind: 'unallocated', by: 'status' };

const evidenceOf = {
  status: 'status',
  tone: 'tone',
  sit: 'tone',
  announcement: 'announcement',
} as const;

function expectedOfPlain(behaviour: PlainBehaviour): ExpectedOutcome {
  switch (behaviour.kind) {
    case 'person':
      return { outcome: 'answered_person', toldBy: 'media', alsoRight: [], person: true };
    case 'ivr':
      if (behaviour.personAfterMs === undefined)
        return truth('answered_ivr', 'media', ['answered_unknown']);
      // Which word is right depends on how long the caller stays.
      return {
        outcome: 'answered_ivr',
        toldBy: 'media',
        alsoRight: ['answered_person', 'answered_unknown'],
        person: true,
      };
    case 'menu':
      // Nobody presses a key unless a script says so.
      return truth('answered_ivr', 'media', ['answered_unknown']);
    case 'voicemail':
      return truth('answered_voicemail', 'media', ['answered_unknown']);
    case 'after_hours':
      return truth('answered_after_hours', 'media', ['answered_ivr', 'answered_unknown']);
    case 'fax':
      return truth('answered_fax', 'tone');
    case 'dead_air':
      return truth('answered_silent', 'media');
    case 'hangs_up':
      return truth('answered_dropped', 'media');
    case 'busy':
    case 'off_hook':
      // After tone and recording the carriers give 486 with cause 17.
      return truth('busy', behaviour.by === 'announcement' ? 'cause' : evidenceOf[behaviour.by]);
    case 'no_answer':
      return truth('no_answer', behaviour.ringing === 'tone' ? 'tone' : 'status');
    case 'unallocated':
      return truth('unallocated', evidenceOf[behaviour.by]);
    case 'suspended':
      return truth('suspended', 'announcement');
    case 'powered_off':
      return truth('powered_off', 'cause');
    case 'unreachable':
      return truth('unreachable', behaviour.by === 'announcement' ? 'cause' : 'status');
    case 'number_changed':
      return truth('number_changed', behaviour.by === 'announcement' ? 'announcement' : 'status');
    case 'barred':
      // The words tell barred; 403 alone may be barred or rejected (call-progress reference).
      return truth('barred', behaviour.by === 'announcement' ? 'announcement' : 'status', [
        'rejected',
      ]);
    case 'rejected':
      return truth('rejected', 'status', ['barred']);
    case 'congestion':
      return truth('network_congestion', evidenceOf[behaviour.by]);
    case 'false_answer':
      switch (behaviour.plays) {
        case 'busy':
          return truth('busy', 'tone');
        case 'congestion':
          return truth('network_congestion', 'tone');
        case 'vacant':
          return truth('unallocated', 'tone');
        case 'busy_announcement':
          return truth('busy', 'announcement');
        case 'unallocated_announcement':
          return truth('unallocated', 'announcement');
      }
      break;
    case 'silent_trunk':
      return truth('trunk_fault', 'status');
    case 'lying_length':
      // RFC 3261 section 18.3: too long is to be discarded, so the call seems to ring on; a kind reader may answer it.
      return truth('no_answer', 'status', [
        'trunk_fault',
        'answered_person',
        'answered_silent',
        'answered_dropped',
        'answered_unknown',
      ]);
  }
  throw new RangeError('no such behaviour');
}

/**
 * The truth: the outcome that a perfect listener would find for a call placed at a time, who lets it ring for
 * `ringLimitMs` (60 s unless given).
 */
export function expectedOutcome(
  behaviour: Behaviour,
  time: LocalTime,
  options: { readonly ringLimitMs?: number; readonly alsoOccupied?: number } = {},
): ExpectedOutcome {
  const resolved = resolveBehaviour(behaviour, time, options.alsoOccupied ?? 0);
  const ringMs =
    resolved.pickUpAfterMs ?? ('ringMs' in resolved.behaviour ? resolved.behaviour.ringMs : 0);
  if (ringMs > (options.ringLimitMs ?? 60_000)) return truth('no_answer', 'status');
  return expectedOfPlain(resolved.behaviour);
}
