import { isEmergencyNumber, numberKey, type Line } from '@everyline/domain';

import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import { numberTypeOf, readNumber } from '../lines/read-numbers.ts';
import { reviseLine, type Revision } from '../lines/revise-line.ts';
import { newId } from '../new-id.ts';
import type { Repositories } from '../ports/store.ts';

/**
 * Ends a line whose service has another number now, which takes its place in the inventory. Nothing is
 * cleared by that: the new number is called once its office permits it.
 */
export async function moveLine(
  context: AppContext,
  within: Repositories,
  line: Line,
  text: string,
  about: Revision,
): Promise<void> {
  const number = readNumber(text, (await within.settings.city())?.areaCode ?? '');
  const place = 'dispute.number';
  if (number === null) {
    const detail = {
      zh: '新号码不是一个完整的电话号码，请连同区号填写',
      en: 'the new number is not one complete telephone number; give it with its area code',
    };
    throw new AppFault('invalid_input', { detail }, place);
  }
  if (isEmergencyNumber(number.dialled)) {
    throw new AppFault('protected_number', { number: text }, place);
  }
  if (numberKey(number) === numberKey(line.number)) {
    const detail = { zh: '新号码与原号码相同', en: 'the new number is the old one' };
    throw new AppFault('invalid_input', { detail }, place);
  }
  const known = await within.lines.byNumberKey(numberKey(number));
  if (known !== null && known.departmentId !== null && known.departmentId !== line.departmentId) {
    const detail = {
      zh: '新号码已登记为其他单位的线路，请联系行动负责人核对',
      en: 'the new number is on record as another office’s line; ask the campaign manager to look at it',
    };
    throw new AppFault('invalid_input', { detail }, place);
  }
  const { departmentId, services, hours, purpose } = line;
  let successorId = known?.id;
  if (known === null) {
    successorId = newId(context);
    await within.lines.insert([
      {
        ...line,
        id: successorId,
        number,
        numberType: numberTypeOf(number),
        createdAtMs: context.clock.nowMs(),
      },
    ]);
  } else {
    const change = { departmentId, services, hours, purpose, state: 'active' } as const;
    await reviseLine(context, within, known, change, about);
  }
  if (successorId === undefined) return;
  await reviseLine(context, within, line, { state: 'retired' }, { ...about, successorId });
}
