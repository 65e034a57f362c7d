import type { Figure } from './figure.ts';
import { paragraphsOf } from './paragraphs.ts';
import { readStatements, type Partition, type StatedItem, type Statements } from './statement.ts';
import { readTables } from './table-statements.ts';

/**
 * What was compared: parts with their whole, a rate with plan and actual, a share with part and whole,
 * or the rate of a whole with those of its parts.
 */
export type CheckKind = 'parts' | 'rate' | 'share' | 'rates_of_parts';

/**
 * `holds` within the rounding of the printed digits; `exceeds`: the parts are more than the whole;
 * `short`: some of the whole is not accounted for; `off`: a rate or share is another; `units_differ`:
 * it holds only if all units were the same.
 */
export type CheckResult = 'holds' | 'exceeds' | 'short' | 'off' | 'units_differ';

/** A figure that a check adds or divides. */
export interface CheckTerm {
  readonly label: string;
  /** As printed. */
  readonly text: string;
}

/** One comparison of figures in a text, and what came of it. */
export interface ArithmeticCheck {
  readonly kind: CheckKind;
  readonly result: CheckResult;
  /** What was stated, in `unit`: the whole, the rate or the share. */
  readonly stated: number;
  /** What the other figures give, in `unit`. */
  readonly reckoned: number;
  /** As the stated figure prints it. */
  readonly unit: string;
  readonly subject: CheckTerm;
  readonly terms: readonly CheckTerm[];
  /** The stretch of the text that was compared, word for word. */
  readonly quote: string;
  readonly start: number;
  readonly end: number;
}

/** Compares the figures of a text; what cannot be compared gives no check. */
export function checkArithmetic(text: string): ArithmeticCheck[] {
  const tables = readTables(text);
  let before: StatedItem | null = null;
  const inProse = paragraphsOf(joinedLists(text)).flatMap((paragraph) => {
    if (tables.some(({ start, end }) => start <= paragraph.start && paragraph.start < end))
      return [];
    const read = readStatements(paragraph.text, paragraph.start, before);
    before = read.whole;
    return checksOf(read);
  });
  const all = [...inProse, ...tables.flatMap(checksOf)].toSorted((a, b) => a.end - b.end);
  return all.map((check) => {
    const { start, end } = wholeClauses(text, check);
    return { ...check, start, end, quote: text.slice(start, end) };
  });
}

/** The stretch with the words before its first figure and behind its last, up to the next marks. */
function wholeClauses(text: string, { start, end }: Stretch): Stretch {
  const before = /[^，。；：、！？\n,;:（(]*$/u.exec(text.slice(Math.max(0, start - 24), start));
  const after = /^[^，。；：、！？\n,;:）)]*/u.exec(text.slice(end, end + 24));
  return { start: start - (before?.[0].length ?? 0), end: end + (after?.[0].length ?? 0) };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

type Found = Omit<ArithmeticCheck, 'quote'>;

function checksOf({ items, partitions }: Pick<Statements, 'items' | 'partitions'>): Found[] {
  return [
    ...items.flatMap((item) => rateCheck(item)),
    ...partitions.flatMap((partition) => [
      ...partsChecks(partition),
      ...shareChecks(partition),
      ...ratesCheck(partition),
    ]),
  ];
}

/** Items of a list that a colon announces stand in one paragraph with it; every character keeps its place. */
function joinedLists(text: string): string {
  const item = String.raw`\n\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[-•·●①-⑳])[^\n]*`;
  const list = new RegExp(`(?:其中|包括|如下|分别[是为])[：:][ \\t]*(?:${item})+`, 'gu');
  return text.replace(list, (found) =>
    found.replace(/[。；;]?\n/gu, (ends) => '；'.repeat(ends.length)),
  );
}

interface Bounds {
  readonly low: number;
  readonly high: number;
}

const meets = (one: Bounds, other: Bounds) => one.low <= other.high && other.low <= one.high;

/** Bounds that binary fractions cannot push apart: a hair of the size of the value on both sides. */
function widened({ low, high }: Bounds): Bounds {
  const hair = Math.max(Math.abs(low), Math.abs(high)) * 1e-9;
  return { low: low - hair, high: high + hair };
}

const overlap = (one: Bounds, other: Bounds) => meets(widened(one), widened(other));

function divided(over: Bounds, under: Bounds): Bounds {
  return { low: over.low / under.high, high: over.high / under.low };
}

function sumOf(figures: readonly Figure[]): Bounds & { readonly value: number } {
  return {
    low: figures.reduce((sum, one) => sum + one.low, 0),
    high: figures.reduce((sum, one) => sum + one.high, 0),
    value: figures.reduce((sum, one) => sum + one.value, 0),
  };
}

const figureOf = (item: StatedItem, role: Figure['role'], dimension: string) =>
  item.figures.find((one) => one.role === role && one.dimension === dimension);

const percent = (value: number) => Number((value * 100).toFixed(1));
const inUnit = (value: number, figure: Figure) =>
  Number(((value * figure.printed) / (figure.value || 1)).toPrecision(10));

/** The actual amount that a rate speaks of: the nearest before it, else the first after it. */
function rated(item: StatedItem, rate: Figure): Figure | undefined {
  const actuals = item.figures.filter((one) => one.role === 'actual' && one.dimension !== '%');
  return actuals.findLast((one) => one.start < rate.start) ?? actuals[0];
}

/** The rate of one subject against its own plan and actual. */
function rateCheck(item: StatedItem): Found[] {
  const rate = item.figures.find((one) => one.role === 'of_plan');
  if (rate === undefined) return [];
  const pairs = item.figures.flatMap((plan) => {
    const actual = plan.role === 'plan' ? figureOf(item, 'actual', plan.dimension) : undefined;
    return actual === undefined || plan.low <= 0 ? [] : [{ plan, actual }];
  });
  const [first] = pairs;
  if (first === undefined) return [];
  const fitting = pairs.find(({ plan, actual }) => overlap(asShare(rate), divided(actual, plan)));
  const { plan, actual } = fitting ?? first;
  return [
    {
      kind: 'rate',
      result: fitting ? 'holds' : 'off',
      stated: rate.printed,
      reckoned: percent(actual.value / plan.value),
      unit: '%',
      subject: { label: item.label, text: rate.text },
      terms: [term('', actual), term('', plan)],
      ...stretch([plan, actual, rate]),
    },
  ];
}

const asShare = ({ low, high }: Bounds): Bounds => ({ low: low / 100, high: high / 100 });
const term = (label: string, { text }: Figure): CheckTerm => ({ label, text });

function stretch(figures: readonly Figure[]): Stretch {
  return {
    start: Math.min(...figures.map(({ start }) => start)),
    end: Math.max(...figures.map(({ end }) => end)),
  };
}

/** The parts of a whole against it, for each kind of figure that the whole has. */
function partsChecks({ whole, parts, isComplete }: Partition): Found[] {
  return whole.figures.flatMap((stated) => {
    if (stated.role !== 'actual' && stated.role !== 'plan') return [];
    if (stated.dimension === '%' || stated.dimension === '') return [];
    const own = parts.flatMap((part) => {
      const figure = figureOf(part, stated.role, stated.dimension);
      return figure === undefined ? [] : [{ label: part.label, figure }];
    });
    const figures = own.map(({ figure }) => figure);
    const sum = sumOf(figures);
    const adding = leadingParts(own, stated);
    if (adding !== null) return [partsCheck('holds', whole, stated, adding)];
    const mixed = sameUnitsAssumed(stated, parts);
    if (mixed) return [partsCheck('units_differ', whole, stated, mixed)];
    if (figures.length === 0) return [];
    if (widened(sum).low > widened(stated).high) {
      return [partsCheck('exceeds', whole, stated, own)];
    }
    const isShort = isComplete && figures.length >= 2 && !overlap(sum, stated);
    return isShort ? [partsCheck('short', whole, stated, own)] : [];
  });
}

/** The parts that add up to the whole, from the first on: what is said after them is another matter. */
function leadingParts(own: readonly LabelledFigure[], stated: Figure): LabelledFigure[] | null {
  for (let count = own.length; count >= 2; count -= 1) {
    const parts = own.slice(0, count);
    if (overlap(sumOf(parts.map(({ figure }) => figure)), stated)) return parts;
  }
  return null;
}

interface LabelledFigure {
  readonly label: string;
  readonly figure: Figure;
}

function partsCheck(
  result: CheckResult,
  whole: StatedItem,
  stated: Figure,
  parts: readonly LabelledFigure[],
): Found {
  const figures = parts.map(({ figure }) => figure);
  const mixed = result === 'units_differ';
  return {
    kind: 'parts',
    result,
    stated: stated.printed,
    reckoned: mixed
      ? Number(figures.reduce((sum, { printed }) => sum + printed, 0).toPrecision(10))
      : inUnit(sumOf(figures).value, stated),
    unit: stated.unit,
    subject: term(whole.label, stated),
    terms: parts.map(({ label, figure }) => term(label, figure)),
    ...stretch(figures),
  };
}

/** The parts, if what is printed adds up only where their units are taken for the whole's. */
function sameUnitsAssumed(stated: Figure, parts: readonly StatedItem[]): LabelledFigure[] | null {
  const taken = parts.flatMap((part) => {
    const figure =
      figureOf(part, stated.role, stated.dimension) ??
      part.figures.find((one) => one.role === stated.role && one.dimension !== '%');
    return figure === undefined ? [] : [{ label: part.label, figure }];
  });
  if (taken.length < 2 || taken.length < parts.length) return null;
  if (taken.every(({ figure }) => figure.unit === stated.unit)) return null;
  // Some part must print the whole's own unit, or none of this is about it.
  if (!taken.some(({ figure }) => figure.unit === stated.unit)) return null;
  const sum = taken.reduce((all, { figure }) => all + figure.printed, 0);
  const half = taken.reduce((all, { figure }) => all + printedHalf(figure), printedHalf(stated));
  return Math.abs(sum - stated.printed) <= half + 1e-9 ? taken : null;
}

function printedHalf({ low, high, value, printed }: Figure): number {
  return value === 0 ? 0 : ((high - low) / 2) * Math.abs(printed / value);
}

/** Shares of parts against part and whole. */
function shareChecks({ whole, parts }: Partition): Found[] {
  return parts.flatMap((part) => {
    const share = part.figures.find((one) => one.role === 'share');
    if (share === undefined) return [];
    const pairs = part.figures.flatMap((figure) => {
      const all =
        figure.role === 'actual' ? figureOf(whole, 'actual', figure.dimension) : undefined;
      return all === undefined || all.low <= 0 || figure.dimension === '%' ? [] : [{ figure, all }];
    });
    const [first] = pairs;
    if (first === undefined) return [];
    const fitting = pairs.find(({ figure, all }) => overlap(asShare(share), divided(figure, all)));
    const { figure, all } = fitting ?? first;
    return [
      {
        kind: 'share' as const,
        result: fitting ? ('holds' as const) : ('off' as const),
        stated: share.printed,
        reckoned: percent(figure.value / all.value),
        unit: '%',
        subject: term(part.label, share),
        terms: [term(part.label, figure), term(whole.label, all)],
        ...stretch([share, figure]),
      },
    ];
  });
}

/** The rate of a whole against those of all its parts: the plans behind them must add up too. */
function ratesCheck({ whole, parts }: Partition): Found[] {
  const rate = whole.figures.find((one) => one.role === 'of_plan');
  const actual = rate && rated(whole, rate);
  if (!rate || !actual || rate.low <= 0) return [];
  const own = parts.flatMap((part) => {
    const figure = figureOf(part, 'actual', actual.dimension);
    const share = part.figures.find((one) => one.role === 'of_plan');
    if (!figure || !share || share.low <= 0 || rated(part, share) !== figure) return [];
    return [{ figure, share, label: part.label }];
  });
  if (own.length < 2 || own.length < parts.length) return [];
  if (!overlap(sumOf(own.map(({ figure }) => figure)), actual)) return [];
  const plans = own.map(({ figure, share }) => divided(figure, asShare(share)));
  const planned = {
    low: plans.reduce((sum, { low }) => sum + low, 0),
    high: plans.reduce((sum, { high }) => sum + high, 0),
  };
  const plan = own.reduce(
    (sum, { figure, share }) => sum + (figure.value * 100) / share.printed,
    0,
  );
  return [
    {
      kind: 'rates_of_parts',
      result: overlap(divided(actual, planned), asShare(rate)) ? 'holds' : 'off',
      stated: rate.printed,
      reckoned: percent(actual.value / plan),
      unit: '%',
      subject: term(whole.label, rate),
      terms: own.map(({ label, share }) => term(label, share)),
      ...stretch([rate, ...own.map(({ share }) => share)]),
    },
  ];
}
