import type { NewSpotQuestion, SpotQuestion as QuestionView } from '@everyline/contract';
import type { SpotQuestion } from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { namedDepartment } from '../departments/named-department.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';

/** Questions of one's scope; those of the whole city are for whoever plans for the whole city. */
export async function listQuestions(context: AppContext): Promise<QuestionView[]> {
  const scope = await authorise(context, 'spot_checks.plan');
  const names = new Map((await context.store.departments.all()).map(({ id, name }) => [id, name]));
  const questions = await context.store.spotQuestions.all();
  return questions
    .filter(
      ({ departmentId }) => scope === 'all' || (departmentId !== null && scope.has(departmentId)),
    )
    .map((question) => view(question, names.get(question.departmentId ?? '')));
}

export async function addQuestion(
  context: AppContext,
  input: NewSpotQuestion,
): Promise<QuestionView> {
  requireInside(await authorise(context, 'spot_checks.plan'), input.departmentId);
  const question = { id: newId(context), ...(await checked(context, input)) };
  const createdAtMs = context.clock.nowMs();
  await context.store.transaction(async (within) => {
    await within.spotQuestions.insert({ ...question, createdAtMs });
    const subject = { kind: 'spot_question', id: question.id };
    await recordAudit(context, within, 'spot_checks.add_question', subject, input);
  });
  return view(question, (await namedDepartment(context, question.departmentId))?.name);
}

export async function changeQuestion(
  context: AppContext,
  id: string,
  input: NewSpotQuestion,
): Promise<QuestionView> {
  const scope = await authorise(context, 'spot_checks.plan');
  const before = await context.store.spotQuestions.byId(id);
  if (!before) throw notFound('question');
  requireInside(scope, before.departmentId);
  requireInside(scope, input.departmentId);
  const question = { id, ...(await checked(context, input)) };
  await context.store.transaction(async (within) => {
    await within.spotQuestions.update(question);
    const subject = { kind: 'spot_question', id };
    await recordAudit(context, within, 'spot_checks.change_question', subject, {
      before,
      after: input,
    });
  });
  return view(question, (await namedDepartment(context, question.departmentId))?.name);
}

async function checked(
  context: AppContext,
  input: NewSpotQuestion,
): Promise<Omit<SpotQuestion, 'id'>> {
  await namedDepartment(context, input.departmentId);
  const texts = { question: input.question.trim(), expected: input.expected.trim() };
  for (const place of ['question', 'expected'] as const) {
    if (texts[place] !== '') continue;
    const detail = { zh: '不能只有空格', en: 'it cannot be blank' };
    throw new AppFault('invalid_input', { detail }, place);
  }
  return { ...input, ...texts };
}

function view(question: SpotQuestion, name: string | undefined): QuestionView {
  const { departmentId } = question;
  return {
    ...question,
    department: departmentId === null ? null : { id: departmentId, name: name ?? '' },
  };
}
