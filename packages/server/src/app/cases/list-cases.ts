import type { Case, CaseFilters, CaseQuery } from '@everyline/contract';
import { localTime } from '@everyline/domain';

import { authorise } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import { pagingOf, type Page } from '../ports/store/page.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { openContact, type CaseContact } from './case-contact.ts';
import { caseRules } from './case-rules.ts';
import { caseView } from './case-view.ts';

/** Cases that an export takes out of the store at a time. */
const portion = 200;

/** A case of a file: as screens show it, with who asked as far as the file may say it. */
export interface FiledCase {
  readonly case: Case;
  readonly contact: CaseContact | null;
}

export async function listCases(context: AppContext, query: CaseQuery): Promise<Page<Case>> {
  const scope = await authorise(context, 'cases.see');
  const nowMs = context.clock.nowMs();
  const policy = await caseRules(context.store);
  const filter = { ...query, today: todayOf(nowMs) };
  const found = await context.store.cases.page(filter, scope, pagingOf(query));
  return { ...found, items: found.items.map((row) => caseView(row, policy, nowMs)) };
}

/** All cases of a filter, one after the other, for a file; numbers of persons are masked. */
export async function* exportCases(
  context: AppContext,
  filters: CaseFilters,
): AsyncGenerator<FiledCase> {
  const scope = await authorise(context, 'cases.export');
  await recordAudit(context, context.store, 'cases.export', { kind: 'cases', id: null }, filters);
  yield* filed(context, scope, filters, false);
}

/** The same with whole contacts; that they left, and why, is audited. */
export async function* exportCasesInFull(
  context: AppContext,
  filters: CaseFilters,
  reason: string,
): AsyncGenerator<FiledCase> {
  const scope = await authorise(context, 'contacts.see');
  const why = reason.trim();
  if (why.length < 2) {
    const detail = { zh: '请写明导出事由', en: 'say why they are exported in full' };
    throw new AppFault('invalid_input', { detail }, 'reason');
  }
  const detail = { ...filters, reason: why };
  const subject = { kind: 'cases', id: null };
  await recordAudit(context, context.store, 'contacts.export', subject, detail);
  yield* filed(context, scope, filters, true);
}

async function* filed(
  context: AppContext,
  scope: Scope,
  filters: CaseFilters,
  whole: boolean,
): AsyncGenerator<FiledCase> {
  const nowMs = context.clock.nowMs();
  const policy = await caseRules(context.store);
  // By number, so that cases that are moved meanwhile keep their place.
  const filter = { ...filters, sort: 'number' as const, today: todayOf(nowMs) };
  for (let page = 1; ; page += 1) {
    const found = await context.store.cases.page(filter, scope, { page, pageSize: portion });
    for (const row of found.items) {
      const view = caseView(row, policy, nowMs);
      if (!whole) {
        yield { case: view, contact: row.contact };
        continue;
      }
      const sealed = row.contact === null ? null : await context.store.cases.sealedContact(row.id);
      yield {
        case: { ...view, demand: row.demand, place: row.place, answer: row.answer },
        contact: sealed === null ? null : openContact(context, sealed),
      };
    }
    if (page * portion >= found.total) return;
  }
}

function todayOf(nowMs: number): string {
  return localTime(cityCalendar(), nowMs).day;
}
