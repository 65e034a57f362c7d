import { describe, expect, it } from 'vitest';

import { FAULTS, faultSentence, type FaultCode } from './faults.ts';

describe('the table of faults', () => {
  it('has both languages with the same blanks to fill, and a way out, for every code', () => {
    const blanks = (text: string) =>
      [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    for (const [code, fault] of Object.entries(FAULTS)) {
      expect(blanks(fault.zh), code).toEqual(blanks(fault.en));
      expect(blanks(fault.wayOut.zh), code).toEqual(blanks(fault.wayOut.en));
      for (const text of [fault.zh, fault.en, fault.wayOut.zh, fault.wayOut.en]) {
        expect(text.length, code).toBeGreaterThan(2);
        expect(text, code).toMatch(/[.。]$/);
      }
    }
  });

  it('fills values, also those that have a word in each language', () => {
    const values = { what: { zh: '线路', en: 'line' } };
    expect(faultSentence('not_found', values, 'zh-CN').message).toBe('找不到线路。');
    expect(faultSentence('not_found', values, 'en').message).toBe('There is no such line.');
  });

  it('answers every code with a status of failure', () => {
    for (const code of Object.keys(FAULTS) as FaultCode[]) {
      expect(FAULTS[code].status).toBeGreaterThanOrEqual(400);
    }
  });
});
