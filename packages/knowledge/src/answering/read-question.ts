import type { Normaliser } from '../text/normalise.ts';
import { askedKinds, type AskedKind } from './asked-kind.ts';
import {
  contentWordsOf,
  soundingText,
  type ContentWord,
  type SoundingText,
} from './content-words.ts';
import { districtNamed, placesNamed, type CityNames } from './places.ts';

/** A kind of people for whom rules differ, with the words by which a question tells that it is about them. */
export interface Audience {
  readonly name: string;
  readonly words: readonly string[];
}

/** The audiences of health insurance and pensions, of benefits by where people live, and those of age and school. */
export const AUDIENCES: readonly Audience[] = [
  { name: '职工', words: ['职工', '单位', '公司', '上班', '在职', '企业'] },
  { name: '居民', words: ['居民', '没有单位', '没有工作', '农村', '新农合', '城乡'] },
  { name: '灵活就业', words: ['灵活就业', '自由职业', '自己交', '自己缴', '自己开', '个体'] },
  { name: '农村', words: ['农村', '乡下', '村里', '农业户口'] },
  { name: '城市', words: ['城市', '城镇', '城里', '城区'] },
  { name: '老人', words: ['老人', '老年', '岁老', '奶奶', '爷爷', '高龄'] },
  { name: '学生', words: ['学生', '上学', '读书'] },
  { name: '残疾人', words: ['残疾', '残障'] },
];

/** A question as it is answered. */
export interface AnswerQuestion {
  /** In the form in which texts are compared. */
  readonly text: string;
  readonly sounding: SoundingText;
  readonly words: readonly ContentWord[];
  readonly kinds: readonly AskedKind[];
  /** Figures that the evidence should have: not how old somebody is. */
  readonly figures: readonly string[];
  /** What is counted: 天 in 多少天. */
  readonly units: readonly string[];
  /** Years that it names, also as 去年; `isNext` is 明年, which a rule without a year answers as well. */
  readonly years: readonly { readonly year: number; readonly isNext: boolean }[];
  readonly places: readonly string[];
  readonly district: string | null;
  readonly audiences: readonly string[];
}

export function readAnswerQuestion(
  written: string,
  normaliser: Normaliser,
  city: CityNames,
  audiences: readonly Audience[],
  thisYear: number,
): AnswerQuestion {
  const text = normaliser.normalise(written.slice(0, 500));
  const withoutNot = text.replace(/(?:不是|没有)(?:职工|单位|公司|上班)/gu, '');
  const named = audiences.filter(({ words }) =>
    words.some((word) => (word.startsWith('没有') ? text : withoutNot).includes(word)),
  );
  return {
    text,
    sounding: soundingText(text),
    words: contentWordsOf(text),
    kinds: askedKinds(text),
    figures: figuresIn(text),
    units: [...text.matchAll(UNIT_ASKED)].map((found) => found[1] ?? ''),
    years: yearsIn(text, thisYear),
    places: placesNamed(text, city),
    district: districtNamed(text, city),
    audiences: named.map(({ name }) => name),
  };
}

const RELATIVE: Readonly<Record<string, number>> = {
  大前年: -3,
  前年: -2,
  去年: -1,
  明年: 1,
  后年: 2,
};

function yearsIn(text: string, thisYear: number): AnswerQuestion['years'] {
  const written = [...text.matchAll(/(?<!\d)((?:19|20)\d{2})(?:年|(?!\d))/gu)].map((found) => ({
    year: Number(found[1]),
    isNext: false,
  }));
  const told = [...text.matchAll(/大前年|前年|去年|明年|后年/gu)].map(([word]) => ({
    year: thisYear + RELATIVE[word]!,
    isNext: RELATIVE[word]! > 0,
  }));
  return [...written, ...told];
}

const UNIT_ASKED =
  /(?:多少|几)(万|亿|千米|公里|米|平方米|亩|吨|度|方|元|个工作日|天|个月|年|岁|小时|分钟|人|名|位|户|家|条|部|项|种|次|张|本|所|台|辆|个百分点|个点|通|万次|场|届|期|号线)/gu;
/** 三套房, 十级: the number is part of what is asked about. */
const RANK = /[一二三四五六七八九十]+(?:级|套|类|档|阶梯|号线|环|胎|孩)/gu;

function figuresIn(text: string): string[] {
  const figures = [
    ...text.matchAll(/\d+(?:\.\d+)?(?!\d|\.|\s*(?:岁|多岁|了|年|月|号|日|点))/gu),
    ...text.matchAll(RANK),
  ];
  return figures.map(([figure]) => figure);
}
