import { taggedWords } from '../text/words.ts';

/** What a caller knows of the city: places in it are not foreign to an entry that holds for all of it. */
export interface CityNames {
  /** The city as people write it: `['云川市', '云川', '本市']`. */
  readonly names: readonly string[];
  /** Its districts and counties: `['临江区', …]`. */
  readonly districts: readonly string[];
}

const NAMED = /[\p{Script=Han}]{2,3}?(?:自治[州县]|[省市区县州镇乡])/gu;
const NOT_NAMES =
  /^(?:.*(?:小区|社区|城市|地区|区县|县市|园区|校区|辖区|片区|城区|市区|郊区|全市|本市|外市|省市|各区|哪个|哪[省市区县]|一个|超市|门市|夜市|股市|上市|都市|县级|市场|这个|那个|换|去|到|从|在).*)$/u;

/** The places that a normalised question names, without those that it comes from (从…). */
export function placesNamed(written: string, { names, districts }: CityNames): string[] {
  let question = written;
  for (const own of [...districts, ...names]) question = question.replaceAll(own, ' ');
  const places = new Set<string>();
  const words = taggedWords(question);
  for (const [n, { word, tag }] of words.entries()) {
    if (tag !== 'ns' || word.length < 2 || word === '东西') continue;
    if (words[n - 1]?.word !== '从') places.add(word);
  }
  for (const [name] of question.matchAll(NAMED)) {
    if (!NOT_NAMES.test(name)) places.add(name);
  }
  return [...places].filter(
    (place, _, all) => !all.some((other) => other !== place && other.includes(place)),
  );
}

/** The district of the city that a question names, also without its last letter (临江 for 临江区). */
export function districtNamed(question: string, { districts }: CityNames): string | null {
  for (const district of districts) {
    if (question.includes(district)) return district;
  }
  for (const district of districts) {
    const short = district.slice(0, -1);
    if (short.length >= 2 && question.includes(short)) return district;
  }
  return null;
}

/** Whether a place is neither in the city nor in the text that would answer. */
export function isForeign(
  place: string,
  { names, districts }: CityNames,
  evidence: string,
): boolean {
  const short = place.length > 2 ? place.replace(/[省市区县州镇乡]$/u, '') : place;
  if (evidence.includes(short)) return false;
  return ![...names, ...districts].some((own) => own.includes(short) || short.includes(own));
}
