import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { BREAK, RUN, runUnit, splitUnits, UnitBuffer } from './units.ts';

function unitsOf(text: string): number[] {
  const buffer = new UnitBuffer();
  splitUnits(text, buffer);
  return [...buffer.units.slice(0, buffer.length)];
}

describe('splitUnits', () => {
  it('takes letters one by one, runs whole, and parts what signs part', () => {
    expect(unitsOf('拨12345，好')).toEqual([
      '拨'.charCodeAt(0),
      runUnit('12345'),
      BREAK,
      '好'.charCodeAt(0),
      BREAK,
    ]);
    expect(unitsOf('𠮷')).toEqual([0x20bb7, BREAK]);
    expect(unitsOf(' ，')).toEqual([]);
  });

  it('keeps decimals and percentages together, and reads thousands without commas', () => {
    expect(unitsOf('3.5%')).toEqual([runUnit('3.5%'), BREAK]);
    expect(unitsOf('1,000')).toEqual(unitsOf('1000'));
    expect(unitsOf('12,345,678')).toEqual(unitsOf('12345678'));
    expect(unitsOf('12345,110')).toEqual([...unitsOf('12345'), ...unitsOf('110')]);
    expect(unitsOf('3.')).toEqual([runUnit('3'), BREAK]);
  });

  it('gives every number up to nine digits and every short word a unit of its own', () => {
    const run = fc.stringMatching(/^([0-9]{1,9}|[a-z0-9]{1,5})$/);
    fc.assert(
      fc.property(run, run, (one, other) => {
        expect(runUnit(one) === runUnit(other)).toBe(one === other);
        expect(runUnit(one)).toBeGreaterThanOrEqual(RUN);
      }),
    );
  });
});
