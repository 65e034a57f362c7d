import { numberKey } from '@everyline/domain';
import { describe, expect, it } from 'vitest';

import { makeCity } from './make-city.ts';
import { toldTrunks } from './told-trunks.ts';

const city = makeCity({ seed: 7, lineCount: 400, publishedOn: '2026-09-01' });

describe('what offices tell of their lines', () => {
  it('is told by most offices, of lines that may be tested only', () => {
    const told = toldTrunks(city);
    const cleared = city.lines.filter((line) => line.cleared === 'cleared');
    expect(told.size / cleared.length).toBeGreaterThan(0.5);
    expect(told.size / cleared.length).toBeLessThan(0.85);
    const keys = new Set(cleared.map(({ number }) => numberKey(number)));
    expect([...told.keys()].filter((key) => !keys.has(key))).toEqual([]);
  });

  it('is what the simulated exchange gives them', () => {
    const told = toldTrunks(city);
    const loaded = city.lines.flatMap(({ number, behaviour }) =>
      behaviour.kind === 'by_hours' && behaviour.inside.kind === 'loaded'
        ? [{ key: numberKey(number), trunks: behaviour.inside.trunks }]
        : [],
    );
    const both = loaded.filter(({ key }) => told.has(key));
    expect(both.length).toBeGreaterThan(5);
    expect(both.map(({ key }) => told.get(key))).toEqual(both.map(({ trunks }) => trunks));
  });

  it('is the same for the same city', () => {
    expect([...toldTrunks(city)]).toEqual([...toldTrunks(city)]);
  });
});
