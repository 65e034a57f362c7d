import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalDialled, TableDialPlan } from './dial-plan.ts';

describe('dialled numbers', () => {
  test.each([
    ['+862861881111', '+862861881111'],
    ['862861881111', '+862861881111'],
    ['00862861881111', '+862861881111'],
    ['02861881111', '+862861881111'],
    ['+8602861881111', '+862861881111'],
    ['61881111', '+862861881111'],
    ['6188 1111', '+862861881111'],
    ['051266699061', '+8651266699061'],
    ['+8651266699061', '+8651266699061'],
    ['01066699061', '+861066699061'],
    ['13800138000', '+8613800138000'],
    ['013800138000', '+8613800138000'],
    ['+8613800138000', '+8613800138000'],
    ['4008123123', '+864008123123'],
    ['+864008123123', '+864008123123'],
    ['12345', '12345'],
    ['02812345', '12345'],
    ['+862812345', '12345'],
    ['059412388', '12388'],
    ['+12125550100', '+12125550100'],
  ])('%s is %s', (dialled, canonical) => {
    expect(canonicalDialled(dialled, '028')).toBe(canonical);
  });

  test('one spelling has itself as its spelling', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+?\d{3,14}$/), (dialled) => {
        const once = canonicalDialled(dialled, '028');
        expect(canonicalDialled(once, '028')).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  test('anything at all may be dialled', () => {
    fc.assert(
      fc.property(fc.string(), (dialled) => {
        expect(new TableDialPlan([], '028').lookUp(dialled)).toBeNull();
      }),
    );
  });

  test('a line is found under every spelling of its number', () => {
    const plan = new TableDialPlan([['(028) 6188-1111', { kind: 'powered_off' }]], '028');
    for (const dialled of ['61881111', '02861881111', '+862861881111', '862861881111']) {
      expect(plan.lookUp(dialled)).toEqual({ kind: 'powered_off' });
    }
    expect(plan.lookUp('61881112')).toBeNull();
  });
});
