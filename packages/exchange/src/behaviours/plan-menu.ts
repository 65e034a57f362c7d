import { varietyCount } from '../audio/sound-library.ts';
import { between } from '../seeded-random.ts';
import type { MenuAnswers, PersonAnswers } from './behaviour.ts';
import type { PlannedPlace, PlannedTarget, Step } from './call-plan.ts';
import { mannersOf } from './draw-manners.ts';
import type { MenuPlace, MenuTarget } from './menu.ts';
import { idle, play, recorded, type PlanContext } from './recorded.ts';

const usualWaitMs = 4500;
const usualTries = 2;
/** Between the pieces of a prompt, and before the first prompt. */
const pieceGapMs = 120;
const beforePromptMs = 350;
const wrongKey = '按键错误，请重新输入。';
const transfer = '正在为您转接，请稍候。';

/** The greeting, the beep and the recording of a voicemail. */
export function voicemailSteps(context: PlanContext): Step[] {
  return [
    play(idle, 500),
    ...recorded('voicemail', 1, wholeRecordings(context)),
    play(idle, 400),
    play({ kind: 'beep' }),
    play(idle, 30_000),
    { kind: 'hang_up' },
  ];
}

/** A menu with all its places planned: the call's keys choose among them. */
export function planMenu(behaviour: MenuAnswers, context: PlanContext): Step[] {
  const places = Object.entries(behaviour.places).map(
    ([name, place]) => [name, plannedPlace(place, context)] as const,
  );
  return [
    play(idle, beforePromptMs),
    { kind: 'menu', menu: { places: Object.fromEntries(places) } },
  ];
}

/** An office's machine plays its recordings from their beginnings. */
function wholeRecordings(context: PlanContext): PlanContext {
  return { ...context, carrier: { ...context.carrier, joinsRecordingsMidway: false } };
}

function plannedPlace(place: MenuPlace, context: PlanContext): PlannedPlace {
  return {
    prompt: said(place.says, context),
    wrong: said([wrongKey], context),
    waitMs: place.waitMs ?? usualWaitMs,
    tries: Math.max(1, place.tries ?? usualTries),
    bargeIn: place.bargeIn ?? true,
    keys: Object.fromEntries(
      Object.entries(place.keys).map(([key, target]) => [key, plannedTarget(target, context)]),
    ),
    then: plannedTarget(place.then ?? { to: 'hang_up' }, context),
  };
}

/** Recordings of the line's voice, one after the other. */
function said(texts: readonly string[], { voices, variety }: PlanContext): Step[] {
  const speakers = [...new Set(voices.of('menu_piece').map(({ voice }) => voice))];
  const speaker = speakers[variety % speakers.length];
  return texts.flatMap((text, n): Step[] => {
    const piece = voices
      .of('menu_piece')
      .find(({ says, voice }) => says === text && voice === speaker);
    if (piece === undefined) throw new RangeError(`no recording says ${text}`);
    const sound = play({ kind: 'voice', id: piece.id });
    return n === 0 ? [sound] : [play(idle, pieceGapMs), sound];
  });
}

function plannedTarget(target: MenuTarget, context: PlanContext): PlannedTarget {
  switch (target.to) {
    case 'place':
      return { place: target.place };
    case 'hang_up':
      return { steps: [{ kind: 'hang_up' }] };
    case 'silence':
      return { steps: [play(idle, 90_000), { kind: 'hang_up' }] };
    case 'says':
      return { steps: [...said(target.says, context), play(idle, 600), { kind: 'hang_up' }] };
    case 'voicemail':
      return { steps: voicemailSteps(context) };
    case 'person': {
      const rings = Math.round(target.ringMs * between(0.75, 1.25, context.random));
      const ringback: Step = {
        kind: 'play',
        sound: { kind: 'tone', tone: 'ringback' },
        forMs: rings,
        fromMs: 0,
      };
      return { steps: [...said([transfer], context), ringback, person(context)] };
    }
    case 'queue':
      return { steps: queued(target.personAfterMs ?? null, context) };
  }
}

function person(context: PlanContext): Step {
  const clerk: PersonAnswers = { kind: 'person', ringMs: 0, greeting: 'office' };
  return { kind: 'person', manners: mannersOf(clerk, context) };
}

/** The recording that all seats are busy, and music, in turn; the person who comes breaks the music off. */
function queued(personAfterMs: number | null, context: PlanContext): Step[] {
  const tune = { kind: 'music', tune: (context.variety + 5) % varietyCount } as const;
  const steps: Step[] = [];
  let leftMs = personAfterMs ?? 90_000;
  while (leftMs > 0) {
    const message = recorded('queue', 1, wholeRecordings(context));
    const messageMs = message.reduce(
      (sum, step) =>
        sum +
        (step.kind === 'play' && step.sound.kind === 'voice'
          ? context.voices.get(step.sound.id).durationMs
          : 0),
      0,
    );
    const musicMs = Math.max(1000, Math.min(12_000, leftMs - messageMs));
    steps.push(...message, play(tune, musicMs));
    leftMs -= messageMs + musicMs;
  }
  return [...steps, personAfterMs === null ? { kind: 'hang_up' } : person(context)];
}
