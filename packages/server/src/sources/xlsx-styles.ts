import type { ReadingLimits } from './limits.ts';
import { readXml } from './xml-events.ts';
import type { ZipArchive } from './zip-archive.ts';

/** What a cell's style says about reading it. */
export interface CellStyle {
  readonly struck: boolean;
  /** How a number is shown: `0000-0000000` keeps zeros, a date is no number. */
  readonly format: string;
  /** Levels of indentation. */
  readonly indent: number;
}

/** Number formats that have an identifier instead of a code (ECMA-376 part 1, 18.8.30). */
const BUILT_IN: Readonly<Record<number, string>> = {
  14: 'yyyy-m-d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy-m-d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

/** The styles of a workbook by the index that cells name. */
export async function readStyles(
  zip: ZipArchive,
  part: string,
  limits: ReadingLimits,
): Promise<CellStyle[]> {
  const styles: CellStyle[] = [];
  if (!zip.has(part)) return styles;
  const formats = new Map<number, string>();
  const struckFonts: boolean[] = [];
  let within: 'fonts' | 'cellXfs' | null = null;
  await readXml(
    zip.chunks(part),
    {
      open(name, attributes) {
        if (name === 'fonts' || name === 'cellXfs') within = name;
        else if (name === 'numFmt')
          formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
        else if (within === 'fonts' && name === 'font') struckFonts.push(false);
        else if (within === 'fonts' && name === 'strike') {
          struckFonts[struckFonts.length - 1] = isOn(attributes.val);
        } else if (within === 'cellXfs' && name === 'xf') {
          const id = Number(attributes.numFmtId ?? 0);
          styles.push({
            struck: struckFonts[Number(attributes.fontId ?? 0)] ?? false,
            format: formats.get(id) ?? BUILT_IN[id] ?? '',
            indent: 0,
          });
        } else if (within === 'cellXfs' && name === 'alignment') {
          const last = styles.at(-1);
          const indent = Number(attributes.indent ?? 0);
          if (last && Number.isInteger(indent)) styles[styles.length - 1] = { ...last, indent };
        }
      },
      close(name) {
        if (name === within) within = null;
      },
      text() {},
    },
    part,
    limits,
  );
  return styles;
}

/** A switch of the office formats: present means on, unless its value says otherwise. */
export function isOn(value: string | undefined): boolean {
  return value === undefined || !/^(0|false|off|none)$/i.test(value);
}

/** Text of a number as its format shows it, as far as telephone numbers need it. */
export function shownNumber(raw: string, format: string): { text: string; numeric: boolean } {
  const value = Number(raw);
  if (!Number.isFinite(value)) return { text: raw, numeric: false };
  const code = (format.split(';')[0] ?? '').replace(/\[[^\]]*\]/g, '');
  const bare = code.replace(/"[^"]*"|\\./g, '');
  if (/[ymdhs]/i.test(bare) && !/[0#]{3,}/.test(bare))
    return { text: shownDate(value, bare), numeric: false };
  const digits = Number.isInteger(value) ? wholeDigits(value) : raw;
  const mask = code.replace(/\\(.)/g, '$1').replace(/"([^"]*)"/g, '$1');
  if (/^[()+\-\s0]*0[()+\-\s0]*$/.test(mask) && /^\d+$/.test(digits)) {
    return { text: masked(digits, mask), numeric: !mask.includes('0'.repeat(4)) };
  }
  return { text: digits, numeric: true };
}

function wholeDigits(value: number): string {
  return Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
}

function masked(digits: string, mask: string): string {
  const places = mask.split('0').length - 1;
  let rest = digits.padStart(places, '0');
  const extra = rest.length - places;
  let text = '';
  let first = true;
  for (const sign of mask) {
    if (sign !== '0') {
      text += sign;
      continue;
    }
    const take = first ? 1 + extra : 1;
    first = false;
    text += rest.slice(0, take);
    rest = rest.slice(take);
  }
  return text;
}

/** Days since 1899-12-30 as date or time of day. */
function shownDate(serial: number, format: string): string {
  const date = new Date(Math.round((serial - 25_569) * 86_400_000));
  if (Number.isNaN(date.getTime())) return String(serial);
  const iso = date.toISOString();
  const hasDay = /[yd]/i.test(format);
  const hasTime = /[hs]/i.test(format);
  if (hasDay && hasTime) return `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
  return hasTime ? iso.slice(11, 16) : iso.slice(0, 10);
}
