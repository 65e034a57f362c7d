import type { SpotCheckCode } from '@everyline/domain';
import type { Behaviour } from '../behaviours/behaviour.ts';
import { expectedOutcome } from '../behaviours/expected-outcome.ts';
import { resolveBehaviour } from '../behaviours/resolve.ts';
import type { LocalTime } from '../local-time.ts';
import { chanceOf } from './chance.ts';

/** How often a checker ticks the wrong box of the form. */
export const checkerErrorRate = 0.02;

/** Of those who reach the right office, so many are told: not my desk. */
const notMyDeskRate = 0.01;

/** What a person writes down who calls a line by hand. */
export interface SimulatedCheck {
  readonly code: SpotCheckCode;
  /** What a careful checker would have written. */
  readonly rightCode: SpotCheckCode;
  readonly note: string;
}

const notes: Readonly<Record<SpotCheckCode, string>> = {
  '11': '接通，应答单位与公布一致',
  '12': '接通，是本部门但非该职能',
  '13': '接通，对方称不是该单位',
  '14': '接通后即挂断',
  '21': '无人接听',
  '22': '始终占线',
  '23': '提示空号、停机或已改号',
};

/** Boxes that stand next to each other on the form and get mixed up; nobody takes a wrong office for the right one. */
const mixedUpWith: Readonly<Record<SpotCheckCode, SpotCheckCode>> = {
  '11': '12',
  '12': '11',
  '13': '12',
  '14': '21',
  '21': '22',
  '22': '21',
  '23': '22',
};

/**
 * What a simulated spot checker reports who calls a line at a time; the same seed, line and time give
 * the same report. Codes as in Chinese practice (reference `dialtest.codes`).
 */
export function spotCheckLine(
  seed: number,
  line: { readonly id: string; readonly behaviour: Behaviour },
  time: LocalTime,
): SimulatedCheck {
  const chance = chanceOf(seed, 'spot-check', line.id, Math.floor(time.atMs / 1_000));
  const rightCode = careful(line.behaviour, time, chance.happens(notMyDeskRate));
  const code = chance.happens(checkerErrorRate) ? mixedUpWith[rightCode] : rightCode;
  return { code, rightCode, note: notes[code] };
}

function careful(behaviour: Behaviour, time: LocalTime, notMyDesk: boolean): SpotCheckCode {
  const resolved = resolveBehaviour(behaviour, time).behaviour;
  const { outcome } = expectedOutcome(behaviour, time);
  switch (outcome) {
    case 'answered_person':
      if (resolved.kind === 'person' && resolved.greeting === 'other_office') return '13';
      return notMyDesk ? '12' : '11';
    case 'answered_ivr':
      return '11';
    case 'answered_dropped':
      return '14';
    case 'busy':
    case 'network_congestion':
      return '22';
    case 'unallocated':
    case 'suspended':
    case 'number_changed':
    case 'powered_off':
    case 'unreachable':
    case 'barred':
    case 'rejected':
    case 'answered_fax':
    case 'invalid_format':
    case 'trunk_fault':
      return '23';
    default:
      return '21';
  }
}
