import type { Chance } from './chance.ts';
import type { CityOffice } from './departments.ts';
import { example } from './service-items.ts';
import { exampleBureauName } from './vocabulary.ts';

/** The office of each further line: the example bureau has exactly its number, every other office at least one. */
export function shareOut(
  count: number,
  offices: readonly CityOffice[],
  chance: Chance,
): CityOffice[] {
  const exampleBody = offices.find(({ shortName }) => shortName === exampleBureauName);
  const own = offices.filter(({ bodyId }) => bodyId === exampleBody?.id);
  const others = offices.filter(({ bodyId }) => bodyId !== exampleBody?.id);
  const posts: CityOffice[] = [];
  for (let at = 0; at < example.merged; at += 1) posts.push(own[at % own.length] as CityOffice);
  posts.push(...others.slice(0, count - posts.length));
  const weighted = others.flatMap((office) =>
    Array<CityOffice>(officeWeights[office.kind]).fill(office),
  );
  while (posts.length < count) posts.push(chance.pick(weighted));
  return posts;
}

const officeWeights: Readonly<Record<CityOffice['kind'], number>> = {
  city: 2,
  bureau: 6,
  division: 3,
  district: 3,
  district_office: 5,
  street: 3,
  service_centre: 2,
};
