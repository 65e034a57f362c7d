import type { MenuLimits, ScriptIssue } from '@everyline/telephony';

const usual: MenuLimits = { depth: 2, calls: 60, keys: '1234567890' };
const mostDepth = 5;
const mostCalls = 500;

export type WalkReading =
  | { readonly ok: true; readonly limits: MenuLimits }
  | { readonly ok: false; readonly issues: readonly ScriptIssue[] };

/** Reads `{ walk: { depth, calls, keys } }`; what is left out is 2 keys deep, 60 calls, the ten digits. */
export function readWalkLimits(value: object): WalkReading {
  const issues: ScriptIssue[] = [];
  const wrong = (path: readonly string[], zh: string, en: string): void => {
    issues.push({ path, zh, en });
  };
  for (const field of Object.keys(value)) {
    if (field !== 'walk') wrong([field], '走菜单的脚本只写 walk', 'a walk has walk alone');
  }
  const given: unknown = (value as { walk: unknown }).walk ?? {};
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    wrong(['walk'], '应含 depth、calls、keys', 'depth, calls and keys stand here');
    return { ok: false, issues };
  }
  for (const field of Object.keys(given)) {
    if (!Object.hasOwn(usual, field))
      wrong(['walk', field], '只能写 depth、calls、keys', 'only depth, calls and keys stand here');
  }
  const { depth, calls, keys } = { ...usual, ...given } as Record<keyof MenuLimits, unknown>;
  const whole = (field: 'depth' | 'calls', of: unknown, most: number): number => {
    if (typeof of === 'number' && Number.isInteger(of) && of >= 1 && of <= most) return of;
    wrong(
      ['walk', field],
      `应为 1 至 ${most} 的整数`,
      `a whole number from 1 to ${most} stands here`,
    );
    return 0;
  };
  const limits = {
    depth: whole('depth', depth, mostDepth),
    calls: whole('calls', calls, mostCalls),
    keys: typeof keys === 'number' ? String(keys) : keys,
  };
  if (
    typeof limits.keys !== 'string' ||
    !/^[0-9*#]{1,12}$/.test(limits.keys) ||
    new Set(limits.keys).size !== limits.keys.length
  )
    wrong(
      ['walk', 'keys'],
      '应为 1 至 12 个不同的按键：0–9 * #',
      '1 to 12 different keys of 0–9 * # stand here',
    );
  return issues.length > 0 ? { ok: false, issues } : { ok: true, limits: limits as MenuLimits };
}
