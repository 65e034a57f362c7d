import { describe, expect, it } from 'vitest';

import { proportion } from '../spot-checks/proportion.ts';
import { explainReport } from './explain-report.ts';
import { stretchesOf, weekNumber, weekOf } from './report-period.ts';
import type { PeriodFigures, ReportFigures } from './report.ts';

describe('the period of a report', () => {
  it('is the week from Monday to Sunday, numbered as ISO 8601 has it', () => {
    expect(weekOf('2026-11-30')).toEqual({ fromDay: '2026-11-30', toDay: '2026-12-06' });
    expect(weekOf('2026-11-29')).toEqual({ fromDay: '2026-11-23', toDay: '2026-11-29' });
    expect(weekNumber('2026-11-25')).toEqual({ year: 2026, week: 48 });
    // The first days of 2027 lie in the last week of 2026, those of 2025's end in the first of 2026.
    expect(weekNumber('2027-01-03')).toEqual({ year: 2026, week: 53 });
    expect(weekNumber('2025-12-29')).toEqual({ year: 2026, week: 1 });
  });

  it('is cut into stretches that cover each day once', () => {
    expect(stretchesOf({ fromDay: '2026-11-23', toDay: '2026-11-29' })).toHaveLength(7);
    const month = stretchesOf({ fromDay: '2026-11-01', toDay: '2026-11-30' });
    expect(month).toHaveLength(10);
    expect(month.at(-1)).toEqual({ fromDay: '2026-11-28', toDay: '2026-11-30' });
    expect(stretchesOf({ fromDay: '2026-01-01', toDay: '2026-12-31' }).length).toBeLessThanOrEqual(
      14,
    );
  });
});

describe('what a report says', () => {
  const period = (reached: number, counted: number): PeriodFigures => ({
    period: { fromDay: '2026-11-23', toDay: '2026-11-29' },
    lines: 10,
    calls: counted + 5,
    reach: proportion(reached, counted),
    byKind: { healthy: 6, busy: 2, slow: 0, zombie: 0, invalid: 0, outdated: 0, undetermined: 2 },
    healthy: proportion(6, 8),
    ticketsOpened: 3,
    ticketsClosed: 1,
    ticketsOpen: 4,
    ticketsOverdue: 2,
  });
  const figures = (now: PeriodFigures, before: PeriodFigures | null): ReportFigures => ({
    kind: 'weekly',
    city: '蓉江市',
    department: null,
    campaign: null,
    readAtMs: 0,
    asOfMs: 0,
    now,
    before,
    days: [],
    departments: [],
    overdue: [],
  });

  it('gives every rate with its denominator, and says when a difference may be chance', () => {
    const said = explainReport(figures(period(80, 100), period(78, 100)));
    expect(said[0]?.zh).toContain(
      '拨测 105 次，其中 100 次能说明线路状况，接通 80 次，接通率 80.0%',
    );
    expect(said[1]?.en).toContain('Of 10 lines 8 have a verdict: 6 are healthy (75.0%), 2 are not');
    expect(said[2]?.zh).toBe('新开整改单 3 件，办结 1 件；期末未办结 4 件，其中逾期 2 件。');
    expect(said[3]?.zh).toContain('可能只是偶然');
    expect(explainReport(figures(period(800, 1000), period(600, 1000)))[3]?.en).toBe(
      'The reach rate rose by 20.0 points against the week before, more than by chance.',
    );
  });

  it('compares nothing where there is nothing to compare', () => {
    expect(explainReport(figures(period(0, 0), period(1, 2)))).toHaveLength(3);
    expect(explainReport(figures(period(1, 2), null))).toHaveLength(3);
  });
});
