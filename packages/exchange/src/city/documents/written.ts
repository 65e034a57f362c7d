import type { TelephoneNumber } from '@everyline/domain';
import type { Chance } from '../chance.ts';
import { localDigits, sampleAreaCode } from '../numbering.ts';

/** The usual faults of published numbers that the sample city's documents have. */
export const documentFaults = [
  'full_width',
  'area_code_omitted',
  'old_number',
  'contradicting_footer',
  'two_owners',
  'digit_missing',
  'fax_as_telephone',
  'extension_list',
  'range',
  'zero_lost',
  'struck_through',
  'glued_to_next_label',
] as const;
export type DocumentFault = (typeof documentFaults)[number];

/** What is really written at one place of a document. */
export interface WrittenNumber {
  /** The text as a reader of the document sees it, without the words around it. */
  readonly raw: string;
  /** Canonical number, or null where it cannot be completed (a digit is missing). */
  readonly number: string | null;
  readonly extension: string | null;
  readonly lineId: string | null;
  /** The office that the document names for it. */
  readonly owner: string;
  readonly status: 'active' | 'retired' | 'malformed' | 'undecided';
  readonly faults: readonly DocumentFault[];
}

export const decoyReasons = [
  'postcode',
  'document_number',
  'date',
  'record_number',
  'qq',
  'price',
  'count',
  'address',
] as const;

/** A run of digits in a document that is no telephone number. */
export interface Decoy {
  readonly raw: string;
  readonly why: (typeof decoyReasons)[number];
}

export const documentFormats = ['html', 'csv', 'xlsx', 'docx', 'md', 'txt', 'json'] as const;

/** A published document of the sample city with the truth about it. */
export interface CityDocument {
  readonly path: string;
  readonly format: (typeof documentFormats)[number];
  readonly encoding: 'utf-8' | 'gb18030' | null;
  readonly publisher: string;
  readonly publishedOn: string;
  readonly bytes: Uint8Array;
  readonly written: readonly WrittenNumber[];
  readonly decoys: readonly Decoy[];
}

/** How a house writes its numbers. */
export type NumberStyle =
  | 'bare'
  | 'spaced'
  | 'area_dash'
  | 'area_brackets'
  | 'area_brackets_spaced'
  | 'plus'
  | 'full_width';

const fullWidth = (text: string): string =>
  text.replace(/[0-9-]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

/** Writes a number as its house does; the area code is kept or left out with the style. */
export function writeNumber(
  number: TelephoneNumber,
  style: NumberStyle,
  chance: Chance,
): { readonly raw: string; readonly faults: readonly DocumentFault[] } {
  const faults: DocumentFault[] = [];
  const extension =
    number.extension === null
      ? ''
      : `${chance.pick(['转', '-', '—', '转分机'])}${number.extension}`;
  if (extension !== '') faults.push('extension_list');
  const local = localDigits(number.dialled);
  if (local === null) return { raw: writeSpecial(number.dialled, style) + extension, faults };
  const spaced = `${local.slice(0, 4)} ${local.slice(4)}`;
  switch (style) {
    case 'bare':
      faults.push('area_code_omitted');
      return { raw: local + extension, faults };
    case 'spaced':
      faults.push('area_code_omitted');
      return { raw: spaced + extension, faults };
    case 'area_dash':
      return { raw: `${sampleAreaCode}-${local}${extension}`, faults };
    case 'area_brackets':
      return { raw: `（${sampleAreaCode}）${local}${extension}`, faults };
    case 'area_brackets_spaced':
      return { raw: `(${sampleAreaCode}) ${spaced}${extension}`, faults };
    case 'plus':
      return { raw: `+86-${sampleAreaCode.slice(1)}-${local}${extension}`, faults };
    case 'full_width':
      faults.push('full_width');
      return { raw: fullWidth(`${sampleAreaCode}-${local}`) + extension, faults };
  }
}

/** Mobile, 400 and short numbers in the habit of the same house. */
function writeSpecial(dialled: string, style: NumberStyle): string {
  if (!dialled.startsWith('+')) {
    if (dialled.length === 3) return dialled;
    return style === 'area_dash' ? `${sampleAreaCode}-${dialled}` : dialled;
  }
  const digits = dialled.slice(3);
  if (style === 'full_width') return fullWidth(digits);
  if (digits.startsWith('400')) {
    return style === 'bare'
      ? digits
      : `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`;
  }
  return style === 'spaced' || style === 'area_brackets_spaced'
    ? `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`
    : digits;
}
