import type { Localised } from '@everyline/contract';

/** What is wrong with the options of a call, in both languages; `error` is what `parseArgs` throws. */
export function wrongArguments(error: unknown): Localised {
  const detail = error instanceof Error ? error.message : String(error);
  return { zh: `参数有误：${inChinese(error, detail)}`, en: `The arguments are wrong: ${detail}` };
}

function inChinese(error: unknown, detail: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const option = /'(-{1,2}[^' ,]+)/u.exec(detail)?.[1] ?? '';
  const named = option === '' ? '' : ` ${option} `;
  switch (code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `没有${named}这个选项。`;
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return `选项${named}的值不对：缺少值，或者它不带值。`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return '有多余的参数。';
    default:
      return detail;
  }
}
