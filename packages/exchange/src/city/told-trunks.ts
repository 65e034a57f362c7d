import { numberKey } from '@everyline/domain';

import type { Behaviour } from '../behaviours/behaviour.ts';
import { chanceOf } from './chance.ts';
import type { City } from './make-city.ts';

/** Of the offices that let their lines be tested, so many also fill in how many calls each of them takes at once. */
const answering = 2 / 3;

/** How many calls at once the offices of the sample city say that their lines take, by number key; true where it stands. */
export function toldTrunks({ seed, offices, lines }: City): ReadonlyMap<string, number> {
  const chance = chanceOf(seed, 'told trunks');
  const told = new Set(offices.filter(() => chance.happens(answering)).map(({ id }) => id));
  return new Map(
    lines
      .filter(({ departmentId, cleared }) => cleared === 'cleared' && told.has(departmentId))
      .map(({ number, behaviour }) => [numberKey(number), trunksOf(behaviour)]),
  );
}

/** A line whose load is not simulated is one pair of wires. */
function trunksOf(behaviour: Behaviour): number {
  switch (behaviour.kind) {
    case 'loaded':
      return behaviour.trunks;
    case 'by_hours':
      return Math.max(trunksOf(behaviour.inside), trunksOf(behaviour.outside));
    case 'sometimes':
      return Math.max(...behaviour.options.map((option) => trunksOf(option.behaviour)));
    default:
      return 1;
  }
}
