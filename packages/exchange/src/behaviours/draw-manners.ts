import type { Voice } from '../audio/voices.ts';
import { between, oneOf } from '../seeded-random.ts';
import type { PersonAnswers } from './behaviour.ts';
import type { PersonManners } from './call-plan.ts';
import type { PlanContext } from './recorded.ts';

/** Draws how a person behaves in this call. */
export function mannersOf(person: PersonAnswers, context: PlanContext): PersonManners {
  const { random, voices } = context;
  const purpose =
    person.greeting === 'plain'
      ? 'greeting'
      : person.greeting === 'office'
        ? 'greeting_office'
        : 'greeting_other_office';
  const greeting = oneOf(voices.of(purpose), random);
  // The same person goes on speaking where there is more of that voice.
  const sameVoice = (list: readonly Voice[]): readonly Voice[] => {
    const own = list.filter((voice) => voice.voice === greeting.voice);
    return own.length > 0 ? own : list;
  };
  const repeats = sameVoice(voices.of('repeat'));
  return {
    greetingId: greeting.id,
    repeatIds: [oneOf(repeats, random).id, oneOf(voices.of('repeat'), random).id],
    reactionId: random() < 0.75 ? oneOf(sameVoice(voices.of('reaction')), random).id : null,
    noiseDbm0: person.noiseDbm0 ?? between(-60, -38, random),
    beforeGreetingMs: Math.round(between(250, 1300, random)),
    patienceMs: Math.round(between(1500, 3200, random)),
    longestMs: Math.round(between(12_000, 22_000, random)),
    gainDb: between(-5, 3, random),
    saying: Math.floor(random() * 2 ** 32),
    variety: Math.floor(random() * 4096),
  };
}
