import type { LineTarget } from '@everyline/capacity';
import { describe, expect, it } from 'vitest';

import type { Line } from '../lines/line.ts';
import { callersMeet } from './callers-meet.ts';
import { explainProposal } from './explain-proposal.ts';
import type { InventoryLine } from './inventory-line.ts';
import { proposeConsolidation } from './propose.ts';

const target: LineTarget = {
  busyAtMost: 0.05,
  share: 0.8,
  withinS: 15,
  handlingS: 180,
  patienceS: 120,
  redialling: { firstPersistence: 0.7, laterPersistence: 0.7, triesPerHoldingTime: 1 },
};

/** A load that test calls tell to a half. */
const load = (middle: number) => ({ low: middle / 1.5, middle, high: middle * 1.5 });

function inventory(
  n: number,
  line: Partial<Line> = {},
  rest: Partial<Omit<InventoryLine, 'line'>> = {},
): InventoryLine {
  return {
    line: {
      id: `line-${n}`,
      number: { dialled: `+86286188000${n}`, areaCode: null, extension: null },
      numberType: 'geographic',
      departmentId: 'office-1',
      owner: null,
      services: [],
      purpose: 'enquiry',
      hours: null,
      tier: 'B',
      seats: 1,
      sample: false,
      state: 'active',
      createdAtMs: n,
      ...line,
    },
    verdict: 'healthy',
    cause: null,
    calls: 20,
    busy: 0,
    erlangs: null,
    listings: 2,
    ...rest,
  };
}

const proposed = (all: readonly InventoryLine[]) => [...proposeConsolidation(all, target)];

const kinds = (all: readonly InventoryLine[]) =>
  proposed(all).map(({ kind, lineIds }) => [kind, lineIds]);

describe('proposals over an inventory', () => {
  it('close a number that leads nowhere, and leave a suspended one to its owner', () => {
    const all = [
      inventory(1, {}, { verdict: 'invalid', cause: 'number_withdrawn', listings: 3 }),
      inventory(2, {}, { verdict: 'invalid', cause: 'number_suspended' }),
      inventory(3, {}, { verdict: 'invalid', cause: null }),
    ];
    const [closed, ...others] = proposed(all);
    expect(others).toEqual([]);
    expect(closed).toMatchObject({
      kind: 'close_number',
      keptLineId: null,
      listings: 3,
      effect: { numbers: { now: 1, then: 0 } },
    });
    const { zh, en } = explainProposal(closed!, () => '028-6188 0001');
    expect(zh).toContain('从 3 处公布位置删去');
    expect(en).toContain('off the 3 places');
  });

  it('give one service of one office one number: the one that works', () => {
    const services = ['社保查询'];
    const all = [
      inventory(1, { services }, { verdict: 'zombie', listings: 9 }),
      inventory(2, { services: ['社保 查询'] }, { listings: 1 }),
      inventory(3, { services, departmentId: 'office-2' }),
      inventory(4, { services: ['医保查询'] }),
    ];
    const [one, ...others] = proposed(all);
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      kind: 'keep_one',
      keptLineId: 'line-2',
      lineIds: ['line-2', 'line-1'],
      listings: 9,
    });
  });

  it('take a word before a number for no service', () => {
    for (const service of ['咨询电话', '办公电话', '联系 方式', 'Tel', '咨询服务热线']) {
      const services = [service];
      const all = [
        inventory(1, { services }, { busy: 9, erlangs: load(0.01), verdict: 'zombie' }),
        inventory(2, { services }),
      ];
      expect(kinds(all)).toEqual([]);
    }
  });

  it('leave numbers alone that all work', () => {
    const services = ['社保查询'];
    expect(kinds([inventory(1, { services }), inventory(2, { services })])).toEqual([]);
  });

  it('pool the lines of one service where callers meet busy, and foresee that busy falls', () => {
    const services = ['就业登记'];
    const all = [
      inventory(1, { services }, { busy: 9, erlangs: load(0.5), verdict: 'busy' }),
      inventory(2, { services }, { busy: 7, erlangs: load(0.4), verdict: 'busy' }),
      inventory(3, { services }),
    ];
    const [pooled, ...others] = proposed(all);
    expect(others).toEqual([]);
    expect(pooled).toMatchObject({ kind: 'pool_lines', keptLineId: 'line-3', calls: 60, busy: 16 });
    const { numbers, lines, people, callers } = pooled!.effect;
    expect(numbers).toEqual({ now: 3, then: 1 });
    expect(lines!.now).toBe(3);
    expect(lines!.between.least).toBeLessThanOrEqual(lines!.then);
    expect(lines!.between.most).toBeGreaterThan(lines!.between.least);
    expect(people!.then).toBeLessThanOrEqual(people!.now + 1);
    expect(callers!.now.busy).toBeGreaterThan(0.2);
    expect(callers!.then.busy).toBeLessThan(0.06);
  });

  it('say that the effect is unknown where lines are not on record', () => {
    const services = ['就业登记'];
    const all = [
      inventory(1, { services, seats: null }, { busy: 9, verdict: 'busy' }),
      inventory(2, { services }),
    ];
    const [pooled] = proposed(all);
    expect(pooled).toMatchObject({ kind: 'pool_lines', effect: { callers: null, lines: null } });
    expect(explainProposal(pooled!, (id) => id).en).toContain('cannot be told');
  });

  it('put an assistant before people where questions are asked, and add lines for casework', () => {
    const all = [
      inventory(1, { seats: 2 }, { busy: 12, erlangs: load(6), verdict: 'busy' }),
      inventory(
        2,
        { seats: 2, purpose: 'casework' },
        { busy: 12, erlangs: load(6), verdict: 'busy' },
      ),
      inventory(3, { purpose: 'duty' }, { busy: 2, erlangs: load(0.01) }),
    ];
    const [assisted, added, ...others] = proposed(all);
    expect(others).toEqual([]);
    expect(assisted?.kind).toBe('assistant_first');
    expect(added?.kind).toBe('add_lines');
    expect(assisted!.effect.people!.then).toBeLessThan(added!.effect.people!.then);
    for (const one of [assisted!, added!]) {
      expect(one.effect.callers!.then.busy).toBeLessThan(0.06);
      expect(one.effect.callers!.now.busy).toBeGreaterThan(0.3);
    }
  });

  it('send hotlines into 12345 by the national list, and others by their calls', () => {
    const short = { numberType: 'short_code', purpose: 'hotline' } as const;
    const of = (n: number, code: string, rest: Partial<InventoryLine> = {}) =>
      inventory(n, { ...short, number: { dialled: code, areaCode: '028', extension: null } }, rest);
    const found = proposed([
      of(1, '12358'),
      of(2, '12333'),
      of(3, '12366', { verdict: 'busy', cause: 'overload' }),
      of(4, '96110'),
      of(5, '96196', { busy: 8, erlangs: load(2) }),
      of(6, '12345', { verdict: 'busy', cause: 'overload' }),
    ]);
    expect(found.map(({ lineIds, merge }) => [lineIds[0], merge?.mode, merge?.ground])).toEqual([
      ['line-1', 'whole', 'listed'],
      ['line-3', 'subcentre', 'listed'],
      ['line-4', 'whole', 'few_calls'],
      ['line-5', 'parallel', 'many_calls'],
    ]);
    expect(found[0]?.effect.numbers).toEqual({ now: 1, then: 0 });
    expect(explainProposal(found[1]!, () => '12366').zh).toContain('分中心');
  });

  it('look for another way where a person has rejected one', () => {
    const services = ['就业登记'];
    const all = [
      inventory(1, { services, seats: 2 }, { busy: 9, erlangs: load(5), verdict: 'busy' }),
      inventory(2, { services }),
    ];
    const [pooled] = proposed(all);
    const rejected = new Set([pooled!.key]);
    const others = [...proposeConsolidation(all, target, rejected)];
    expect(others.map(({ kind, lineIds }) => [kind, lineIds])).toEqual([
      ['assistant_first', ['line-1']],
    ]);
  });

  it('give calls out a telephone of their own where one line serves both', () => {
    const all = [inventory(1, {}, { busy: 8, verdict: 'busy', cause: 'shared_line' })];
    expect(proposed(all)[0]).toMatchObject({
      kind: 'separate_calls_out',
      effect: { lines: { now: 1, then: 2 } },
    });
  });

  it('never name a number twice, and keep their keys whatever the order', () => {
    const services = ['就业登记'];
    const all = [
      inventory(1, { services }, { busy: 9, erlangs: load(0.5), verdict: 'busy' }),
      inventory(2, { services }, { verdict: 'invalid', cause: 'number_moved' }),
      inventory(3, { services }, { busy: 1, erlangs: load(0.1) }),
      inventory(4, { services, purpose: 'emergency' }),
    ];
    const found = proposed(all);
    const named = found.flatMap(({ lineIds }) => lineIds);
    expect(new Set(named).size).toBe(named.length);
    expect(named).not.toContain('line-4');
    const again = proposed(all.toReversed());
    expect(again.map(({ key }) => key).toSorted()).toEqual(found.map(({ key }) => key).toSorted());
  });
});

describe('what callers meet', () => {
  it('agrees with the loss formula where nobody waits or tries again', () => {
    const impatient: LineTarget = {
      ...target,
      patienceS: 1e-6,
      redialling: { firstPersistence: 0, laterPersistence: 0, triesPerHoldingTime: 1 },
    };
    // One line at one erlang loses half; over an office's day the shares differ a little from hour to hour.
    const { busy } = callersMeet({ erlangs: 1, lines: 1, people: 1, assistant: false }, impatient);
    expect(busy).toBeGreaterThan(0.47);
    expect(busy).toBeLessThan(0.54);
  });
});
