import { numberKey, numberTypes, purposes, tiers } from '@everyline/domain';
import { behaviourAt } from './behaviour-json.ts';
import type { CityClearance, CityObjection } from './clearances.ts';
import { clearedStates } from './clearances.ts';
import { officeKinds } from './departments.ts';
import type { CityOffice } from './departments.ts';
import { decoyReasons, documentFaults, documentFormats } from './documents/written.ts';
import type { CityDocument } from './documents/written.ts';
import { fates } from './fates.ts';
import {
  CityFileError,
  field,
  finite,
  list,
  oneOf,
  orNull,
  refuse,
  text,
  textOrNull,
  truthValue,
} from './json-reader.ts';
import type { Place } from './json-reader.ts';
import { protections } from './city-line.ts';
import type { City, CityLine } from './make-city.ts';
import { cityHours, hoursNames } from './published-hours.ts';
import { truthWords } from './truth.ts';

/** The truth about a document without its bytes, which lie beside the city file under the same path. */
export type DocumentTruth = Omit<CityDocument, 'bytes'>;

/** The sample city as its file holds it. */
export type CityFile = Omit<City, 'documents'> & { readonly documents: readonly DocumentTruth[] };

/** Version of the file's form; a file of another version is refused. */
export const cityFileVersion = 1;

/** The city as one JSON text: dial plan, truth and what the documents say, without the documents' bytes. */
export function cityToJson(city: City | CityFile): string {
  const { lines, documents, ...rest } = city;
  return `${JSON.stringify({
    format: 'everyline-sample-city',
    version: cityFileVersion,
    ...rest,
    lines: lines.map(({ hours, ...line }) => ({ ...line, hours: hours.name })),
    documents: documents.map((document) => {
      const { bytes: _bytes, ...truth } = document as CityDocument;
      return truth;
    }),
  })}\n`;
}

/** Reads a city file; throws a {@link CityFileError} with the place for anything that is not as it must be. */
export function cityFromJson(json: string): CityFile {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new CityFileError(
      '$',
      `no JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const root: Place = { value, path: '$' };
  oneOf(field(root, 'format'), ['everyline-sample-city']);
  oneOf(field(root, 'version'), [cityFileVersion]);
  if (!truthValue(field(root, 'sample'))) refuse(field(root, 'sample'), 'true');
  const offices = list(field(root, 'offices'), officeAt);
  const ids = new Set(offices.map(({ id }) => id));
  const city: CityFile = {
    seed: finite(field(root, 'seed')),
    name: text(field(root, 'name')),
    province: text(field(root, 'province')),
    areaCode: text(field(root, 'areaCode')),
    sample: true,
    utcOffsetMinutes: finite(field(root, 'utcOffsetMinutes'), -840, 840),
    publishedOn: text(field(root, 'publishedOn')),
    offices,
    lines: list(field(root, 'lines'), lineAt),
    clearances: list(field(root, 'clearances'), clearanceAt),
    objections: list(field(root, 'objections'), objectionAt),
    documents: list(field(root, 'documents'), documentAt),
  };
  const keys = new Map<string, number>();
  city.lines.forEach((line, at) => {
    const path = `$.lines[${String(at)}]`;
    if (!ids.has(line.departmentId)) {
      throw new CityFileError(`${path}.departmentId`, `no office has the id ${line.departmentId}`);
    }
    const key = numberKey(line.number);
    const before = keys.get(key);
    if (before !== undefined) {
      throw new CityFileError(
        `${path}.number`,
        `${key} is already the number of $.lines[${String(before)}]`,
      );
    }
    keys.set(key, at);
  });
  return city;
}

function officeAt(place: Place): CityOffice {
  return {
    id: text(field(place, 'id')),
    parentId: textOrNull(field(place, 'parentId')),
    name: text(field(place, 'name')),
    areaCode: textOrNull(field(place, 'areaCode')),
    kind: oneOf(field(place, 'kind'), officeKinds),
    shortName: text(field(place, 'shortName')),
    bodyId: text(field(place, 'bodyId')),
  };
}

function lineAt(place: Place): CityLine {
  const number = field(place, 'number');
  const dialled = field(number, 'dialled');
  if (!/^(\+\d{8,15}|\d{3,6})$/.test(text(dialled))) {
    refuse(dialled, 'an E.164 number or a short code');
  }
  return {
    id: text(field(place, 'id')),
    number: {
      dialled: text(dialled),
      areaCode: textOrNull(field(number, 'areaCode')),
      extension: textOrNull(field(number, 'extension')),
    },
    numberType: oneOf(field(place, 'numberType'), numberTypes),
    purpose: oneOf(field(place, 'purpose'), purposes),
    tier: oneOf(field(place, 'tier'), tiers),
    departmentId: text(field(place, 'departmentId')),
    services: list(field(place, 'services'), text),
    hours: cityHours[oneOf(field(place, 'hours'), hoursNames)],
    fate: oneOf(field(place, 'fate'), fates),
    behaviour: behaviourAt(field(place, 'behaviour')),
    truth: truthAt(field(place, 'truth')),
    protection: orNull(field(place, 'protection'), (at) => oneOf(at, protections)),
    replacedBy: textOrNull(field(place, 'replacedBy')),
    cleared: oneOf(field(place, 'cleared'), clearedStates),
  };
}

function truthAt(place: Place): CityLine['truth'] {
  const range = field(place, 'reachRange');
  const [least, most, ...more] = list(range, (end) => finite(end, 0, 1));
  if (least === undefined || most === undefined || more.length > 0) refuse(range, 'two rates');
  return {
    verdict: oneOf(field(place, 'verdict'), truthWords),
    accepted: list(field(place, 'accepted'), (at) => oneOf(at, truthWords)),
    reachRate: finite(field(place, 'reachRate'), 0, 1),
    reachRange: [least ?? 0, most ?? 0],
    inZone: truthValue(field(place, 'inZone')),
  };
}

function clearanceAt(place: Place): CityClearance {
  const scope = field(place, 'scope');
  const kind = oneOf(field(scope, 'kind'), ['department', 'list']);
  return {
    id: text(field(place, 'id')),
    scope:
      kind === 'department'
        ? { kind, departmentId: text(field(scope, 'departmentId')), withSubtree: true }
        : {
            kind,
            name: text(field(scope, 'name')),
            numberKeys: list(field(scope, 'numberKeys'), text),
          },
    givenBy: text(field(place, 'givenBy')),
    basis: text(field(place, 'basis')),
    validFrom: text(field(place, 'validFrom')),
    validTo: text(field(place, 'validTo')),
  };
}

function objectionAt(place: Place): CityObjection {
  return {
    departmentId: text(field(place, 'departmentId')),
    madeOn: text(field(place, 'madeOn')),
    note: text(field(place, 'note')),
  };
}

function documentAt(place: Place): DocumentTruth {
  return {
    path: text(field(place, 'path')),
    format: oneOf(field(place, 'format'), documentFormats),
    encoding: orNull(field(place, 'encoding'), (at) => oneOf(at, ['utf-8', 'gb18030'] as const)),
    publisher: text(field(place, 'publisher')),
    publishedOn: text(field(place, 'publishedOn')),
    written: list(field(place, 'written'), (at) => ({
      raw: text(field(at, 'raw')),
      number: textOrNull(field(at, 'number')),
      extension: textOrNull(field(at, 'extension')),
      lineId: textOrNull(field(at, 'lineId')),
      owner: text(field(at, 'owner')),
      status: oneOf(field(at, 'status'), ['active', 'retired', 'malformed', 'undecided'] as const),
      faults: list(field(at, 'faults'), (fault) => oneOf(fault, documentFaults)),
    })),
    decoys: list(field(place, 'decoys'), (at) => ({
      raw: text(field(at, 'raw')),
      why: oneOf(field(at, 'why'), decoyReasons),
    })),
  };
}
