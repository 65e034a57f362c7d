import { emergencyCodes } from '../canonical/short-codes.ts';
import { fieldKind } from '../context/columns.ts';
import { looksLikeUnit } from '../context/names.ts';
import {
  isInside,
  isNumberUnderName,
  namedWithDigits,
  readRecord,
  type OpenRecord,
} from '../context/record-reading.ts';
import { isWholeNumber } from '../context/row-reading.ts';
import type { RecordBlock } from '../document/block.ts';
import type { Listing } from '../listing.ts';
import type { Surroundings } from './evidence.ts';
import { endsInPhoneLabel, namesTelephone } from './labels.ts';
import type { RunReader } from './run-reader.ts';

/** Names of members and lists that hold numbers to call (`hotlines`, `emergencyContacts`). */
const listOfNumbers = /hotline|phone|contact|(?:^|[._])tels?(?:$|[._[])|电话|热线|通讯录/iu;
const serviceName =
  /热线|专线|电话|客服|服务|咨询|投诉|举报|抢修|报修|急救|救援|报警|火警|查询|订票|供[水电气热暖]|燃气|公交|地铁|机场|铁路|公积金|社保/u;

/** Reads records of data (json, yaml, scripts), each within those that hold it. */
export class RecordReader {
  readonly #runs: RunReader;
  #records: OpenRecord[] = [];
  /** Lists of records whose field `number` is a telephone. */
  readonly #numberLists = new Set<string>();

  constructor(runs: RunReader) {
    this.#runs = runs;
  }

  /** Tells whether the field `number` of a record under this path is a telephone: its list or its name says so, or that of a record beside it. */
  #listsNumbers(path: string, owner: string | null): boolean {
    const list = path.replace(/\[\d+\]$/u, '');
    if (listOfNumbers.test(list) || this.#numberLists.has(list)) return true;
    if (owner === null || !serviceName.test(owner)) return false;
    if (this.#numberLists.size < 256) this.#numberLists.add(list);
    return true;
  }

  /** Reads the next record. */
  readRecord(block: RecordBlock): Listing[] {
    while (this.#records.length > 0 && !isInside(block.path, this.#records.at(-1)?.path ?? ''))
      this.#records.pop();
    const parent = this.#records.at(-1) ?? null;
    const reading = readRecord(block, parent);
    const { open, folded, label, service } = reading;
    if (this.#records.length < 64) this.#records.push(open);
    const unitNamed = open.owner !== null && looksLikeUnit(open.owner);
    const listings: Listing[] = [];
    for (const [index, field] of block.fields.entries()) {
      const name = folded[index]?.name ?? '';
      const kind = fieldKind(name);
      // An address or a time may be followed by a number that says so itself.
      if ((kind === 'other' || kind === 'hours') && !namesTelephone(folded[index]?.value ?? ''))
        continue;
      const phone =
        kind === 'phone' ||
        kind === 'extension' ||
        (/^(?:value|number|num|no|号码)$/iu.test(name) &&
          (label !== null || endsInPhoneLabel(name))) ||
        isNumberUnderName(folded, index) ||
        (kind === 'text' &&
          field.numeric !== true &&
          isWholeNumber(field.value) &&
          ((unitNamed && /^(?:[a-z]\d?|value|val|number|num|号码)$/iu.test(name)) ||
            (/^(?:number|num|号码)$/iu.test(name) && this.#listsNumbers(block.path, open.owner)) ||
            namedWithDigits(folded, index))) ||
        (unitNamed &&
          /^(?:number|num|号码)$/iu.test(name) &&
          emergencyCodes.has(field.value.trim()));
      const around: Surroundings = {
        phoneField: phone,
        otherField: kind === 'other' || kind === 'hours',
        numeric: field.numeric === true,
        cell: true,
      };
      const written = phone && /\p{Script=Han}/u.test(name) ? name : null;
      for (const listing of this.#runs.readRuns(
        [{ text: field.value }],
        { ...block.position, path: `${block.path}.${field.name}` },
        around,
        null,
        {
          owner: isNumberUnderName(folded, index) ? name : open.owner,
          service,
          label: label ?? written,
          hours: open.hours,
          placeAreaCode: open.placeAreaCode,
          cell: true,
        },
      )) {
        listings.push(listing);
      }
    }
    return listings;
  }
}
