const initials: Readonly<Record<string, string>> = {
  b: 'ㄅ',
  p: 'ㄆ',
  m: 'ㄇ',
  f: 'ㄈ',
  d: 'ㄉ',
  t: 'ㄊ',
  n: 'ㄋ',
  l: 'ㄌ',
  g: 'ㄍ',
  k: 'ㄎ',
  h: 'ㄏ',
  j: 'ㄐ',
  q: 'ㄑ',
  x: 'ㄒ',
  zh: 'ㄓ',
  ch: 'ㄔ',
  sh: 'ㄕ',
  r: 'ㄖ',
  z: 'ㄗ',
  c: 'ㄘ',
  s: 'ㄙ',
};
const finals: Readonly<Record<string, string>> = {
  a: 'ㄚ',
  o: 'ㄛ',
  e: 'ㄜ',
  ai: 'ㄞ',
  ei: 'ㄟ',
  ao: 'ㄠ',
  ou: 'ㄡ',
  an: 'ㄢ',
  en: 'ㄣ',
  ang: 'ㄤ',
  eng: 'ㄥ',
  er: 'ㄦ',
  i: 'ㄧ',
  ia: 'ㄧㄚ',
  ie: 'ㄧㄝ',
  iao: 'ㄧㄠ',
  iu: 'ㄧㄡ',
  ian: 'ㄧㄢ',
  in: 'ㄧㄣ',
  iang: 'ㄧㄤ',
  ing: 'ㄧㄥ',
  iong: 'ㄩㄥ',
  u: 'ㄨ',
  ua: 'ㄨㄚ',
  uo: 'ㄨㄛ',
  uai: 'ㄨㄞ',
  ui: 'ㄨㄟ',
  uan: 'ㄨㄢ',
  un: 'ㄨㄣ',
  uang: 'ㄨㄤ',
  ong: 'ㄨㄥ',
  ueng: 'ㄨㄥ',
  v: 'ㄩ',
  ve: 'ㄩㄝ',
  van: 'ㄩㄢ',
  vn: 'ㄩㄣ',
};

/** Writes y- and w- syllables and the ü after j, q, x in full (Hanyu Pinyin orthography, GB/T 16159). */
function spelledOut(syllable: string): string {
  if (/^yu/.test(syllable)) return syllable.replace(/^yu/, 'v');
  if (syllable === 'you') return 'iu';
  if (syllable === 'wei') return 'ui';
  if (syllable === 'wen') return 'un';
  if (syllable === 'yong') return 'iong';
  if (/^yi/.test(syllable)) return syllable.slice(1);
  if (/^y/.test(syllable)) return `i${syllable.slice(1)}`;
  if (/^wu/.test(syllable)) return syllable.slice(1);
  if (/^w/.test(syllable)) return `u${syllable.slice(1)}`;
  return syllable.replace(/^([jqx])u/, '$1v');
}

/** One syllable of numbered pinyin (`hao3`) in zhuyin with the tone as gcin-voice names it: none is the first, 1 the neutral tone. */
export function zhuyinOf(pinyin: string): string {
  const match = /^([a-z]+)([1-5])$/.exec(pinyin);
  if (match === null) throw new Error(`not a syllable of numbered pinyin: ${pinyin}`);
  const syllable = spelledOut(match[1] ?? '');
  const tone = match[2] === '1' ? '' : match[2] === '5' ? '1' : (match[2] ?? '');
  const initial = /^(zh|ch|sh|[bpmfdtnlgkhjqxrzcs])?/.exec(syllable)?.[0] ?? '';
  const rest = syllable.slice(initial.length);
  const bare = rest === 'i' && /^(zh|ch|sh|[rzcs])$/.test(initial);
  const end = bare ? '' : finals[rest];
  if (end === undefined) throw new Error(`unknown final in ${pinyin}`);
  return `${initials[initial] ?? ''}${end}${tone}`;
}
