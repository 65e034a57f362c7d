import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chinaCalendar } from '../calendar/calendar.ts';
import { momentOf } from '../calendar/local-time.ts';
import { askStage, dueAfterDays, ownerStanding } from './confirmation.ts';
import { disputeKinds, disputeLack, followDispute } from './dispute.ts';
import { factChanges, workingDaysLate } from './line-version.ts';
import { defaultOwnerPolicy } from './owner-policy.ts';

const at = (day: string, hour = 10) => momentOf(chinaCalendar, day, hour * 60);
const policy = { ...defaultOwnerPolicy, asking: true };

describe('a confirmation', () => {
  const validToMs = dueAfterDays(at('2026-09-01'), 90, chinaCalendar);
  const said = { word: 'confirmed', version: 3, atMs: at('2026-09-01'), validToMs } as const;
  const standing = (version: number, day: string) => ownerStanding(version, said, policy, at(day));

  it('holds for ninety days, and is due in the last seven', () => {
    expect(validToMs).toBe(at('2026-11-30', 0));
    expect(standing(3, '2026-11-22')).toBe('confirmed');
    expect(standing(3, '2026-11-23')).toBe('due');
    expect(standing(3, '2026-11-29')).toBe('due');
    expect(standing(3, '2026-11-30')).toBe('expired');
  });

  it('holds for the version that was confirmed', () => {
    expect(standing(4, '2026-09-02')).toBe('changed');
    expect(ownerStanding(1, null, policy, 0)).toBe('never');
    const disputed = { ...said, word: 'disputed', validToMs: null } as const;
    expect(ownerStanding(3, disputed, policy, at('2026-09-02'))).toBe('disputed');
  });
});

describe('asking an owner', () => {
  const due = at('2026-11-30', 0);
  const stage = (day: string) => askStage(due, policy, chinaCalendar, at(day, 0));

  it('reminds before and after the last day, and calls it silence after ten working days', () => {
    expect(stage('2026-11-22')).toBe(0);
    expect(stage('2026-11-23')).toBe(1);
    expect(stage('2026-11-30')).toBe(1);
    expect(stage('2026-12-01')).toBe(2);
    // Ten working days from Monday, 30 November, end with Friday, 11 December.
    expect(stage('2026-12-11')).toBe(2);
    expect(stage('2026-12-12')).toBe(3);
    const patient = { ...policy, silenceWorkingDays: null };
    expect(askStage(due, patient, chinaCalendar, at('2027-06-01'))).toBe(2);
  });

  it('never goes back, whenever it looks', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(60), (days, more) => {
        const early = due + (days - 100) * 86_400_000;
        const late = early + more * 86_400_000;
        expect(askStage(due, policy, chinaCalendar, late)).toBeGreaterThanOrEqual(
          askStage(due, policy, chinaCalendar, early),
        );
      }),
    );
  });
});

describe('a dispute', () => {
  it('names what it needs', () => {
    const lacks = disputeKinds.map((kind) => disputeLack({ kind, note: '' }));
    expect(lacks).toEqual(['whose', 'hours', 'services', 'number', null]);
    expect(disputeLack({ kind: 'wrong_service', note: '', services: [' '] })).toBe('services');
  });

  it('changes what the owner knows best, and never a number on the word of a link', () => {
    const hours = { kind: 'wrong_hours', note: '', hours: ' 9:00-17:00 ' } as const;
    expect(followDispute(hours, false)).toEqual({
      kind: 'change',
      change: { hours: '9:00-17:00' },
    });
    const moved = { kind: 'moved', note: '', number: '6100 0001' } as const;
    expect(followDispute(moved, true)).toEqual({ kind: 'move', number: '6100 0001' });
    for (const one of [moved, { kind: 'closed', note: '' } as const]) {
      expect(followDispute(one, false)).toEqual({ kind: 'ticket', forWhom: 'office' });
    }
    const strange = { kind: 'not_ours', note: '', whose: '市人社局' } as const;
    expect(followDispute(strange, true)).toEqual({ kind: 'ticket', forWhom: 'directors' });
  });
});

describe('the versions of a line', () => {
  const line = {
    id: 'l',
    number: { dialled: '+862861000001', areaCode: null, extension: null },
    numberType: 'geographic',
    departmentId: null,
    owner: null,
    services: ['户籍'],
    purpose: 'enquiry',
    hours: null,
    tier: 'B',
    seats: null,
    sample: false,
    state: 'active',
    createdAtMs: 0,
  } as const;

  it('list what is published before and after, and nothing that stays', () => {
    expect(
      factChanges(line, { hours: '9:00-17:00', services: ['户籍'], tier: 'A', seats: 3 }),
    ).toEqual([{ fact: 'hours', before: null, after: '9:00-17:00' }]);
    expect(factChanges(line, { services: ['户籍', '身份证'] })).toEqual([
      { fact: 'services', before: '户籍', after: '户籍；身份证' },
    ]);
  });

  it('say by how much a change was reported too late', () => {
    expect(workingDaysLate('2026-11-20', '2026-11-27', 5, chinaCalendar)).toBe(0);
    expect(workingDaysLate('2026-11-20', '2026-11-30', 5, chinaCalendar)).toBe(1);
  });
});
