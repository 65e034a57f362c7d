import { varietyCount } from '../audio/sound-library.ts';
import type { ToneName } from '../audio/tones.ts';
import type { VoicePurpose } from '../audio/voices.ts';
import { between } from '../seeded-random.ts';
import type { IvrAnswers, PersonAnswers, PlainBehaviour, Ringing } from './behaviour.ts';
import type { CallPlan, Cause, Step } from './call-plan.ts';
import { mannersOf } from './draw-manners.ts';
import { planMenu, voicemailSteps } from './plan-menu.ts';
import { idle, play, recorded, type PlanContext } from './recorded.ts';
import type { ResolvedBehaviour } from './resolve.ts';

/** Longest ringing before the network gives up by itself. */
const networkRingLimitMs = 120_000;

/** ITU-T Q.850 table 1. */
const causes = {
  unallocated: { cause: 1, text: 'Unallocated (unassigned) number' },
  busy: { cause: 17, text: 'User busy' },
  noResponse: { cause: 18, text: 'No user responding' },
  noAnswer: { cause: 19, text: 'No answer from user' },
  absent: { cause: 20, text: 'Subscriber absent' },
  rejected: { cause: 21, text: 'Call rejected' },
  changed: { cause: 22, text: 'Number changed' },
  outOfOrder: { cause: 27, text: 'Destination out of order' },
  noCircuit: { cause: 34, text: 'No circuit/channel available' },
  switchCongested: { cause: 42, text: 'Switching equipment congestion' },
  barred: { cause: 55, text: 'Incoming calls barred within CUG' },
} as const satisfies Record<string, Cause>;

function tone(name: ToneName, forMs: number | null): Step {
  return { kind: 'play', sound: { kind: 'tone', tone: name }, forMs, fromMs: 0 };
}

/** A recording before the answer, in the audio of 183, then the status it ends with. */
function announced(
  purpose: VoicePurpose,
  status: number,
  cause: Cause | null,
  context: PlanContext,
): Step[] {
  return [
    { kind: 'ring', status: 183, media: true },
    play(idle, 100 + Math.floor(between(0, 500, context.random))),
    ...recorded(purpose, 2 + (context.variety % 2), context),
    play(idle, 500),
    { kind: 'reject', status, cause },
  ];
}

/** A tone before the answer, then the status it ends with. */
function toned(name: ToneName, status: number, cause: Cause | null, context: PlanContext): Step[] {
  return [
    { kind: 'ring', status: 183, media: true },
    tone(name, Math.round(between(15_000, 40_000, context.random))),
    { kind: 'reject', status, cause },
  ];
}

function ringingOf(behaviour: PlainBehaviour, variety: number): Ringing {
  if (behaviour.ringing !== undefined) return behaviour.ringing;
  const share = (variety >> 4) % 20;
  return share < 9 ? 'tone' : share < 16 ? 'signal' : 'music';
}

/** Rings for a time as the line does. */
function rings(behaviour: PlainBehaviour, forMs: number, context: PlanContext): Step[] {
  switch (ringingOf(behaviour, context.variety)) {
    case 'signal':
      return [
        { kind: 'ring', status: 180, media: false },
        { kind: 'wait', ms: forMs },
      ];
    case 'tone':
      return [
        { kind: 'ring', status: context.carrier.earlyMediaBy, media: true },
        tone('ringback', forMs),
      ];
    case 'music':
      return [
        { kind: 'ring', status: 183, media: true },
        play({ kind: 'music', tune: context.variety % varietyCount }, forMs),
      ];
  }
}

/** Keeps the steps that fit into a time; all are `play` steps. */
function cutAfter(steps: readonly Step[], limitMs: number, context: PlanContext): Step[] {
  const kept: Step[] = [];
  let leftMs = limitMs;
  for (const step of steps) {
    if (step.kind !== 'play' || leftMs <= 0) break;
    const lengthMs =
      step.forMs ??
      (step.sound.kind === 'voice'
        ? context.voices.get(step.sound.id).durationMs - step.fromMs
        : leftMs);
    kept.push({ ...step, forMs: Math.min(lengthMs, leftMs) });
    leftMs -= lengthMs;
  }
  if (leftMs > 0) kept.push(play(idle, leftMs));
  return kept;
}

/** What an answering machine with a menu or a queue plays, and who comes in the end. */
function planIvr(ivr: IvrAnswers, context: PlanContext): Step[] {
  const ofTheOffice: PlanContext = {
    ...context,
    carrier: { ...context.carrier, joinsRecordingsMidway: false },
  };
  const menu = recorded('ivr', 1, ofTheOffice);
  const again = [play(idle, 4500), ...recorded('ivr_invalid', 1, ofTheOffice), play(idle, 400)];
  const tune = { kind: 'music', tune: (context.variety + 5) % varietyCount } as const;
  const queue = [...recorded('queue', 1, ofTheOffice), play(tune, 12_000)];
  const queued = [...queue, ...queue, ...queue, ...queue];
  const played: Step[] = [
    play(idle, 350),
    ...(ivr.starts === 'queue' ? [] : [...menu, ...again, ...menu, ...again]),
    ...(ivr.then === 'queue' || ivr.starts === 'queue' ? queued : []),
  ];
  if (ivr.personAfterMs === undefined) return [...played, { kind: 'hang_up' }];
  const person: PersonAnswers = { kind: 'person', ringMs: 0, greeting: 'office' };
  const untilPerson = [...played, ...(ivr.then === 'queue' ? [...queued, ...queued] : [])];
  return [
    ...cutAfter(untilPerson, ivr.personAfterMs, context),
    { kind: 'person', manners: mannersOf(person, context) },
  ];
}

function planPlain(
  behaviour: PlainBehaviour,
  pickUpAfterMs: number | null,
  context: PlanContext,
): Step[] {
  const { random } = context;
  const answerAfter = (ringMs: number): Step[] => {
    const exactMs = pickUpAfterMs ?? ringMs * between(0.75, 1.25, random);
    return [...rings(behaviour, Math.round(exactMs), context), { kind: 'answer', lie: null }];
  };
  const reject = (status: number, cause: Cause | null): Step => ({ kind: 'reject', status, cause });
  switch (behaviour.kind) {
    case 'person':
      return [
        ...answerAfter(behaviour.ringMs),
        { kind: 'person', manners: mannersOf(behaviour, context) },
      ];
    case 'ivr':
      return [...answerAfter(behaviour.ringMs), ...planIvr(behaviour, context)];
    case 'menu':
      return [...answerAfter(behaviour.ringMs), ...planMenu(behaviour, context)];
    case 'voicemail':
      return [...answerAfter(behaviour.ringMs), ...voicemailSteps(context)];
    case 'after_hours':
      return [
        ...answerAfter(behaviour.ringMs),
        play(idle, 400),
        ...recorded('after_hours', 2, {
          ...context,
          carrier: { ...context.carrier, joinsRecordingsMidway: false },
        }),
        play(idle, 800),
        { kind: 'hang_up' },
      ];
    case 'fax':
      return [
        ...answerAfter(behaviour.ringMs),
        play({ kind: behaviour.tone === 'answers' ? 'fax_answer' : 'fax_calling' }, 35_000),
        { kind: 'hang_up' },
      ];
    case 'dead_air':
      return [...answerAfter(behaviour.ringMs), play(idle, 90_000), { kind: 'hang_up' }];
    case 'hangs_up':
      return [...answerAfter(behaviour.ringMs), play(idle, behaviour.afterMs), { kind: 'hang_up' }];
    case 'busy':
    case 'off_hook':
      if (behaviour.by === 'status')
        return [reject(486, context.variety % 2 === 0 ? causes.busy : null)];
      if (behaviour.by === 'tone') return toned('busy', 486, causes.busy, context);
      return announced('busy', 486, causes.busy, context);
    case 'no_answer':
      if (behaviour.then === 'announcement') {
        const start = rings(behaviour, 55_000, context);
        const needsMedia = ringingOf(behaviour, context.variety) === 'signal';
        const opened: Step[] = needsMedia ? [{ kind: 'ring', status: 183, media: true }] : [];
        return [
          ...start,
          ...opened,
          ...recorded('no_answer', 2, context),
          reject(480, causes.noAnswer),
        ];
      }
      return [...rings(behaviour, networkRingLimitMs, context), reject(480, causes.noAnswer)];
    case 'unallocated':
      switch (behaviour.by) {
        case 'status':
          return [reject(404, causes.unallocated)];
        case 'tone':
          return toned('vacant', 404, causes.unallocated, context);
        case 'sit':
          return [
            { kind: 'ring', status: 183, media: true },
            play({ kind: 'sit' }),
            ...recorded('unallocated', 1, {
              ...context,
              carrier: { ...context.carrier, joinsRecordingsMidway: false },
            }),
            play(idle, 1200),
            play({ kind: 'sit' }),
            ...recorded('unallocated', 1, {
              ...context,
              carrier: { ...context.carrier, joinsRecordingsMidway: false },
            }),
            reject(404, causes.unallocated),
          ];
        case 'announcement':
          return announced('unallocated', 404, causes.unallocated, context);
      }
      break;
    case 'suspended':
      return announced('suspended', behaviour.status, null, context);
    case 'powered_off':
      return announced('powered_off', 480, causes.absent, context);
    case 'unreachable':
      if (behaviour.by === 'announcement')
        return announced('unreachable', 480, causes.noResponse, context);
      return [
        { kind: 'wait', ms: 2000 },
        context.variety % 2 === 0 ? reject(408, null) : reject(502, causes.outOfOrder),
      ];
    case 'number_changed':
      if (behaviour.by === 'announcement')
        return announced('number_changed', 410, causes.changed, context);
      return [reject(410, causes.changed)];
    case 'barred':
      if (behaviour.by === 'announcement') return announced('barred', 403, causes.barred, context);
      return [reject(403, causes.barred)];
    case 'rejected':
      return [reject(behaviour.status, behaviour.status === 403 ? causes.rejected : null)];
    case 'congestion':
      if (behaviour.by === 'status')
        return [reject(503, context.variety % 2 === 0 ? causes.noCircuit : causes.switchCongested)];
      if (behaviour.by === 'tone') return toned('congestion', 503, causes.noCircuit, context);
      return announced('congestion', 503, causes.noCircuit, context);
    case 'false_answer': {
      const lastsMs = Math.round(between(12_000, 25_000, random));
      const played: Step[] =
        behaviour.plays === 'busy_announcement'
          ? recorded('busy', 3, context)
          : behaviour.plays === 'unallocated_announcement'
            ? recorded('unallocated', 3, context)
            : [tone(behaviour.plays, lastsMs)];
      return [
        ...rings(behaviour, Math.round(between(200, 2000, random)), context),
        { kind: 'answer', lie: null },
        ...played,
        { kind: 'hang_up' },
      ];
    }
    case 'silent_trunk':
      return [{ kind: 'ignore' }];
    case 'lying_length':
      return [
        ...rings(behaviour, behaviour.ringMs, context),
        { kind: 'answer', lie: behaviour.lie },
        play(idle, 40_000),
        { kind: 'hang_up' },
      ];
  }
  throw new RangeError('no such behaviour');
}

/** What the called side will do in one call, step by step. */
export function planCall(resolved: ResolvedBehaviour, context: PlanContext): CallPlan {
  const postDialMs = Math.round(between(120, 900, context.random) + resolved.setupDelayMs);
  return [
    { kind: 'wait', ms: postDialMs },
    ...planPlain(resolved.behaviour, resolved.pickUpAfterMs, context),
  ];
}
