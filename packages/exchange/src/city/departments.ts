import type { Department } from '@everyline/domain';
import type { Chance } from './chance.ts';
import {
  bureaus,
  districtNames,
  districtOffices,
  genericDivisions,
  streetNames,
} from './vocabulary.ts';

export const officeKinds = [
  'city',
  'bureau',
  'division',
  'district',
  'district_office',
  'street',
  'service_centre',
] as const;
export type OfficeKind = (typeof officeKinds)[number];

/** An office of the sample city: a department with its kind and the name used inside its own body. */
export interface CityOffice extends Omit<Department, 'code'> {
  readonly kind: OfficeKind;
  /** Name as written inside its own bureau or district (`社会救助处`). */
  readonly shortName: string;
  /** The bureau or district it belongs to; the city for the city itself. */
  readonly bodyId: string;
}

export const cityName = '云川市';
export const provinceName = '澜江省';

/** How many offices a city with this many lines has: about 120 for 400 lines and 400 for 2,000. */
export function officeCountFor(lineCount: number): number {
  return Math.round(1.34 * lineCount ** 0.75);
}

/** The tree of offices, parents before children; the first is the city. */
export function makeOffices(count: number, chance: Chance): readonly CityOffice[] {
  const offices: CityOffice[] = [];
  const add = (
    parent: CityOffice | null,
    kind: OfficeKind,
    shortName: string,
    name: string,
  ): CityOffice => {
    const id = `D${String(offices.length + 1).padStart(4, '0')}`;
    const startsBody = kind === 'city' || kind === 'bureau' || kind === 'district';
    const office: CityOffice = {
      id,
      parentId: parent?.id ?? null,
      name,
      areaCode: null,
      kind,
      shortName,
      bodyId: startsBody || parent === null ? id : parent.bodyId,
    };
    offices.push(office);
    return office;
  };

  const city = add(null, 'city', '市政府办公室', `${cityName}人民政府办公室`);
  const bureauCount = Math.min(bureaus.length, Math.max(12, Math.round(count * 0.1)));
  const districtCount = Math.min(districtNames.length, Math.max(3, Math.round(count / 45)));
  const cityBureaus = bureaus
    .slice(0, bureauCount)
    .map(({ name }) => ({ name, office: add(city, 'bureau', name, `${cityName}${name}`) }));
  const districts = districtNames
    .slice(0, districtCount)
    .map((name) => add(city, 'district', `${name}人民政府`, `${name}人民政府`));

  // What is left goes round the bodies in turn, so that each has its share at any size.
  const growing: (() => boolean)[] = [];
  for (const { name, office } of cityBureaus) {
    const own = bureaus.find((bureau) => bureau.name === name)?.divisions ?? [];
    const waiting = [...own, ...chance.shuffled(genericDivisions)];
    growing.push(() => {
      const division = waiting.shift();
      if (division === undefined) return false;
      add(office, 'division', division, `${office.name}${division}`);
      return true;
    });
  }
  for (const district of districts) {
    const place = district.shortName.replace('人民政府', '');
    const waitingOffices = [...districtOffices];
    const waitingStreets = chance.shuffled(streetNames);
    const streets: CityOffice[] = [];
    let turn = 0;
    const addStreet = (): boolean => {
      const name = waitingStreets.shift();
      if (name === undefined) return false;
      streets.push(add(district, 'street', `${name}街道办事处`, `${place}${name}街道办事处`));
      return true;
    };
    const addCentre = (): boolean => {
      const street = streets.find((s) => offices.every((o) => o.parentId !== s.id));
      if (street === undefined) return false;
      const name = street.shortName.replace('街道办事处', '街道便民服务中心');
      add(street, 'service_centre', name, `${place}${name}`);
      return true;
    };
    growing.push(() => {
      turn += 1;
      if (turn % 3 === 1) {
        const name = waitingOffices.shift();
        if (name !== undefined) {
          add(district, 'district_office', name, `${place}${name}`);
          return true;
        }
      }
      return turn % 3 === 0 ? addCentre() || addStreet() : addStreet() || addCentre();
    });
  }
  for (let alive = growing; offices.length < count && alive.length > 0;) {
    alive = alive.filter((grow) => offices.length >= count || grow());
  }
  return offices;
}
