import { expect, it } from 'vitest';

import { callerPurposes, isForCallers } from './for-callers.ts';

const line = { state: 'active', purpose: 'enquiry', numberType: 'geographic' } as const;

it('shows anybody the lines in use that are published to be called', () => {
  expect(isForCallers(line)).toBe(true);
  expect(callerPurposes).toContain('hotline');
});

it('shows nobody a mobile, a fax, the press office, what is only mentioned, or a line not in use', () => {
  const hidden = [
    { ...line, numberType: 'mobile' },
    { ...line, purpose: 'fax' },
    { ...line, purpose: 'media' },
    { ...line, purpose: 'mention' },
    { ...line, state: 'retired' },
    { ...line, state: 'undecided' },
  ] as const;
  expect(hidden.filter(isForCallers)).toEqual([]);
  expect(callerPurposes).not.toContain('media');
});
