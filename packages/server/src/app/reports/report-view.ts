import type { Localised, Report, ReportHead } from '@everyline/contract';
import { explainReport, weekNumber, type ReportFigures } from '@everyline/domain';

import type { StoredReport } from '../ports/store/reports.ts';

/** What a report is called: the city or the office, and the week or the campaign. */
export function reportTitle({ kind, city, department, campaign, now }: ReportFigures): Localised {
  const of = department === null ? city : `${city}${department.replace(city, '')}`;
  const office = department === null ? city : `${department}, ${city}`;
  if (kind === 'campaign') {
    return {
      zh: `${of}“${campaign ?? ''}”拨测整改情况报告`,
      en: `Report on the campaign “${campaign ?? ''}”: test calls and repairs (${office})`,
    };
  }
  const { year, week } = weekNumber(now.period.fromDay);
  return {
    zh: `${of}公开电话拨测整改周报（${year}年第${week}周）`,
    en: `Weekly report on public telephone lines, week ${week} of ${year} (${office})`,
  };
}

/** The head of a report; one that is not issued has neither number nor issuer. */
export function reportHead(
  figures: ReportFigures,
  issued: StoredReport | null,
  departmentId: string | null,
): ReportHead {
  return {
    id: issued?.id ?? null,
    kind: figures.kind,
    title: reportTitle(figures),
    period: figures.now.period,
    department:
      departmentId === null || figures.department === null
        ? null
        : { id: departmentId, name: figures.department },
    reference: issued?.reference ?? '',
    issuer: issued?.issuer ?? '',
    issuedAtMs: issued?.issuedAtMs ?? null,
    issuedBy: issued?.issuedBy ?? null,
  };
}

/** A report with what it says and its figures. */
export function reportView(
  figures: ReportFigures,
  issued: StoredReport | null,
  departmentId: string | null,
): Report {
  return {
    ...reportHead(figures, issued, departmentId),
    summary: explainReport(figures),
    figures: figures as Report['figures'],
  };
}
