import { describe, expect, test } from 'vitest';
import type { PlannedPlace, Step } from './call-plan.ts';
import { MenuAttendant } from './menu-attendant.ts';
import { missingPlaces } from './menu.ts';

const says = (id: string): Step => ({
  kind: 'play',
  sound: { kind: 'voice', id },
  forMs: null,
  fromMs: 0,
});
const place = (id: string, change: Partial<PlannedPlace> = {}): PlannedPlace => ({
  prompt: [says(id)],
  wrong: [says('wrong')],
  waitMs: 4000,
  tries: 2,
  bargeIn: true,
  keys: {},
  then: { steps: [{ kind: 'hang_up' }] },
  ...change,
});
const menu = {
  places: {
    top: place('top', {
      keys: {
        '1': { place: 'below' },
        '2': { steps: [says('bye'), { kind: 'hang_up' }] },
        '#': { place: 'top' },
      },
    }),
    below: place('below', { bargeIn: false, keys: { '*': { place: 'top' } } }),
  },
};
/** What steps say and do, without the pauses. */
const told = (steps: readonly Step[] | null): string[] =>
  (steps ?? []).flatMap((step) =>
    step.kind === 'play' ? (step.sound.kind === 'voice' ? [step.sound.id] : []) : [step.kind],
  );

describe('the attendant of a menu', () => {
  test('prompts as often as it may, and hangs up on silence', () => {
    const attendant = new MenuAttendant(menu);
    expect([1, 2, 3].map(() => told(attendant.next()))).toEqual([['top'], ['top'], ['hang_up']]);
    expect(attendant.listens).toBe(false);
  });

  test('goes down, back and round, and begins to count anew at each place', () => {
    const attendant = new MenuAttendant(menu);
    attendant.next();
    expect(told(attendant.key('#', true))).toEqual(['top']);
    expect(told(attendant.key('1', true))).toEqual(['below']);
    expect(attendant.key('*', true)).toBeNull();
    expect(told(attendant.key('*', false))).toEqual(['top']);
    expect(told(attendant.next())).toEqual(['top']);
    expect(told(attendant.next())).toEqual(['hang_up']);
  });

  test('names a wrong key and prompts again, but not for ever', () => {
    const attendant = new MenuAttendant(menu);
    attendant.next();
    expect(told(attendant.key('7', false))).toEqual(['wrong', 'top']);
    expect(told(attendant.key('7', false))).toEqual(['wrong', 'hang_up']);
    expect(attendant.key('1', false)).toBeNull();
  });

  test('hears no key any more behind a leaf', () => {
    const attendant = new MenuAttendant(menu);
    attendant.next();
    expect(told(attendant.key('2', true))).toEqual(['bye', 'hang_up']);
    expect(attendant.listens).toBe(false);
    expect(attendant.key('1', true)).toBeNull();
  });

  test('knows the places to which no way is made', () => {
    expect(missingPlaces({})).toEqual(['top']);
    const to = { to: 'place', place: 'nowhere' } as const;
    expect(missingPlaces({ top: { says: [], keys: { '1': to } } })).toEqual(['nowhere']);
  });
});
