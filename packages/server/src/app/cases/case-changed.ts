import type { AppContext } from '../context.ts';
import type { CaseRow } from '../ports/store/cases.ts';

/** Tells open screens of a case that is new or has moved. */
export function tellCaseChanged(
  { events }: Pick<AppContext, 'events'>,
  { id, state }: Pick<CaseRow, 'id' | 'state'>,
): void {
  events.publish({ type: 'case.changed', caseId: id, state });
}
