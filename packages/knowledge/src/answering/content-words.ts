import { soundOf } from '../text/pinyin.ts';
import { splitUnits, UnitBuffer } from '../text/units.ts';
import { frequencyOf, taggedWords } from '../text/words.ts';

/** A word that says what a text is about. */
export interface ContentWord {
  readonly word: string;
  /** How seldom it is in general, 0…1. */
  readonly rarity: number;
  readonly isNoun: boolean;
  readonly sounds: string;
}

/** Words of asking, of politeness and of every question that an office gets. */
const ASKING =
  '怎么 什么 哪里 多少 哪个 哪些 为什么 什么时候 请问 知道 想 要 去 来 到 能 可以 可 会 有 没有 是 给 用 带 做 弄 搞 办 看 找 问 需要 应该 听说 一下 东西 一般 还 还能 就 才 都 也 不 没 吗 呢 啊 嘛 呀 的 了 个 里头 屋里 家里 自己 手续 流程 办理 怎样 事 事情 部门 地方 打 叫 说 让 得 着 过 起 上 下 好 大 小 一 哪家 一个 一张 我 你 他 她 我们 你们 他们 我妈 我爸 爸爸 妈妈 爸妈 老家 准备 想要 知 资料 材料 要求 条件 标准 情况 问题 如何 吧 么 哦 嗯 谢谢 你好 您好 啥 拿到 百分之 百分之几 点 左右 钱 块';
/** Times of which a question asks whether something is open; kinds of things asked for deal with them. */
const TIMES =
  '时候 现在 今年 几 几个 多久 哪天 一年 一次 多长时间 周一 周二 周三 周四 周五 周六 周日 周末 星期 今天 明天 后天 昨天 晚上 早上 上午 下午 中午 节假日 明年 去年 前年 后年 长时间 哪年 几天 几月 几号 几点';
/** What is asked for is looked for as a kind of thing, not as a word. */
const KINDS = '电话 号码 电话号码 热线 地址 时间 上班 下班 开门 关门 截止 日期 价格 费用';
/** For whom somebody asks. */
const PEOPLE = '奶奶 爷爷 老婆 老公 女儿 儿子 妈 爸 父母 家人 朋友 老板';
/** How, and with what feeling. */
const MEANS = '手机 网上 线上 突然 马上 着急 麻烦 帮忙 外面 路上 结果';
const LIGHT = new Set([ASKING, TIMES, KINDS, PEOPLE, MEANS].flatMap((words) => words.split(' ')));
/** Pronouns, particles, prepositions, conjunctions, adverbs, interjections, signs; numbers are looked at by themselves. */
const EMPTY_TAG = /^(?:[rupceoyxwdqfmh]|zg)/u;

/** Nouns, names, short forms and idioms, and what the dictionary does not know. */
const NOUN_TAG = /^(?:n|vn|j|l|i|b|s|x|eng)/u;

/** All content words of a normalised text, each once. */
export function contentWordsOf(text: string): ContentWord[] {
  const seen = new Set<string>();
  const words: ContentWord[] = [];
  for (const { word, tag } of taggedWords(text)) {
    if (seen.has(word) || LIGHT.has(word) || !/\p{L}/u.test(word)) continue;
    if (/[我你他她咱咋啥哪几]/u.test(word)) continue;
    // Names of places and products that the dictionary lacks come without a tag.
    if (EMPTY_TAG.test(tag) && !(tag.startsWith('x') && word.length > 1)) continue;
    seen.add(word);
    words.push({
      word,
      rarity: rarityOf(word),
      isNoun: NOUN_TAG.test(tag),
      sounds: soundsOf(word),
    });
  }
  return words;
}

/** A word that one in a thousand words is counts nothing, one that nobody has met everything. */
export function rarityOf(word: string): number {
  const frequency = frequencyOf(word);
  const seldom = Math.log10(6e7 / (frequency + 1));
  const rarity = Math.min(1, Math.max(0.05, (seldom - 3) / 4));
  return word.length === 1 ? rarity * 0.6 : rarity;
}

/** How a text sounds, one letter for each syllable, so that a stretch of it can be looked for. */
export function soundsOf(text: string): string {
  const buffer = new UnitBuffer();
  splitUnits(text, buffer);
  let sounds = '';
  for (let at = 0; at < buffer.length; at += 1) {
    const sound = soundOf(buffer.units[at]!);
    sounds += sound < 0x10000 ? String.fromCharCode(sound) : `\u0001${sound.toString(36)}\u0002`;
  }
  return sounds;
}

/** A text in which words are looked for. */
export interface SoundingText {
  readonly text: string;
  readonly sounds: string;
}

export function soundingText(text: string): SoundingText {
  return { text, sounds: soundsOf(text) };
}

/** How far a word stands in a text: 1 as written, less as it sounds or where only parts of it do, 0 not at all. */
export function presence(
  { word, sounds }: ContentWord,
  { text, sounds: heard }: SoundingText,
): number {
  if (text.includes(word)) return 1;
  if (word.length < 2) return 0;
  if (heard.includes(sounds)) return 0.9;
  if (word.length < 3) return 0;
  let found = 0;
  for (let at = 0; at + 2 <= word.length; at += 1)
    if (text.includes(word.slice(at, at + 2))) found += 1;
  return (0.8 * found) / (word.length - 1);
}

/** The share of some words that stands in a text, by their rarity, and how rare the rarest is that does not. */
export function coverage(
  words: readonly ContentWord[],
  text: SoundingText,
): { readonly share: number; readonly missing: number; readonly missingNoun: number } {
  let all = 0;
  let found = 0;
  let missing = 0;
  let missingNoun = 0;
  for (const word of words) {
    const here = presence(word, text);
    all += word.rarity;
    found += word.rarity * here;
    missing = Math.max(missing, word.rarity * (1 - here));
    if (word.isNoun) missingNoun = Math.max(missingNoun, word.rarity * (1 - here));
  }
  return { share: all === 0 ? 0 : found / all, missing, missingNoun };
}
