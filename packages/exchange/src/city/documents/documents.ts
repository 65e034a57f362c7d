import { chanceOf } from '../chance.ts';
import type { CityOffice } from '../departments.ts';
import { cityName } from '../departments.ts';
import { example, serviceItemsOf } from '../service-items.ts';
import type { MadeLine, MadeLines } from '../city-line.ts';
import { localDigits } from '../numbering.ts';
import { bureaus, exampleBureauName } from '../vocabulary.ts';
import type { House } from './drafts.ts';
import { portalGuide, sitePage } from './html-pages.ts';
import { csvTable, directory, spreadsheet } from './tables.ts';
import { appList, hotlineList, newspaperPage } from './texts.ts';
import type { CityDocument, NumberStyle } from './written.ts';

/** Rows in one table at most; a big district's table goes on in a second file. */
const rowsPerTable = 400;

/** Makes all documents of the city; every line stands in at least one of them. */
export function makeDocuments(
  seed: number,
  offices: readonly CityOffice[],
  made: MadeLines,
  publishedOn: string,
): readonly CityDocument[] {
  const byId = new Map(offices.map((office) => [office.id, office]));
  const linesOf = Map.groupBy(made.lines, (line) => byId.get(line.departmentId)?.bodyId ?? '');
  const documents: CityDocument[] = [];
  const house = (name: string, styles: readonly NumberStyle[]): House => {
    const chance = chanceOf(seed, 'document', name);
    return { offices: byId, style: chance.pick(styles), chance };
  };
  const bodies = offices.filter(({ bodyId, id }) => bodyId === id);
  for (const body of bodies) {
    const lines = linesOf.get(body.id) ?? [];
    if (body.kind === 'bureau')
      documents.push(...bureauDocuments(seed, body, lines, house, publishedOn));
    if (body.kind === 'district') {
      documents.push(...districtDocuments(body, lines, made, byId, house, publishedOn));
    }
  }
  documents.push(...cityDocuments(seed, made, bodies, linesOf, house, publishedOn));
  return documents;
}

type MakeHouse = (name: string, styles: readonly NumberStyle[]) => House;

function bureauDocuments(
  seed: number,
  body: CityOffice,
  lines: readonly MadeLine[],
  house: MakeHouse,
  publishedOn: string,
): CityDocument[] {
  const slug = bureaus.find(({ name }) => name === body.shortName)?.slug ?? body.id;
  const items = serviceItemsOf(body.shortName);
  const chance = chanceOf(seed, 'where', body.id);
  const { portal, site } =
    body.shortName === exampleBureauName
      ? exampleShares(lines, chance.shuffled)
      : sharesOf(lines, chance.happens);
  const guide = portalGuide(
    house(`portal/${slug}`, ['area_dash', 'area_brackets']),
    body,
    guideRows(portal, items),
    { path: `portal/${slug}-guide.html`, publisher: '澜江省政务服务网', publishedOn },
  );
  const footer = lines.find(({ replacedBy }) => replacedBy !== null);
  const contact = sitePage(
    house(`site/${slug}`, ['bare', 'spaced', 'area_brackets_spaced', 'plus']),
    body,
    site,
    { path: `sites/${slug}/contact.html`, publisher: body.name, publishedOn },
    footer ?? null,
  );
  return portal.length === 0 ? [contact] : [guide, contact];
}

/**
 * Every item with the number to ask: its own line's where that stands on the portal, else the next
 * one's, those first that have no item of their own; lines left over get a row for their service.
 */
function guideRows(portal: readonly MadeLine[], items: readonly string[]) {
  const ownerOf = new Map(portal.flatMap((line) => line.services.map((item) => [item, line])));
  const owners = new Set(items.map((item) => ownerOf.get(item)));
  const unasked = portal.filter((line) => !owners.has(line));
  const turns = [...unasked, ...portal.filter((line) => owners.has(line))];
  let turn = 0;
  const rows = items.flatMap((service) => {
    const line = ownerOf.get(service) ?? turns[turn++ % turns.length];
    return line === undefined ? [] : [{ service, line }];
  });
  const asked = new Set(rows.map(({ line }) => line));
  const rest = portal.filter((line) => !asked.has(line));
  return [...rows, ...rest.map((line) => ({ service: line.services[0] ?? '综合业务', line }))];
}

/** The worked example: 17 numbers on the portal and 20 on the site, 3 of them the same, 34 in all. */
function exampleShares(
  lines: readonly MadeLine[],
  shuffled: (lines: readonly MadeLine[]) => MadeLine[],
): { portal: readonly MadeLine[]; site: readonly MadeLine[] } {
  const open = shuffled(lines.filter(({ protection }) => protection === null));
  return { portal: open.slice(0, example.portal), site: open.slice(-example.site) };
}

function sharesOf(lines: readonly MadeLine[], happens: (probability: number) => boolean) {
  const portal: MadeLine[] = [];
  const site: MadeLine[] = [];
  for (const line of lines) {
    // Extensions and the switchboard stand together on the own site; no guide names a fax to ask.
    const together =
      line.numberType === 'extension' || line.protection !== null || line.purpose === 'fax';
    const shared = lines.some(
      (other) => other !== line && other.number.dialled === line.number.dialled,
    );
    const onPortal = !together && !shared && happens(0.5);
    if (onPortal) portal.push(line);
    if (!onPortal || happens(0.4)) site.push(line);
  }
  return { portal, site };
}

function districtDocuments(
  body: CityOffice,
  lines: readonly MadeLine[],
  made: MadeLines,
  byId: ReadonlyMap<string, CityOffice>,
  house: MakeHouse,
  publishedOn: string,
): CityDocument[] {
  const number = Number(body.id.slice(1));
  const documents: CityDocument[] = [];
  const ofOffices = lines.filter((line) => {
    const kind = byId.get(line.departmentId)?.kind;
    return kind !== 'street' && kind !== 'service_centre';
  });
  const ofStreets = lines.filter((line) => !ofOffices.includes(line));
  const form = {
    encoding: number % 2 === 0 ? 'utf-8' : 'gb18030',
    delimiter: ([',', ';', '\t', ','] as const)[number % 4] ?? ',',
  } as const;
  chunks(ofOffices).forEach((rows, at) => {
    const path = `districts/${body.id}-offices${suffix(at)}.csv`;
    documents.push(
      csvTable(
        house(path, ['bare', 'area_dash']),
        rows,
        { path, publisher: body.name, publishedOn },
        form,
      ),
    );
  });
  chunks(ofStreets).forEach((rows, at) => {
    const path = `districts/${body.id}-streets${suffix(at)}.xlsx`;
    documents.push(
      spreadsheet(house(path, ['area_dash', 'bare']), rows, {
        path,
        publisher: body.name,
        publishedOn,
      }),
    );
  });
  const again = lines.filter((line, at) => at % 3 === 0 && line.replacedBy === null);
  const retired = made.retired.filter(
    ({ departmentId }) => byId.get(departmentId)?.bodyId === body.id,
  );
  const path = `districts/${body.id}-directory.docx`;
  documents.push(
    directory(house(path, ['area_brackets', 'spaced']), again.slice(0, rowsPerTable), retired, {
      path,
      publisher: body.name,
      publishedOn,
    }),
  );
  return documents;
}

function cityDocuments(
  seed: number,
  made: MadeLines,
  bodies: readonly CityOffice[],
  linesOf: ReadonlyMap<string, readonly MadeLine[]>,
  house: MakeHouse,
  publishedOn: string,
): CityDocument[] {
  const hotlines = made.lines.filter(({ numberType }) => numberType === 'short_code');
  const ofCity = bodies
    .filter(({ kind }) => kind === 'city')
    .flatMap(({ id }) => [...(linesOf.get(id) ?? [])]);
  const chance = chanceOf(seed, 'where', 'city');
  // The example's numbers stand in the two documents of its story only.
  const example = bodies.find(({ shortName }) => shortName === exampleBureauName);
  const exampleLines = new Set(linesOf.get(example?.id ?? '') ?? []);
  const open = chance.shuffled(
    made.lines.filter(
      (line) =>
        line.protection === null &&
        line.number.extension === null &&
        line.replacedBy === null &&
        !exampleLines.has(line),
    ),
  );
  const printed = open.slice(0, Math.min(120, Math.round(open.length * 0.12)));
  const spoiled = open
    .slice(printed.length)
    .filter(({ number }) => localDigits(number.dialled) !== null)
    .slice(0, 3);
  const listed = open.slice(-Math.min(200, Math.round(open.length * 0.1)));
  const newspaper = 'newspaper/service-numbers.txt';
  const app = 'app/offices.json';
  const hotlineFile = 'city/hotlines.md';
  return [
    hotlineList(house(hotlineFile, ['bare']), hotlines, {
      path: hotlineFile,
      publisher: `${cityName}人民政府办公室`,
      publishedOn,
    }),
    newspaperPage(
      house(newspaper, ['area_dash', 'bare', 'area_brackets']),
      printed,
      spoiled,
      made.range,
      {
        path: newspaper,
        publisher: '云川日报社',
        publishedOn,
      },
    ),
    appList(house(app, ['bare', 'area_dash']), [...new Set([...ofCity, ...listed])], {
      path: app,
      publisher: '云川市民通应用',
      publishedOn,
    }),
  ];
}

function chunks(lines: readonly MadeLine[]): MadeLine[][] {
  const list: MadeLine[][] = [];
  for (let from = 0; from < lines.length; from += rowsPerTable) {
    list.push(lines.slice(from, from + rowsPerTable));
  }
  return list;
}

function suffix(at: number): string {
  return at === 0 ? '' : `-${String(at + 1)}`;
}
