import { isAreaCode } from '../canonical/area-codes.ts';
import {
  areaCodeOfAddress,
  areaCodeOfCity,
  findPlaces,
  looksLikeAddress,
} from '../canonical/places.ts';
import { plainText, type Cell } from '../document/block.ts';
import { foldWidth } from '../find/characters.ts';
import { hoursIn } from '../find/hours.ts';
import { endsInPhoneLabel, namesOther } from '../find/labels.ts';
import { isDateLike } from '../find/refuse.ts';
import { fieldKind, type FieldKind } from './columns.ts';
import { saysOnlyPurpose } from './left-reading.ts';
import { isGenericTitle, looksLikePerson, looksLikeUnit, stripOrdinal } from './names.ts';

/** A row of a table with the names and kinds of its columns; texts are folded and trimmed. */
export interface RowCells {
  readonly header: readonly string[];
  readonly kinds: readonly FieldKind[];
  readonly cells: readonly Cell[];
  readonly texts: readonly string[];
}

/** What a row says about the numbers in one of its cells. */
export interface RowReading {
  readonly owner: string | null;
  readonly service: string | null;
  readonly hours: string | null;
  readonly areaCode: string | null;
  readonly placeAreaCode: string | null;
}

/** Reads what a row says about the numbers in its cells; names of owners are kept in `ownersAbove` for blank cells below. */
export function readRowContext(
  row: RowCells,
  ownersAbove: (string | null)[],
  headingAbove: string,
): RowReading {
  const { header, kinds, cells, texts } = row;
  const owners: string[] = [];
  const services: string[] = [];
  let hours: string | null = null;
  let areaCode: string | null = null;
  let place: string | null = null;
  let address: string | null = null;
  let placeText = '';
  let filledFromAbove = false;
  for (const [column, text] of texts.entries()) {
    address ??= areaCodeOfAddress(headerName(header, column), text);
    switch (kinds[column]) {
      case 'owner': {
        let name: string | null = text;
        if (text === '' || /^(?:同上|〃|″|")$/u.test(text)) {
          name = filledFromAbove || owners.length === 0 ? (ownersAbove[column] ?? null) : null;
        } else {
          if (ownersAbove[column] !== text) ownersAbove.fill(null, column);
          ownersAbove[column] = text;
        }
        if (name !== null && name !== '') {
          if (!owners.some((owner) => owner.includes(name))) owners.push(name);
          if (text === '') filledFromAbove = true;
        }
        break;
      }
      case 'service':
        if (text !== '' && text.length <= 80) services.push(text);
        break;
      case 'hours':
        hours ??= text === '' ? null : (hoursIn(text) ?? (text.length <= 40 ? text : null));
        break;
      case 'area_code':
        if (isAreaCode(text)) areaCode = text;
        else if (isAreaCode(`0${text}`)) areaCode = `0${text}`;
        break;
      case 'place':
        placeText += `${text} `;
        place = areaCodeOfCity(text) ?? place;
        break;
      case 'text':
        hours ??=
          text.length <= 80 &&
          text !== '' &&
          (headerName(header, column) === '' || /备注|说明|note/iu.test(headerName(header, column)))
            ? hoursIn(text)
            : null;
        if (refinesOwner(row, column, owners)) owners.push(text);
        break;
      default:
    }
  }
  if (place === null && placeText !== '') place = findPlaces(placeText).at(-1)?.areaCode ?? null;
  if (owners.length === 0) {
    const name = nameInRow(kinds, cells, texts);
    if (name !== null) {
      owners.push(name);
      ownersAbove[0] = name;
    } else if (
      header.length > 0 &&
      (texts[0] ?? '') === '' &&
      ownersAbove[0] != null &&
      kinds[0] !== 'phone'
    )
      owners.push(ownersAbove[0]);
  }
  let owner: string | null = owners.length === 0 ? null : owners.join(' ');
  if (owner !== null) {
    const heading = stripOrdinal(headingAbove).replace(/[: ]+$/u, '');
    const places =
      heading.length >= 2 &&
      heading.length <= 12 &&
      (/(?:[省市区县镇乡州盟旗岛]|本级|街道|新区|开发区)$/u.test(heading) ||
        looksLikeUnit(heading));
    if (places && !isGenericTitle(heading) && !owner.includes(heading.slice(0, 3)))
      owner = `${heading} ${owner}`;
  }
  return {
    owner,
    service: services.length === 0 ? null : services.join(' '),
    hours,
    areaCode,
    placeAreaCode: place ?? address,
  };
}

/** A column without a name between an office and its number (`急诊科 | 急诊外科 | 6364349`): a part of the office. */
function refinesOwner(
  { header, kinds, texts }: RowCells,
  column: number,
  owners: readonly string[],
): boolean {
  const text = texts[column] ?? '';
  return (
    kinds[column - 1] === 'owner' &&
    kinds[column + 1] === 'phone' &&
    headerName(header, column) === '' &&
    /^[\p{Script=Han}A-Z、()（）·\d]{2,16}$/u.test(text) &&
    !/\d{3}/u.test(text) &&
    !endsInPhoneLabel(text) &&
    !looksLikePerson(text) &&
    !owners.some((owner) => owner.includes(text))
  );
}

/**
 * Where the parts of a row begin that are read for themselves: `单位 电话 单位 电话` is two rows side by side. The
 * header says so by repeating a name; without a header every second name must be followed by a number.
 */
export function rowParts(
  header: readonly string[],
  kinds: readonly FieldKind[],
  cells: readonly Cell[],
  texts: readonly string[],
): number[] {
  const starts = [0];
  const names = new Set<string>();
  let numbers = 0;
  let open = false;
  for (const [column, text] of texts.entries()) {
    const title = headerName(header, column).replace(/\d+$/u, '');
    const kind = kinds[column];
    if (kind === 'phone' || kind === 'extension' || (title === '' && isWholeNumber(text))) {
      numbers += 1;
      open = true;
      continue;
    }
    const named =
      title === ''
        ? text.length >= 3 &&
          text.length <= 30 &&
          cells[column]?.mergedFrom === undefined &&
          /\p{Script=Han}{2}/u.test(text) &&
          !/\d{3}|[:]$/u.test(text) &&
          !looksLikePerson(text) &&
          !endsInPhoneLabel(text) &&
          !namesOther(text) &&
          !saysOnlyPurpose(text) &&
          isWholeNumber(texts[column + 1] ?? '')
        : kind === 'owner' && names.has(title);
    if (title !== '') names.add(title);
    if (named && open) {
      starts.push(column);
      open = false;
    }
  }
  return starts.length > 1 && numbers >= 2 ? starts : [0];
}

/** A row with all but one of its parts blank. */
export function partOfRow(row: RowCells, parts: readonly number[], part: number): RowCells {
  if (parts.length === 1) return row;
  const from = parts[part] ?? 0;
  const to = parts[part + 1] ?? row.texts.length;
  const inside = (column: number): boolean => column >= from && column < to;
  return {
    ...row,
    kinds: row.kinds.map((kind, column) => (inside(column) ? kind : 'other')),
    texts: row.texts.map((text, column) => (inside(column) ? text : '')),
  };
}

/** Name of a column, or ''. */
export function headerName(header: readonly string[], column: number): string {
  return header[column] ?? '';
}

/** Kind of a column; columns beyond the header continue a last column of numbers (unquoted commas). */
export function kindOf(header: readonly string[], column: number): FieldKind {
  if (column < header.length) return fieldKind(header[column] ?? '');
  const last = header.at(-1);
  return last !== undefined && fieldKind(last) === 'phone' ? 'phone' : 'text';
}

export const noColumns: ReadonlySet<number> = new Set();
const wholeNumber =
  /^(?:\(?0\d{2,3}\)?[- ]?)?(?:[2-8]\d{6,7}|[2-8]\d{2,3}[ -]\d{4}|1[3-9]\d{9}|12[0-9]{3}|1118\d|9[56]\d{3,4}|[48]00(?:[- ]?\d){7})(?:-\d{3,6}|转\d{1,6})?(?:[,、;/\s(].*)?$/su;
/** The code of the area that a column's name or a line states for all numbers under it. */
export const statedAreaCode = /区号[ ]?[:为是]?[ ]?\(?(0\d{2,3})(?!\d)/u;

/** Tells whether a cell or a field holds telephone numbers and nothing else. */
export function isWholeNumber(text: string): boolean {
  const folded = foldWidth(text).trim();
  return wholeNumber.test(folded) && !isDateLike(folded);
}

/** Columns without a telling header most of whose cells are nothing but telephone numbers. */
export function columnsOfNumbers(rows: readonly (readonly Cell[])[]): ReadonlySet<number> {
  const filled: number[] = [];
  const numbers: number[] = [];
  for (const cells of rows.slice(0, 200)) {
    for (const [column, cell] of cells.entries()) {
      const text = foldWidth(plainText(cell.text)).trim();
      if (!/\d/u.test(text) || cell.mergedFrom !== undefined) continue;
      filled[column] = (filled[column] ?? 0) + 1;
      if (wholeNumber.test(text) && !isDateLike(text)) numbers[column] = (numbers[column] ?? 0) + 1;
    }
  }
  const columns = new Set<number>();
  for (const [column, count] of numbers.entries()) {
    if (count !== undefined && count >= 2 && count / (filled[column] ?? count) >= 0.6)
      columns.add(column);
  }
  return columns;
}

/** Tells whether a row names the columns below it, or is a title across the table. */
export function looksLikeHeader(
  texts: readonly string[],
  cells: readonly Cell[],
  index: number,
): boolean {
  const filled = texts.filter((text) => text !== '');
  if (
    filled.length === 0 ||
    texts.some((text) => /\d{3}/u.test(text.replace(statedAreaCode, '')) || text.length > 40)
  )
    return false;
  const distinct = new Set(filled);
  if (
    distinct.size === 1 &&
    texts.length > 1 &&
    cells.some((cell) => cell.mergedFrom !== undefined)
  )
    return true;
  if (filled.length < 2) return false;
  if (filled.some((text) => /[:]$/u.test(text))) return false;
  const named = filled.filter((text) => text.length <= 20 && fieldKind(text) !== 'text');
  const phones = filled.filter(
    (text) => text.length <= 20 && /^(?:phone|extension)$/u.test(fieldKind(text)),
  );
  return (
    phones.length > 0 &&
    named.length >= 2 &&
    named.length * 2 >= filled.length &&
    (index < 3 || named.length === filled.length)
  );
}

/** The person in the nearest column to the left of a column of numbers (`带班领导 | 联系方式 | 值班人员 | 联系方式`), or null. */
export function personBeside(row: RowCells, column: number): string | null {
  for (let left = column - 1; left >= 0; left -= 1) {
    const kind = row.kinds[left];
    if (kind === 'phone' || kind === 'extension' || kind === 'owner') return null;
    const text = row.texts[left] ?? '';
    if (kind === 'person' && /^[\p{Script=Han}×*·、 ]{2,12}$/u.test(text)) return text;
  }
  return null;
}

/** The label in the cell to the left (`联系电话：`), when that is what the cell is. */
export function labelBeside(
  texts: readonly string[],
  cells: readonly Cell[],
  column: number,
): string | null {
  for (let left = column - 1; left >= 0; left -= 1) {
    const text = texts[left] ?? '';
    if (text === '') continue;
    const from = cells[left]?.mergedFrom;
    if (from !== undefined && from.column !== left && from.column !== left) continue;
    if (text.length > 30 || /\d{5}/u.test(text)) return null;
    const bare = text.replace(/[: ]+$/u, '');
    if (
      /[:]$/u.test(text) ||
      endsInPhoneLabel(bare) ||
      namesOther(bare) ||
      (saysOnlyPurpose(bare) && from === undefined)
    )
      return bare;
    return null;
  }
  return null;
}

/** The cell of a row that names whose numbers it holds, when no column is headed as owner. */
function nameInRow(
  kinds: readonly FieldKind[],
  cells: readonly Cell[],
  texts: readonly string[],
): string | null {
  let best: string | null = null;
  for (const [column, text] of texts.entries()) {
    const kind = kinds[column];
    if (kind === 'phone' || kind === 'extension') {
      if (best !== null) break;
      continue;
    }
    if (kind !== 'text' || text === '' || text.length > 40 || /\d{4}/u.test(text)) continue;
    if (
      !/[\p{Script=Han}A-Za-z]{2}/u.test(text) ||
      /[:]$/u.test(text) ||
      endsInPhoneLabel(text) ||
      namesOther(text)
    )
      continue;
    if (cells[column] === undefined) continue;
    if (best !== null && looksLikeAddress(text)) continue;
    if (looksLikeUnit(text) || best === null)
      best = best !== null && looksLikeUnit(best) ? `${best} ${text}` : text;
  }
  return best;
}
