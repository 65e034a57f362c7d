import { numberKey } from '@everyline/domain';
import type { NumberType, Purpose, TelephoneNumber, Tier } from '@everyline/domain';
import { chanceOf } from './chance.ts';
import type { Chance } from './chance.ts';
import type { Behaviour } from '../behaviours/behaviour.ts';
import type { CityOffice } from './departments.ts';
import { dealFates, liveLine } from './fates.ts';
import type { Fate, LivedLine } from './fates.ts';
import { makeNumberPlan, telephoneNumber } from './numbering.ts';
import { cityHours } from './published-hours.ts';
import type { HoursName, CityHours } from './published-hours.ts';
import { truthOf } from './truth.ts';
import type { LineTruth } from './truth.ts';
import { actions, bureaus, exampleBureauName } from './vocabulary.ts';

/** Why a line must not be tested without a clearance by name, or at all. */
export const protections = [
  'emergency',
  'crisis',
  'duty',
  'repair',
  'personal_mobile',
  'fax',
] as const;
export type Protection = (typeof protections)[number];

/** A line of the sample city with its truth. */
export interface CityLine {
  readonly id: string;
  readonly number: TelephoneNumber;
  readonly numberType: NumberType;
  readonly purpose: Purpose;
  readonly tier: Tier;
  readonly departmentId: string;
  readonly services: readonly string[];
  readonly hours: CityHours;
  readonly fate: Fate;
  /** How its number behaves when it is called. */
  readonly behaviour: Behaviour;
  readonly truth: LineTruth;
  readonly protection: Protection | null;
  /** The line that took this one's place; its old number still stands in some documents. */
  readonly replacedBy: string | null;
}

/** How many numbers the worked example has in all, on the portal and on the bureau's own site. */
export const example = { items: 129, portal: 17, site: 20, merged: 34 } as const;

/** Service items of a bureau: its subjects with the actions that citizens ask for. */
export function serviceItemsOf(bureauName: string): readonly string[] {
  const bureau = bureaus.find(({ name }) => name === bureauName);
  if (bureau === undefined) return [];
  const count = bureauName === exampleBureauName ? example.items : bureau.subjects.length * 5;
  return bureau.subjects
    .flatMap((subject) => actions.map((action) => `${subject}${action}`))
    .filter((_, at) => bureauName === exampleBureauName || at % actions.length < 5)
    .slice(0, count);
}

/** A number that was given up; it stands struck through in a directory and belongs to no line. */
export interface RetiredNumber {
  readonly dialled: string;
  readonly departmentId: string;
}

export interface MadeLines {
  readonly lines: readonly CityLine[];
  readonly retired: readonly RetiredNumber[];
  /** Lines of one office whose numbers follow each other (`86699061-5`). */
  readonly range: readonly CityLine[];
}

/** How many lines the office with consecutive numbers has. */
const rangeLength = 5;

/** Makes `count` lines over the offices. */
export function makeLines(seed: number, offices: readonly CityOffice[], count: number): MadeLines {
  const chance = chanceOf(seed, 'lines');
  const plan = makeNumberPlan(chanceOf(seed, 'numbers'));
  const lines: CityLine[] = [];
  const bodyName = new Map(offices.map(({ id, shortName }) => [id, shortName]));
  const push = (line: Omit<CityLine, 'id'>): CityLine => {
    const made = { id: `L${String(lines.length + 1).padStart(5, '0')}`, ...line };
    lines.push(made);
    return made;
  };
  const special = protectedLines(count, offices, plan, chance);
  for (const line of special) push(line);
  const posts = shareOut(count - special.length, offices, chance);
  const hotlineCodes = new Map(bureaus.map(({ name, hotline }) => [name, hotline]));
  const hotlineOffices = offices.filter(
    ({ kind, shortName }) => kind === 'bureau' && hotlineCodes.get(shortName) !== undefined,
  );
  const fatesDealt = dealFates(posts.length - hotlineOffices.length, chance);
  const rangeOffice = offices.find(({ kind }) => kind === 'district_office');
  const rangeNumbers =
    rangeOffice === undefined ? [] : [...plan.consecutive(rangeOffice.bodyId, rangeLength)];
  const rangeFrom = rangeOffice === undefined ? Infinity : posts.length - rangeLength;
  if (rangeOffice !== undefined) posts.fill(rangeOffice, rangeFrom);
  const nextService = services(offices);
  const switchboards = new Map<string, CityLine>();
  const hotlineGiven = new Set<string>();
  posts.forEach((office, at) => {
    const body = bodyName.get(office.bodyId) ?? '';
    const inExample = body === exampleBureauName;
    const own = chanceOf(seed, 'line', at);
    const name = `${String(seed)}/line/${String(at)}`;
    const hotline = hotlineCodes.get(body);
    if (hotline !== undefined && !hotlineGiven.has(body)) {
      hotlineGiven.add(body);
      push(hotlineOf(hotline, offices.find(({ id }) => id === office.bodyId) ?? office, own));
      return;
    }
    const fate = fatesDealt.pop() ?? 'healthy';
    const base = {
      departmentId: office.id,
      services: nextService(office, inExample ? Infinity : 1),
      protection: null,
      replacedBy: null,
    };
    const board = switchboards.get(office.bodyId);
    const extensions = lines.filter(
      ({ number }) => number.dialled === board?.number.dialled,
    ).length;
    if (
      !inExample &&
      at < rangeFrom &&
      office.kind === 'division' &&
      fate === 'healthy' &&
      own.happens(0.2)
    ) {
      if (board === undefined) {
        const lived = liveLine('healthy', name, own, 'lunch_break');
        const line = push({
          ...base,
          ...livedFields(lived, 'healthy'),
          number: telephoneNumber(plan.geographic(office.bodyId)),
          numberType: 'geographic',
          purpose: 'general',
          tier: 'B',
          departmentId: office.bodyId,
        });
        switchboards.set(office.bodyId, line);
        return;
      }
      if (extensions < 5) {
        push({
          ...base,
          number: telephoneNumber(
            board.number.dialled,
            String(8000 + 10 * extensions + own.whole(10)),
          ),
          numberType: 'extension',
          purpose: 'enquiry',
          tier: 'C',
          hours: board.hours,
          fate: board.fate,
          behaviour: board.behaviour,
          truth: board.truth,
        });
        return;
      }
    }
    const lived = liveLine(fate, name, own);
    const tollFree = !inExample && office.kind === 'bureau' && own.happens(0.12);
    const purpose = own.pick<Purpose>([
      'enquiry',
      'enquiry',
      'enquiry',
      'casework',
      'general',
      'complaint',
      'technical',
    ]);
    push({
      ...base,
      ...livedFields(lived, fate),
      number: telephoneNumber(
        at >= rangeFrom
          ? (rangeNumbers.shift() ?? plan.geographic(office.bodyId))
          : tollFree
            ? plan.tollFree()
            : plan.geographic(office.bodyId),
      ),
      numberType: tollFree ? 'toll_free' : 'geographic',
      purpose,
      tier: tierOf(office, purpose),
    });
  });
  const finished = withSuccessors(lines, offices);
  const retired = offices
    .filter(({ kind }) => kind === 'district_office')
    .slice(0, Math.ceil(count / 50))
    .map(({ id, bodyId }) => ({ dialled: plan.geographic(bodyId), departmentId: id }));
  return { lines: finished, retired, range: finished.slice(-rangeLength) };
}

function livedFields(lived: LivedLine, fate: Fate) {
  return { hours: cityHours[lived.hours], behaviour: lived.behaviour, truth: lived.truth, fate };
}

function hotlineOf(code: string, office: CityOffice, chance: Chance): Omit<CityLine, 'id'> {
  const hours: HoursName = code === '12345' ? 'all_day' : 'through_noon';
  return {
    ...livedFields(liveLine('healthy', `hotline/${code}`, chance, hours), 'healthy'),
    number: telephoneNumber(code),
    numberType: 'short_code',
    purpose: 'hotline',
    tier: 'A',
    departmentId: office.id,
    services: [],
    protection: null,
    replacedBy: null,
  };
}

function tierOf(office: CityOffice, purpose: Purpose): Tier {
  if (office.kind === 'bureau') return 'A';
  return purpose === 'enquiry' && office.kind !== 'street' ? 'B' : 'C';
}

/** The office of each further line: the example bureau has exactly its number, every other office at least one. */
function shareOut(count: number, offices: readonly CityOffice[], chance: Chance): CityOffice[] {
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

/** Deals the service items of a bureau out to its lines; the last line of the example takes none twice. */
function services(offices: readonly CityOffice[]) {
  const dealt = new Map<string, number>();
  return (office: CityOffice, share: number): string[] => {
    const body = offices.find(({ id }) => id === office.bodyId);
    const items = serviceItemsOf(body?.shortName ?? '');
    const from = dealt.get(office.bodyId) ?? 0;
    if (share === Infinity) {
      // The example's 129 items lie on the 33 lines beside its hotline, four or three to a line.
      dealt.set(office.bodyId, from + 1);
      return items.filter((_, at) => at % (example.merged - 1) === from);
    }
    dealt.set(office.bodyId, from + share);
    const item = items[from % Math.max(1, items.length)];
    return item === undefined ? [] : [item];
  };
}

/** Lines that the guard must refuse or hold back, about one in twenty-five. */
function protectedLines(
  count: number,
  offices: readonly CityOffice[],
  plan: ReturnType<typeof makeNumberPlan>,
  chance: Chance,
): Omit<CityLine, 'id'>[] {
  const city = offices[0] as CityOffice;
  const body = (name: string): CityOffice =>
    offices.find(({ shortName }) => shortName === name) ?? city;
  const streets = offices.filter(({ kind }) => kind === 'street' || kind === 'district');
  const person: Behaviour = { kind: 'person', ringMs: 2_000, greeting: 'office' };
  const truth = truthOf(person, cityHours.all_day.weekly);
  const make = (
    office: CityOffice,
    dialled: string,
    purpose: Purpose,
    protection: Protection,
    service: string,
  ): Omit<CityLine, 'id'> => {
    const isFax = protection === 'fax';
    const behaviour: Behaviour = isFax ? { kind: 'fax', ringMs: 3_000, tone: 'answers' } : person;
    return {
      number: telephoneNumber(dialled),
      numberType: dialled.startsWith('+861')
        ? 'mobile'
        : dialled.startsWith('+')
          ? 'geographic'
          : 'short_code',
      purpose,
      tier: 'A',
      departmentId: office.id,
      services: [service],
      hours: cityHours.all_day,
      fate: isFax ? 'fax_on_voice_line' : 'healthy',
      behaviour,
      truth: isFax ? truthOf(behaviour, cityHours.all_day.weekly) : truth,
      protection,
      replacedBy: null,
    };
  };
  const police = body('公安局');
  const health = body('卫生健康委员会');
  const made = [
    make(police, '110', 'emergency', 'emergency', '报警'),
    make(body('应急管理局'), '119', 'emergency', 'emergency', '火警'),
    make(health, '120', 'emergency', 'emergency', '急救'),
    make(police, '122', 'emergency', 'emergency', '交通事故报警'),
    make(health, '12356', 'hotline', 'crisis', '心理援助'),
  ];
  const rest = Math.max(7, Math.round(count * 0.04) - made.length);
  for (let at = 0; at < rest; at += 1) {
    const office = chance.pick(streets);
    const makers = [
      () => make(health, plan.geographic(health.bodyId), 'emergency', 'emergency', '急诊'),
      () => make(police, plan.geographic(police.bodyId), 'duty', 'duty', '派出所值班'),
      () => make(office, plan.geographic(office.bodyId), 'duty', 'duty', '防汛值班'),
      () =>
        make(
          body('水务局'),
          plan.geographic(body('水务局').bodyId),
          'repair',
          'repair',
          '供水抢修',
        ),
      () => make(office, plan.mobile(), 'general', 'personal_mobile', '网格员'),
      () => make(office, plan.mobile(), 'general', 'personal_mobile', '驻村干部'),
      () => make(office, plan.geographic(office.bodyId), 'fax', 'fax', '收文'),
    ];
    made.push((makers[at % makers.length] as () => Omit<CityLine, 'id'>)());
  }
  return made;
}

/** Half of the dead lines outside the example are old numbers: a working line of the same office took their place. */
function withSuccessors(lines: readonly CityLine[], offices: readonly CityOffice[]): CityLine[] {
  const exampleBody = offices.find(({ shortName }) => shortName === exampleBureauName);
  const bodyOf = new Map(offices.map(({ id, bodyId }) => [id, bodyId]));
  const working = Map.groupBy(
    lines.filter(
      ({ fate, numberType, protection }) =>
        fate === 'healthy' && numberType === 'geographic' && protection === null,
    ),
    ({ departmentId }) => departmentId,
  );
  const taken = new Set<string>();
  return lines.map((line) => {
    if (line.fate !== 'invalid' || bodyOf.get(line.departmentId) === exampleBody?.id) return line;
    const successor = working.get(line.departmentId)?.find(({ id }) => !taken.has(id));
    if (successor === undefined) return line;
    taken.add(successor.id);
    const behaviour: Behaviour = { kind: 'number_changed', by: 'announcement' };
    return {
      ...line,
      services: successor.services,
      purpose: successor.purpose,
      behaviour,
      truth: truthOf(behaviour, line.hours.weekly),
      replacedBy: successor.id,
    };
  });
}

/** Lines by the key of their number and extension; every line has its own. */
export function linesByKey(lines: readonly CityLine[]): ReadonlyMap<string, CityLine> {
  return new Map(lines.map((line) => [numberKey(line.number), line]));
}
