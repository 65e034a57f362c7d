import { departmentAbove, type Department } from '../departments/department.ts';
import type { Line, Purpose } from '../lines/line.ts';

/** A question that a tester may ask, with the answer that is right. */
export interface SpotQuestion {
  readonly id: string;
  /** The office whose lines are asked, with those under it; null: every office. */
  readonly departmentId: string | null;
  /** Lines of one purpose only; null: of every purpose. */
  readonly purpose: Purpose | null;
  readonly question: string;
  /** What a right answer says, for the tester to judge by. */
  readonly expected: string;
  readonly active: boolean;
}

/**
 * Questions for a line: those of the nearest office that has any, and of these the ones for its purpose
 * where there are such.
 */
export function questionsFor(
  line: Pick<Line, 'departmentId' | 'purpose'>,
  questions: readonly SpotQuestion[],
  departments: readonly Department[],
): SpotQuestion[] {
  const fitting = questions.filter(
    ({ active, purpose }) => active && (purpose === null || purpose === line.purpose),
  );
  for (const office of officesAbove(line.departmentId, departments)) {
    const own = fitting.filter(({ departmentId }) => departmentId === office);
    const special = own.filter(({ purpose }) => purpose !== null);
    if (own.length > 0) return special.length > 0 ? special : own;
  }
  return [];
}

/** The office, those above it, and at last the city as a whole. */
function officesAbove(id: string | null, departments: readonly Department[]): (string | null)[] {
  const offices: (string | null)[] = [];
  for (let at = id, level = 1; at !== null && id !== null; level += 1) {
    offices.push(at);
    at = departmentAbove(departments, id, level);
  }
  return [...offices, null];
}

/** The question that is asked: the one whose lot is smallest; null where there is none to ask. */
export function drawQuestion(
  questions: readonly SpotQuestion[],
  lotOf: (question: SpotQuestion) => string,
): SpotQuestion | null {
  let best: { readonly lot: string; readonly question: SpotQuestion } | null = null;
  for (const question of questions) {
    const lot = lotOf(question);
    if (best === null || lot < best.lot) best = { lot, question };
  }
  return best?.question ?? null;
}
