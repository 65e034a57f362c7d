import { passwordIssue, type PasswordIssue } from '@everyline/domain';

import { AppFault } from '../faults.ts';
import type { AppContext } from '../context.ts';

const reasons: Readonly<Record<PasswordIssue, { zh: string; en: string }>> = {
  short: { zh: '不足 10 个字符', en: 'it has fewer than 10 characters' },
  name: {
    zh: '几乎就是账号、姓名或城市的名称',
    en: 'it is hardly more than the name of the account, of the person or of the city',
  },
  simple: {
    zh: '字符重复，或沿键盘顺序排列',
    en: 'it repeats few characters or runs along the keyboard',
  },
  common: {
    zh: '是常见密码加上数字或符号',
    en: 'it is a common password with figures or signs around it',
  },
};

/** Throws `weak_password` with the reason unless the password is one that nobody would try. */
export async function requirePassword(
  context: Pick<AppContext, 'store'>,
  password: string,
  names: readonly string[],
  place: string,
): Promise<void> {
  const city = await context.store.settings.city();
  const issue = passwordIssue(password, city ? [...names, city.cityName] : names);
  if (issue !== null) throw new AppFault('weak_password', { detail: reasons[issue] }, place);
}
