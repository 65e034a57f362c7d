import type { Language } from '@everyline/ui';

const inChinese: readonly (readonly [RegExp, string])[] = [
  [/leading zero of the area code is missing/g, '缺少区号前的 0'],
  [
    /area code (\d+) \((.+?)\) does not fit the owner[’']s city \((.+?) (\d+)\)/g,
    '区号 $1（$2）与单位所在城市（$3 $4）不符',
  ],
  [/; /g, '；'],
  [/: /g, '：'],
];

/** The particulars of a conflict, which the server gives in English, in the language of the reader. */
export function conflictDetail(detail: string, language: Language): string {
  if (language === 'en') return detail;
  return inChinese.reduce((text, [pattern, words]) => text.replace(pattern, words), detail);
}
