import type { Purpose } from '@everyline/domain';
import type { Behaviour } from '../behaviours/behaviour.ts';
import type { Chance } from './chance.ts';
import type { MadeLine, Protection } from './city-line.ts';
import type { CityOffice } from './departments.ts';
import { telephoneNumber } from './numbering.ts';
import type { NumberPlan } from './numbering.ts';
import { cityHours } from './published-hours.ts';
import { truthOf } from './truth.ts';
import { exampleBureauName } from './vocabulary.ts';

/** Lines that the guard must refuse or hold back, about one in twenty-five. */
export function protectedLines(
  count: number,
  offices: readonly CityOffice[],
  plan: NumberPlan,
  chance: Chance,
): Omit<MadeLine, 'id'>[] {
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
  ): Omit<MadeLine, 'id'> => {
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
      fate: 'healthy',
      behaviour: person,
      truth,
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
    ];
    made.push((makers[at % makers.length] as () => Omit<MadeLine, 'id'>)());
  }
  return made;
}

/** The fax of every second bureau and of each district, published as a fax: what answers is what is written. */
export function faxLines(
  count: number,
  offices: readonly CityOffice[],
  plan: NumberPlan,
): Omit<MadeLine, 'id'>[] {
  return offices
    .filter(({ kind, shortName }, at) =>
      kind === 'bureau' ? at % 2 === 0 && shortName !== exampleBureauName : kind === 'district',
    )
    .slice(0, Math.floor(count / 60))
    .map((office) => {
      const behaviour: Behaviour = { kind: 'fax', ringMs: 3_000, tone: 'answers' };
      const hours = cityHours.all_day;
      return {
        number: telephoneNumber(plan.geographic(office.id)),
        numberType: 'geographic',
        purpose: 'fax',
        tier: 'C',
        departmentId: office.id,
        services: ['公文传真'],
        hours,
        fate: 'fax',
        behaviour,
        truth: truthOf(behaviour, hours.weekly, 'fax'),
        protection: null,
        replacedBy: null,
      };
    });
}
