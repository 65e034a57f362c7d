/** What a figure says of its subject: how much there is, how much was planned, a share of a plan or of a whole, a change. */
export type FigureRole = 'actual' | 'plan' | 'of_plan' | 'share' | 'change';

/** A number with its unit as it is printed in a text. */
export interface Figure {
  /** As printed, with its unit: `5,200亿元`. */
  readonly text: string;
  /** Place in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The number before its unit: 5200. */
  readonly printed: number;
  /** As printed: `亿元`, `个`, `%`. */
  readonly unit: string;
  /** What the unit measures: `元` for `亿元`; figures of one dimension can be added. */
  readonly dimension: string;
  /** In the dimension: 520,000,000,000 元. */
  readonly value: number;
  /** Bounds of what may stand behind the printed digits, in the dimension; counts are exact. */
  readonly low: number;
  readonly high: number;
  readonly role: FigureRole;
  /** The words before it, back to the figure or the mark before. */
  readonly before: string;
}

const scales: Readonly<Record<string, number>> = {
  '': 1,
  百: 100,
  千: 1_000,
  万: 10_000,
  百万: 1_000_000,
  千万: 10_000_000,
  亿: 100_000_000,
  百亿: 10_000_000_000,
  千亿: 100_000_000_000,
  万亿: 1_000_000_000_000,
};

/** Things that are counted one by one: what is printed without a scale is exact. */
const counts =
  '人次|户次|件次|个|项|件|家|户|人|名|条|处|座|所|台|套|辆|张|份|次|批|宗|栋|幢|间|部|只|例|起|支|场';
const measures =
  '平方公里|平方千米|平方米|立方米|万千瓦|千瓦时|千瓦|公里|千米|公顷|美元|元|吨|亩|米|度|分钟|小时|秒';
const counted = new Set(counts.split('|'));

const pattern = new RegExp(
  `(?<![\\d.,]|第)(\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(\\.\\d+)? ?([多余])?` +
    `(百万|千万|百亿|千亿|万亿|[百千万亿])?([多余])?` +
    `(%|个百分点|个(?:工作日|月|小时|年|季度)|${measures}|${counts})?`,
  'gu',
);

const upward = /(?:超过|超|逾|突破|不少于|不低于|至少)\s*$/u;
const around = /约\s*$/u;
const below = /近\s*$/u;
const wide = '０１２３４５６７８９．％，';
const narrow = '0123456789.%,';

/** The text with figures of full width as plain ones; every character keeps its place. */
export function narrowFigures(text: string): string {
  // A comma of full width is punctuation unless digits stand on both sides in threes.
  return text
    .replace(/[０-９．％]/gu, (sign) => narrow[wide.indexOf(sign)] ?? sign)
    .replace(/(?<=\d)，(?=\d{3}(?!\d))/gu, ',');
}

/** The figures of a text in their order. Dates, ordinals and bare numbers are none. */
export function readFigures(original: string): Figure[] {
  const text = narrowFigures(original);
  const figures: Figure[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const [whole, digits = '', decimals = '', moreA, scale = '', moreB, unit = ''] = match;
    if (unit === '' && scale === '') continue;
    // Lengths of time and points of per cent say by when and by how much, not how many.
    if (/^个./u.test(unit)) {
      from = match.index + whole.length;
      continue;
    }
    const printed = Number(digits.replaceAll(',', '') + decimals);
    if (!Number.isFinite(printed)) continue;
    const start = match.index;
    const end = start + whole.length;
    const before = wordsBefore(text.slice(from, start));
    const factor = scales[scale] ?? 1;
    const step = 10 ** (decimals === '' ? 0 : 1 - decimals.length) * factor;
    const isExact = counted.has(unit) && scale === '' && decimals === '';
    const value = printed * factor;
    const rough = roughness(digits, decimals) * factor;
    const after = text.slice(end, end + 2);
    const half = isExact ? 0 : step / 2;
    let [low, high] = [value - half, value + half];
    if (upward.test(before) || moreA !== undefined || moreB !== undefined || after === '以上')
      [low, high] = [value, value + rough];
    else if (below.test(before)) [low, high] = [value - rough, value];
    else if (around.test(before) || after === '左右')
      [low, high] = [value - rough / 2, value + rough / 2];
    figures.push({
      text: original.slice(start, end),
      ...{ start, end, printed, value, low, high, before },
      unit: (scale + unit).trim(),
      dimension: unit,
      role: roleOf(before, unit),
    });
    from = end;
  }
  return figures;
}

/** Size of the last digit that is not nought: that is how far a number said roughly may be off. */
function roughness(digits: string, decimals: string): number {
  if (decimals !== '') return 10 ** (1 - decimals.length);
  const plain = digits.replaceAll(',', '');
  return 10 ** (plain.length - plain.replace(/0+$/u, '').length);
}

/** The words that lead to a figure: those since the last mark that ends a thought. */
function wordsBefore(written: string): string {
  // `计划投资：3亿元`: in a field the name of the field leads to the figure.
  const text = written.replace(/[：:]\s*$/u, '');
  const thought = text.split(/[。；！？\n，,;：:]/u).at(-1) ?? '';
  // A bracket that is still open begins a thought of its own; one that was closed is part of it.
  const inner = /[（(]([^（()）]*)$/u.exec(thought)?.[1] ?? thought;
  return inner.replace(/^[、）)\s和与及]+/u, '');
}

function roleOf(before: string, unit: string): FigureRole {
  if (/(?:同比|环比|较上|较去|比上|比去|增速|增幅|超额|超计划|超目标)/u.test(before))
    return 'change';
  if (unit === '%') {
    if (
      /(?:计划|目标|任务|任务数|计划数)(?:总?[量额数])?的?(?:比[例重])?[为达到至约近超过]*$/u.test(
        before,
      )
    )
      return 'of_plan';
    if (/(?:完成率|完成比例|进度)/u.test(before)) return 'of_plan';
    if (/(?:占|比重)/u.test(before)) return 'share';
    return /(?:增长|增加|上升|提高|下降|减少|降低|提升|回落)[了约近超过达]*$/u.test(before)
      ? 'change'
      : 'actual';
  }
  if (/(?:实际|已完成|实完成)/u.test(before) || /^完成.*计划/u.test(before)) return 'actual';
  return /(?:计划|目标|拟|预计|力争|应完成)/u.test(before) ? 'plan' : 'actual';
}
