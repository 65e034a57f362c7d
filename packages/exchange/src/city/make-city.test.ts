import { isEmergencyNumber, ledgerKey, needsClearanceByName, numberKey } from '@everyline/domain';
import { describe, expect, test } from 'vitest';
import { localTimeOf } from '../local-time.ts';
import { expectedOutcome } from '../behaviours/expected-outcome.ts';
import { cityDialPlan } from './city-dial-plan.ts';
import { cityFromJson, cityToJson } from './city-json.ts';
import { documentFaults } from './documents/written.ts';
import { fates, fateShares } from './fates.ts';
import { makeCity } from './make-city.ts';
import { example } from './service-items.ts';
import { spotCheckLine } from './spot-check.ts';
import { exampleBureauName } from './vocabulary.ts';

const publishedOn = '2026-09-01';
const demo = makeCity({ seed: 7, lineCount: 400, publishedOn });
const benchmark = makeCity({ seed: 11, lineCount: 1_200, publishedOn });

describe('the sample city', () => {
  test('is the same to the last byte for the same seed, and another for another seed', () => {
    const again = makeCity({ seed: 7, lineCount: 400, publishedOn });
    expect(cityToJson(again)).toBe(cityToJson(demo));
    expect(again.documents.map(({ bytes }) => bytes)).toEqual(
      demo.documents.map(({ bytes }) => bytes),
    );
    const other = makeCity({ seed: 8, lineCount: 400, publishedOn });
    expect(other.lines.map(({ number }) => number.dialled)).not.toEqual(
      demo.lines.map(({ number }) => number.dialled),
    );
  });

  test('refuses too few lines and a day that is none, and says what to ask for', () => {
    expect(() => makeCity({ seed: 1, lineCount: 100, publishedOn })).toThrow(/at least 150 lines/);
    expect(() => makeCity({ seed: 1, lineCount: 400, publishedOn: 'today' })).toThrow(/2026-09-01/);
  });

  test('has about 120 offices for 400 lines and 400 for 2,000, in one tree', () => {
    expect(demo.offices).toHaveLength(120);
    const two = makeCity({ seed: 7, lineCount: 2_000, publishedOn });
    expect(two.offices.length).toBeGreaterThan(380);
    expect(two.offices.length).toBeLessThan(420);
    const before = new Set<string>();
    for (const { id, parentId, name } of two.offices) {
      if (before.size > 0) expect(before.has(parentId ?? ''), name).toBe(true);
      before.add(id);
    }
    expect(new Set(two.offices.map(({ name }) => name)).size).toBe(two.offices.length);
  });

  test('has exactly the lines asked for, each with a number of its own', () => {
    for (const city of [demo, benchmark]) {
      const keys = new Set(city.lines.map(({ number }) => numberKey(number)));
      expect(keys.size).toBe(city === demo ? 400 : 1_200);
    }
  });

  test('gives the fates of its lines in the stated shares', () => {
    const dealt = benchmark.lines.filter(
      ({ protection, fate, numberType }) =>
        protection === null && fate !== 'fax' && numberType !== 'short_code',
    );
    for (const fate of fates) {
      if (fate === 'fax') continue;
      const share = dealt.filter((line) => line.fate === fate).length / dealt.length;
      expect(Math.abs(share - fateShares[fate]), fate).toBeLessThan(0.003);
    }
  });

  test('has at least a fifth of the lines between the limits, and three in five that work', () => {
    for (const city of [demo, benchmark]) {
      const zone = city.lines.filter(({ truth }) => truth.inZone).length;
      expect(zone / city.lines.length).toBeGreaterThanOrEqual(0.2);
      const working = city.lines.filter(({ truth }) => truth.verdict === 'healthy').length;
      expect(working / city.lines.length).toBeGreaterThan(0.55);
      expect(working / city.lines.length).toBeLessThan(0.68);
    }
  });

  test('keeps every line outside the zone on one side of the limits at every published half hour', () => {
    for (const { truth, fate } of benchmark.lines) {
      const [least, most] = truth.reachRange;
      expect(truth.reachRate).toBeGreaterThanOrEqual(least);
      expect(truth.reachRate).toBeLessThanOrEqual(most);
      if (truth.inZone) continue;
      if (truth.reachRate >= 0.9) expect(least, fate).toBeGreaterThanOrEqual(0.9);
      else expect(most, fate).toBeLessThanOrEqual(0.6);
    }
  });

  test('protects what the guard protects, and clears nothing that needs a clearance by name', () => {
    for (const {
      cleared,
      number,
      numberType,
      purpose,
      services,
      departmentId,
    } of benchmark.lines) {
      const owner = benchmark.offices.find(({ id }) => id === departmentId)?.name ?? null;
      const guarded =
        isEmergencyNumber(number.dialled) ||
        needsClearanceByName({ number, numberType, purpose, services, owner });
      expect(guarded, `${owner ?? ''} ${services.join()} ${number.dialled}`).toBe(
        cleared === 'protected',
      );
    }
  });

  test('clears most lines in writing, with one office that objects and one bureau that never answered', () => {
    const cleared = demo.lines.filter((line) => line.cleared === 'cleared').length;
    expect(cleared / demo.lines.length).toBeGreaterThan(0.85);
    expect(demo.lines.some((line) => line.cleared === 'objected')).toBe(true);
    expect(demo.lines.some((line) => line.cleared === 'not_cleared')).toBe(true);
    expect(demo.objections).toHaveLength(1);
    for (const { basis } of demo.clearances) expect(basis).toMatch(/〔2026〕\d+号/);
  });
});

describe('the documents of the sample city', () => {
  test('are at least twenty in seven formats, show every usual fault, and publish every line', () => {
    expect(demo.documents.length).toBeGreaterThanOrEqual(20);
    expect(new Set(demo.documents.map(({ format }) => format)).size).toBe(7);
    expect(new Set(demo.documents.map(({ encoding }) => encoding))).toContain('gb18030');
    const written = demo.documents.flatMap((document) => document.written);
    expect(new Set(written.flatMap(({ faults }) => faults))).toEqual(new Set(documentFaults));
    const published = new Set(written.map(({ lineId }) => lineId));
    expect(demo.lines.filter(({ id }) => !published.has(id))).toEqual([]);
    expect(new Set(demo.documents.map(({ path }) => path)).size).toBe(demo.documents.length);
  });

  test('hold the worked example: 129 items, 17 numbers on the portal, 20 on the site, 34 in all', () => {
    for (const city of [demo, benchmark]) {
      const numbersOf = (path: string): Set<string> => {
        const document = city.documents.find((candidate) => candidate.path === path);
        return new Set(document?.written.map(({ number }) => number ?? ''));
      };
      const portal = numbersOf('portal/rsj-guide.html');
      const site = numbersOf('sites/rsj/contact.html');
      expect([portal.size, site.size, portal.union(site).size]).toEqual([
        example.portal,
        example.site,
        example.merged,
      ]);
      const guide = city.documents.find(({ path }) => path === 'portal/rsj-guide.html');
      expect(guide?.written).toHaveLength(example.items);
      const bureau = city.offices.find(({ shortName }) => shortName === exampleBureauName);
      const inBureau = city.offices.filter(({ bodyId }) => bodyId === bureau?.id);
      const lines = city.lines.filter(({ departmentId }) =>
        inBureau.some(({ id }) => id === departmentId),
      );
      expect(lines).toHaveLength(example.merged);
      expect(new Set(lines.flatMap(({ services }) => services)).size).toBe(example.items + 1);
    }
  });

  test('contain literally what the truth says is written in them', () => {
    for (const { format, encoding, bytes, written, decoys, path } of demo.documents) {
      if (format === 'xlsx' || format === 'docx') continue;
      const text = new TextDecoder(encoding ?? 'utf-8', { fatal: true })
        .decode(bytes)
        .replaceAll('&nbsp;', ' ');
      for (const { raw } of [...written, ...decoys])
        expect(text.includes(raw), `${path} ${raw}`).toBe(true);
    }
  });
});

describe('the dial plan of the sample city', () => {
  const plan = cityDialPlan(benchmark);
  const monday = Date.parse('2026-09-07T00:00:00+08:00');

  test('knows every number in every spelling and nothing else', () => {
    const keys = new Set(benchmark.lines.map(({ number }) => ledgerKey(number)));
    expect(plan.size).toBe(keys.size);
    const [line] = benchmark.lines.filter(({ numberType }) => numberType === 'geographic');
    const local = line?.number.dialled.slice(-8) ?? '';
    for (const spelling of [`+86899${local}`, `0899${local}`, `0899-${local}`, local]) {
      expect(plan.lookUp(spelling)).toBe(line?.behaviour);
    }
    expect(plan.lookUp('0899-20000000')).toBeNull();
  });

  test('lets calls through as often as the truth says, counted call by call over four weeks', () => {
    let far = 0;
    const lines = benchmark.lines.filter(
      ({ fate, hours }) => fate !== 'fax' && hours.name === 'through_noon',
    );
    for (const { behaviour, truth } of lines) {
      let reached = 0;
      let asked = 0;
      for (let day = 0; day < 28; day += 1) {
        if (day % 7 > 4) continue;
        for (let minute = 545; minute < 1_020; minute += 37) {
          const { outcome } = expectedOutcome(
            behaviour,
            localTimeOf(monday + (day * 1_440 + minute) * 60_000),
          );
          if (outcome === 'network_congestion') continue;
          asked += 1;
          if (outcome === 'answered_person' || outcome === 'answered_ivr') reached += 1;
        }
      }
      // Three standard errors of a share of 260 calls, and 3 points for days that differ.
      const allowed = 0.03 + 3 * Math.sqrt((truth.reachRate * (1 - truth.reachRate)) / asked);
      if (Math.abs(reached / asked - truth.reachRate) > allowed) far += 1;
    }
    expect(lines.length).toBeGreaterThan(50);
    expect(far / lines.length).toBeLessThan(0.02);
  });
});

describe('a simulated spot checker', () => {
  const tuesday = localTimeOf(Date.parse('2026-09-08T10:10:00+08:00'));

  test('finds the lines on which another office answers, and hardly ever finds one that is none', () => {
    let found = 0;
    let outdated = 0;
    let falseAlarms = 0;
    for (const line of benchmark.lines) {
      const { code } = spotCheckLine(7, line, tuesday);
      if (line.truth.verdict === 'outdated') {
        outdated += 1;
        if (code === '13') found += 1;
      } else if (code === '13') falseAlarms += 1;
    }
    expect(found / outdated).toBeGreaterThan(0.85);
    expect(falseAlarms).toBe(0);
  });

  test('reports the same for the same seed, and errs in about two of a hundred', () => {
    let wrong = 0;
    for (const line of benchmark.lines) {
      const check = spotCheckLine(7, line, tuesday);
      expect(spotCheckLine(7, line, tuesday)).toEqual(check);
      if (check.code !== check.rightCode) wrong += 1;
    }
    expect(wrong / benchmark.lines.length).toBeGreaterThan(0.008);
    expect(wrong / benchmark.lines.length).toBeLessThan(0.035);
  });
});

describe('the city file', () => {
  test('comes back as it was written', () => {
    const { documents, ...city } = demo;
    const truths = documents.map(({ bytes: _bytes, ...truth }) => truth);
    expect(cityFromJson(cityToJson(demo))).toEqual({ ...city, documents: truths });
  });

  const spoil = (change: (city: Record<string, unknown>) => void): string => {
    const city = JSON.parse(cityToJson(demo)) as Record<string, unknown>;
    change(city);
    return JSON.stringify(city);
  };

  test.each([
    ['{"format":', '$: no JSON'],
    ['[]', '$: expected an object'],
    [spoil((city) => (city['version'] = 99)), '$.version: expected one of 1'],
    [
      spoil(
        (city) => ((city['lines'] as { behaviour: unknown }[])[3]!.behaviour = { kind: 'sings' }),
      ),
      '$.lines[3].behaviour.kind: expected one of person',
    ],
    [
      spoil(
        (city) =>
          ((city['lines'] as { behaviour: unknown }[])[3]!.behaviour = {
            kind: 'by_hours',
            windows: [],
            inside: { kind: 'person', ringMs: 'soon', greeting: 'plain' },
            outside: { kind: 'no_answer' },
          }),
      ),
      '$.lines[3].behaviour.inside.ringMs: expected a number from 0 to 3600000, found "soon"',
    ],
    [
      spoil((city) => ((city['lines'] as { departmentId: string }[])[5]!.departmentId = 'D9999')),
      '$.lines[5].departmentId: no office has the id D9999',
    ],
    [
      spoil((city) => {
        const lines = city['lines'] as { number: unknown }[];
        lines[6]!.number = lines[5]!.number;
      }),
      'is already the number of $.lines[5]',
    ],
  ])('is refused with the place and the reason', (json, problem) => {
    expect(() => cityFromJson(json)).toThrow(problem);
  });
});
