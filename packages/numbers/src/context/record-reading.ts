import { areaCodeOfAddress, areaCodeOfCity } from '../canonical/places.ts';
import type { RecordBlock } from '../document/block.ts';
import { foldWidth } from '../find/characters.ts';
import { hoursIn } from '../find/hours.ts';
import { endsInPhoneLabel } from '../find/labels.ts';
import { fieldKind } from './columns.ts';
import { isOwnerKey, saysOnlyPurpose } from './left-reading.ts';
import { looksLikeUnit } from './names.ts';
import { isWholeNumber } from './row-reading.ts';

/** A record whose inner records may follow. */
export interface OpenRecord {
  readonly path: string;
  readonly owner: string | null;
  readonly placeAreaCode: string | null;
  readonly hours: string | null;
}

/** What the fields of a record say about the numbers in it. */
export interface RecordReading {
  readonly open: OpenRecord;
  readonly folded: readonly { readonly name: string; readonly value: string }[];
  readonly label: string | null;
  readonly service: string | null;
}

/** Reads owner, label, hours and place from a record's fields; what it does not say itself comes from the record around it. */
export function readRecord(block: RecordBlock, parent: OpenRecord | null): RecordReading {
  const folded = block.fields.map((field) => ({
    name: foldWidth(field.name).trim(),
    value: foldWidth(field.value).trim(),
  }));
  let owner: string | null = null;
  let hours: string | null = null;
  let label: string | null = null;
  let service: string | null = null;
  let place: string | null = null;
  let address: string | null = null;
  const named = parent?.owner ?? null;
  const namedParent = named !== null && !saysOnlyPurpose(named) && !endsInPhoneLabel(named);
  for (const { name, value } of folded) {
    if (value === '' || value.length > 300) continue;
    address ??= areaCodeOfAddress(name, value);
    const kind = fieldKind(name);
    if (kind === 'owner' || isOwnerKey(name) || /^(?:key|label|名字|text)$/iu.test(name)) {
      const written = hoursIn(value);
      if (written !== null && value.length - written.length <= 4) hours ??= written;
      else if (
        saysOnlyPurpose(value) &&
        ((endsInPhoneLabel(value) && value.length <= 8) || namedParent)
      )
        label ??= value;
      else owner ??= value;
    } else if (/^(?:type|kind|category)$/iu.test(name) && /\p{Script=Han}{2}/u.test(value)) {
      if (saysOnlyPurpose(value) || endsInPhoneLabel(value)) label ??= value;
      else if (looksLikeUnit(value)) owner ??= named === null ? value : `${named} ${value}`;
    } else if (kind === 'hours') hours ??= hoursIn(value);
    else if (kind === 'service') service ??= value.length <= 80 ? value : null;
    else if (kind === 'place') place = areaCodeOfCity(value) ?? place;
    else if (kind === 'text') hours ??= hoursIn(value);
  }
  // Programs shorten the names of fields (`n`, `t`): a value that is a unit's name names the owner.
  owner ??=
    folded.find(
      ({ name, value }) =>
        /^[a-z]{1,3}\d?$/iu.test(name) && value.length >= 4 && looksLikeUnit(value),
    )?.value ?? null;
  const path = parentName(block.path);
  owner ??= parent?.owner ?? (path !== null && looksLikeUnit(path) ? path : null);
  const open: OpenRecord = {
    path: block.path,
    owner,
    placeAreaCode: place ?? address ?? parent?.placeAreaCode ?? null,
    hours: hours ?? parent?.hours ?? null,
  };
  return { open, folded, label, service };
}

/** Tells whether a path lies inside another (`$[0].tel[1]` in `$[0]`). */
export function isInside(path: string, outer: string): boolean {
  return (
    path.startsWith(outer) && path.length > outer.length && /^[.[]/u.test(path.slice(outer.length))
  );
}

/** Name of the member that holds a record (`$.offices["市财政局"]` → `市财政局`), or null for a place in a list. */
function parentName(path: string): string | null {
  const match = /(?:\.([^.[\]]+)|\["((?:[^"\\]|\\.)*)"\])(?:\[\d+\])?$/u.exec(path);
  return match === null ? null : (match[1] ?? match[2] ?? null);
}

/** `{label: '监控室夜班 59251005', number: '59251005'}`: another field names the number and its owner. */
export function namedWithDigits(
  fields: readonly { readonly name: string; readonly value: string }[],
  index: number,
): boolean {
  const digits = fields[index]?.value ?? '';
  return fields.some(
    ({ value }, other) =>
      other !== index && value.endsWith(digits) && /\p{Script=Han}{2}/u.test(value),
  );
}

/** `{"银捷速递": "0755-88250666", "申通快递": "95543"}`: the names of the fields are the owners. */
export function isNumberUnderName(
  fields: readonly { readonly name: string; readonly value: string }[],
  index: number,
): boolean {
  const isOne = (field: { readonly name: string; readonly value: string } | undefined): boolean =>
    field !== undefined &&
    /\p{Script=Han}{2}/u.test(field.name) &&
    fieldKind(field.name) !== 'phone' &&
    fieldKind(field.name) !== 'other' &&
    fieldKind(field.name) !== 'hours' &&
    isWholeNumber(field.value.replace(/ ?[A-Z]$/u, ''));
  return isOne(fields[index]) && fields.filter(isOne).length >= 2;
}
