import type { Language, Localised } from '@everyline/contract';
import { parseArgs } from 'node:util';

import { wrongArguments } from './wrong-arguments.ts';

/** What `extract` and `import` were called with. */
export interface SourceArguments {
  readonly files: readonly string[];
  readonly areaCode?: string;
  readonly json: boolean;
  readonly language?: Language;
}

/** A call that cannot be done, with the reason and the fix. */
export interface WrongCall {
  readonly wrong: Localised;
  readonly language?: Language;
}

const USAGE = {
  extract: 'everyline extract FILE… [--area-code 028] [--country CN] [--json] [--lang zh-CN|en]',
  import: 'everyline import FILE… [--area-code 028] [--json] [--lang zh-CN|en]',
};

/** Reads the arguments of a command over files, folders and addresses. */
export function readArguments(
  args: readonly string[],
  command: keyof typeof USAGE,
  isAreaCode: (code: string) => boolean,
): SourceArguments | WrongCall {
  const wrong = (zh: string, en: string, language?: Language): WrongCall => ({
    wrong: {
      zh: `${zh}\n用法：${USAGE[command]}`,
      en: `${en}\nUsage: ${USAGE[command]}`,
    },
    ...(language === undefined ? {} : { language }),
  });
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'area-code': { type: 'string' },
        country: { type: 'string' },
        json: { type: 'boolean' },
        lang: { type: 'string' },
      },
    });
  } catch (error) {
    const { zh, en } = wrongArguments(error);
    return wrong(zh, en);
  }
  const { values, positionals } = parsed;
  const language = languageOf(values.lang);
  if (values.lang !== undefined && language === undefined) {
    return wrong('--lang 只能是 zh-CN 或 en。', '--lang is zh-CN or en.');
  }
  if (positionals.length === 0) {
    return wrong('没有给出文件、文件夹或网址。', 'No file, folder or address was given.', language);
  }
  if (values.country !== undefined && values.country.toUpperCase() !== 'CN') {
    return wrong(
      `不支持国家 ${values.country}，目前只支持 CN。`,
      `The country ${values.country} is not supported; CN is.`,
      language,
    );
  }
  const areaCode = fullAreaCode(values['area-code']);
  if (areaCode !== undefined && !isAreaCode(areaCode)) {
    return wrong(
      `${areaCode} 不是区号，例如成都为 028。`,
      `${areaCode} is no area code; that of Chengdu, for example, is 028.`,
      language,
    );
  }
  return {
    files: positionals,
    json: values.json ?? false,
    ...(areaCode === undefined ? {} : { areaCode }),
    ...(language === undefined ? {} : { language }),
  };
}

/** An area code may be given without its zero. */
function fullAreaCode(code: string | undefined): string | undefined {
  return code === undefined || code.startsWith('0') ? code : `0${code}`;
}

function languageOf(text: string | undefined): Language | undefined {
  if (text === undefined) return undefined;
  if (/^en\b/i.test(text)) return 'en';
  return /^zh\b/i.test(text) ? 'zh-CN' : undefined;
}
