import type { Purpose, Tier } from '@everyline/domain';
import type { Behaviour } from '../behaviours/behaviour.ts';
import { chanceOf } from './chance.ts';
import type { Chance } from './chance.ts';
import type { MadeLine, MadeLines } from './city-line.ts';
import type { CityOffice } from './departments.ts';
import { dealFates, liveLine } from './fates.ts';
import type { Fate, LivedLine } from './fates.ts';
import { shareOut } from './line-posts.ts';
import { makeNumberPlan, telephoneNumber } from './numbering.ts';
import type { NumberPlan } from './numbering.ts';
import { cityHours } from './published-hours.ts';
import type { HoursName } from './published-hours.ts';
import { dealServices } from './service-items.ts';
import { faxLines, protectedLines } from './special-lines.ts';
import { truthOf } from './truth.ts';
import { bureaus, exampleBureauName } from './vocabulary.ts';

/** Extensions share their switchboard's daily limit of test calls, so a city has few of them. */
const mostExtensions = 4;

/** How many lines the office with consecutive numbers has. */
const rangeLength = 5;

/** Makes `count` lines over the offices. */
export function makeLines(seed: number, offices: readonly CityOffice[], count: number): MadeLines {
  const chance = chanceOf(seed, 'lines');
  const plan = makeNumberPlan(chanceOf(seed, 'numbers'));
  const lines: MadeLine[] = [];
  const bodyName = new Map(offices.map(({ id, shortName }) => [id, shortName]));
  const push = (line: Omit<MadeLine, 'id'>): MadeLine => {
    const made = { id: `L${String(lines.length + 1).padStart(5, '0')}`, ...line };
    lines.push(made);
    return made;
  };
  const special = [
    ...protectedLines(count, offices, plan, chance),
    ...faxLines(count, offices, plan),
  ];
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
  const nextServices = dealServices(offices);
  const switchboards = new Map<string, { readonly line: MadeLine; extensions: number }>();
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
      services: nextServices(office),
      protection: null,
      replacedBy: null,
    };
    const onSwitchboard =
      !inExample &&
      at < rangeFrom &&
      office.kind === 'division' &&
      fate === 'healthy' &&
      own.happens(0.2);
    if (onSwitchboard) {
      const board = switchboards.get(office.bodyId);
      if (board === undefined) {
        const main = switchboardOf(office, { ...base, name, chance: own, plan });
        switchboards.set(office.bodyId, { line: push(main), extensions: 0 });
        return;
      }
      if (board.extensions < mostExtensions) {
        board.extensions += 1;
        push({ ...base, ...extensionOf(board.line, board.extensions, own) });
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

/** A body's switchboard: any of its offices may be asked for there. */
function switchboardOf(
  office: CityOffice,
  given: {
    readonly services: readonly string[];
    readonly name: string;
    readonly chance: Chance;
    readonly plan: NumberPlan;
  },
): Omit<MadeLine, 'id'> {
  return {
    ...livedFields(liveLine('healthy', given.name, given.chance, 'lunch_break'), 'healthy'),
    number: telephoneNumber(given.plan.geographic(office.bodyId)),
    numberType: 'geographic',
    purpose: 'general',
    tier: 'B',
    departmentId: office.bodyId,
    services: given.services,
    protection: null,
    replacedBy: null,
  };
}

/** An extension does what its switchboard does: a probe dials no further. */
function extensionOf(board: MadeLine, place: number, chance: Chance) {
  return {
    number: telephoneNumber(board.number.dialled, String(8000 + 10 * place + chance.whole(10))),
    numberType: 'extension',
    purpose: 'enquiry',
    tier: 'C',
    hours: board.hours,
    fate: board.fate,
    behaviour: board.behaviour,
    truth: board.truth,
  } as const;
}

function livedFields(lived: LivedLine, fate: Fate) {
  return { hours: cityHours[lived.hours], behaviour: lived.behaviour, truth: lived.truth, fate };
}

function hotlineOf(code: string, office: CityOffice, chance: Chance): Omit<MadeLine, 'id'> {
  const hours: HoursName = code === '12345' ? 'all_day' : 'through_noon';
  return {
    ...livedFields(liveLine('healthy', `hotline/${code}`, chance, hours), 'healthy'),
    number: telephoneNumber(code),
    numberType: 'short_code',
    purpose: 'hotline',
    tier: 'A',
    departmentId: office.id,
    services: [`${office.shortName}服务热线`],
    protection: null,
    replacedBy: null,
  };
}

function tierOf(office: CityOffice, purpose: Purpose): Tier {
  if (office.kind === 'bureau') return 'A';
  return purpose === 'enquiry' && office.kind !== 'street' ? 'B' : 'C';
}

/** Half of the dead lines outside the example are old numbers: a working line of the same office took their place. */
function withSuccessors(lines: readonly MadeLine[], offices: readonly CityOffice[]): MadeLine[] {
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
