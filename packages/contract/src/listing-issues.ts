import type { ListingIssueCode } from '@everyline/domain';
import { Type, type Static } from 'typebox';

import type { Localised } from './schema.ts';

type Values = Readonly<Record<string, string | number>>;

const text = (values: Values, name: string): string => String(values[name] ?? '');
const whole = (values: Values, name: string): number => Number(values[name] ?? 0);

/** `少 1 位`, `1 digit too many`. */
function difference(digits: number, expected: number): Localised {
  const count = Math.abs(expected - digits);
  return {
    zh: `${digits < expected ? '少' : '多'} ${count} 位`,
    en: `${count} digit${count === 1 ? '' : 's'} ${digits < expected ? 'missing' : 'too many'}`,
  };
}

const words: Readonly<Record<ListingIssueCode, (values: Values) => Localised>> = {
  wrong_length_in_area: (values) => {
    const [digits, expected] = [whole(values, 'digits'), whole(values, 'expected')];
    const area = text(values, 'areaCode');
    const { zh, en } = difference(digits, expected);
    return {
      zh: `区号 ${area} 后有 ${digits} 位，应为 ${expected} 位，${zh}`,
      en: `${digits} digits after ${area}, where numbers have ${expected}: ${en}`,
    };
  },
  no_area_code: (values) => ({
    zh: `${text(values, 'areaCode')} 不是区号`,
    en: `${text(values, 'areaCode')} is no area code`,
  }),
  no_such_number_in_area: (values) => ({
    zh: `区号 ${text(values, 'areaCode')} 没有以 ${text(values, 'first')} 开头的号码`,
    en: `no subscriber number in ${text(values, 'areaCode')} starts with ${text(values, 'first')}`,
  }),
  no_such_number: (values) => ({
    zh: `没有以 ${text(values, 'first')} 开头的固定电话`,
    en: `no subscriber number starts with ${text(values, 'first')}`,
  }),
  mobile_form: () => ({
    zh: '手机号应为 11 位，以 13 至 19 开头',
    en: 'a mobile number has 11 digits from 13 to 19',
  }),
  wrong_length_mobile: (values) => {
    const { zh, en } = difference(whole(values, 'digits'), 11);
    return {
      zh: `有 ${whole(values, 'digits')} 位，手机号应为 11 位，${zh}`,
      en: `${whole(values, 'digits')} digits, where mobile numbers have 11: ${en}`,
    };
  },
  wrong_length_toll_free: (values) => {
    const { zh, en } = difference(whole(values, 'digits'), 10);
    return {
      zh: `${text(values, 'prefix')} 号码应为 10 位，此处为 ${whole(values, 'digits')} 位，${zh}`,
      en: `a ${text(values, 'prefix')} number has 10 digits, this has ${whole(values, 'digits')}: ${en}`,
    };
  },
  wrong_length: (values) => ({
    zh: `有 ${whole(values, 'digits')} 位，号码应为 7 或 8 位`,
    en: `${whole(values, 'digits')} digits, where numbers have 7 or 8`,
  }),
  wrong_length_expected: (values) => {
    const [digits, expected] = [whole(values, 'digits'), whole(values, 'expected')];
    const { zh, en } = difference(digits, expected);
    return {
      zh: `有 ${digits} 位，号码应为 ${expected} 位，${zh}`,
      en: `${digits} digits, where numbers have ${expected}: ${en}`,
    };
  },
  city_unknown: (values) => ({
    zh: `${whole(values, 'digits')} 位号码没有区号，也无从得知所在城市`,
    en: `${whole(values, 'digits')} digits without area code, and nothing tells the city`,
  }),
  voice_service: (values) => ({
    zh: `${text(values, 'number')} 是 168 声讯台，不是用户号码`,
    en: `${text(values, 'number')} is a 168 voice service, no subscriber number`,
  }),
  no_country: (values) => ({
    zh: `${text(values, 'number')} 不符合任何国家的编号规则`,
    en: `${text(values, 'number')} fits no country's numbering plan`,
  }),
  extension_alone: () => ({
    zh: '只有分机号，没有总机号码',
    en: 'an extension without its switchboard',
  }),
  may_end_range: () => ({
    zh: '可能是一段连号的末尾',
    en: 'may be the end of a range of numbers',
  }),
  tail_may_be_other: () => ({
    zh: '末尾几位可能是另一个号码或分机',
    en: 'the last digits may be another number or an extension',
  }),
  tail_undecided: (values) => ({
    zh: `号码后的 ${text(values, 'tail')} 可能是连号的末尾，也可能是分机`,
    en: `${text(values, 'tail')} behind the number may end a range or be an extension`,
  }),
  leading_zero_lost: () => ({
    zh: '区号前的 0 丢失',
    en: 'leading zero of the area code is missing',
  }),
  area_code_of_other_city: (values) => ({
    zh: `区号 ${text(values, 'areaCode')}（${text(values, 'place')}）与单位所在城市（${text(values, 'expectedPlace')} ${text(values, 'expectedAreaCode')}）不符`,
    en: `area code ${text(values, 'areaCode')} (${text(values, 'place')}) does not fit the owner's city (${text(values, 'expectedPlace')} ${text(values, 'expectedAreaCode')})`,
  }),
  merged_into: (values) => ({
    zh: `${text(values, 'number')} 已并入 ${text(values, 'into')}（国办发〔2020〕53号）`,
    en: `${text(values, 'number')} was merged into ${text(values, 'into')} (国办发〔2020〕53号)`,
  }),
  noted: (values) => ({ zh: text(values, 'text'), en: text(values, 'text') }),
};

export const listingIssueCodes = Object.keys(words) as readonly ListingIssueCode[];

/** A reason for doubt about a listing: its code with the data its words need. */
export const ListingIssue = Type.Object({
  code: Type.Enum([...listingIssueCodes]),
  data: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});
export type ListingIssue = Static<typeof ListingIssue>;

/** All reasons for doubt as one phrase in both languages; empty when there are none. */
export function listingIssueWords(issues: readonly ListingIssue[]): Localised {
  const phrases = issues.map(({ code, data }) => words[code](data));
  return {
    zh: phrases.map(({ zh }) => zh).join('；'),
    en: phrases.map(({ en }) => en).join('; '),
  };
}
