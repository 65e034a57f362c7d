import type { Localised } from '@everyline/contract';

/** The reason for which a number is listed for repair, as a sentence with its way out. */
export function issueSentence(issue: string | null): Localised {
  if (issue === null) {
    return {
      zh: '号码不完整或有误，请核对来源后更正。',
      en: 'The number is not complete or not right; check it with its source and correct it.',
    };
  }
  return {
    zh: `号码有疑问：${issueInChinese(issue)}。请核对来源后更正。`,
    en: `The number is doubtful: ${issue}. Check it with its source and correct it.`,
  };
}

/** What the finder says about a number, in Chinese; several reasons are joined as they were. */
export function issueInChinese(issue: string): string {
  return issue.split('; ').map(oneInChinese).join('；');
}

const PATTERNS: readonly [RegExp, (...parts: string[]) => string][] = [
  [
    /^(\d+) digits after (\d+), where numbers have (.+?): (\d+) digits? (.+)$/,
    (_, digits = '', area = '', expected = '', count = '', what = '') =>
      `区号 ${area} 后有 ${digits} 位，应为 ${either(expected)} 位，${missing(what)} ${count} 位`,
  ],
  [
    /^(\d+) digits, where (mobile )?numbers have (.+?): (.+)$/,
    (_, digits = '', mobile = '', expected = '', what = '') =>
      `有 ${digits} 位，${mobile ? '手机号' : '号码'}应为 ${either(expected)} 位，位数${missing(what)}了`,
  ],
  [
    /^(\d+) digits without area code, and nothing tells the city$/,
    (_, digits = '') => `${digits} 位号码没有区号，也无从得知所在城市`,
  ],
  [/^(\d+) is no area code$/, (_, area = '') => `${area} 不是区号`],
  [
    /^no subscriber number in (\d+) starts with (\d)$/,
    (_, area = '', digit = '') => `区号 ${area} 没有以 ${digit} 开头的号码`,
  ],
  [/^no subscriber number starts with (\d)$/, (_, digit = '') => `没有以 ${digit} 开头的固定电话`],
  [/^a mobile number has 11 digits/, () => '手机号应为 11 位，以 13 至 19 开头'],
  [
    /^a (\d+) number has 10 digits, this has (\d+)/,
    (_, start = '', digits = '') => `${start} 号码应为 10 位，此处为 ${digits} 位`,
  ],
  [/^(\d+) is a 168 voice service/, (_, digits = '') => `${digits} 是 168 声讯台，不是用户号码`],
  [
    /^(.+) fits no country's numbering plan$/,
    (_, digits = '') => `${digits} 不符合任何国家的编号规则`,
  ],
  [/^an extension without its switchboard$/, () => '只有分机号，没有总机号码'],
  [/^may be the end of a range of numbers$/, () => '可能是一段连号的末尾'],
  [
    /^the last digits may be another number or an extension$/,
    () => '末尾几位可能是另一个号码或分机',
  ],
  [
    /^(.+) behind the number may end a range or be an extension$/,
    (_, digits = '') => `号码后的 ${digits} 可能是连号的末尾，也可能是分机`,
  ],
  [/^leading zero of the area code is missing$/, () => '区号前的 0 丢失'],
  [
    /^area code (\d+) \((.+?)\) does not fit the owner's city \((.+?) (\d+)\)$/,
    (_, area = '', place = '', city = '', expected = '') =>
      `区号 ${area}（${place}）与单位所在城市（${city} ${expected}）不符`,
  ],
  [/^(\d+) was merged into (\d+)/, (_, code = '', into = '') => `${code} 已并入 ${into}`],
];

function either(expected: string): string {
  return expected.replace(/\s*(?:or|to)\s*/g, ' 或 ');
}

function missing(what: string): string {
  return what.includes('missing') ? '少' : '多';
}

/** One reason in Chinese; one that is not in the table stays as it is. */
function oneInChinese(issue: string): string {
  for (const [pattern, sentence] of PATTERNS) {
    const match = pattern.exec(issue);
    if (match) return sentence(...match);
  }
  return issue;
}
