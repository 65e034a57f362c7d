import { seededRandom, type ChannelSettings, type Impairments } from '@everyline/exchange';
import type { G711 } from '@everyline/telephony';
import { wilson } from './intervals.ts';

/** The levels of each factor: what a call can meet between the simulated exchange and the listener. */
const LEVELS = {
  gainDb: [0, -10, -20, -30],
  lossRate: [0, 0.02, 0.05],
  jitterMs: [0, 20, 60],
  /** Signal over noise at the caller's ear; null: no noise is added. */
  snrDb: [null, 25, 15],
  codec: ['PCMA', 'PCMU'],
} as const;
type Factor = keyof typeof LEVELS;
const FACTORS: readonly Factor[] = ['gainDb', 'lossRate', 'jitterMs', 'snrDb', 'codec'];

/** What the signal's level is taken for before the gain: tones of E.180, and the recorded voices' active speech. */
const TONE_DBM0 = -10;
const SPEECH_DBM0 = -18;

/** One cell of the matrix. */
export interface Cell {
  readonly gainDb: number;
  readonly lossRate: number;
  readonly jitterMs: number;
  readonly snrDb: number | null;
  readonly codec: G711;
}

/** How many cells the whole matrix has. */
export const matrixCells = FACTORS.reduce((count, factor) => count * LEVELS[factor].length, 1);

function cellAt(index: number): Cell {
  let rest = index;
  const next = <T>(levels: readonly T[]): T => {
    const level = levels[rest % levels.length];
    rest = Math.floor(rest / levels.length);
    if (level === undefined) throw new RangeError('a factor without levels');
    return level;
  };
  return {
    gainDb: next(LEVELS.gainDb),
    lossRate: next(LEVELS.lossRate),
    jitterMs: next(LEVELS.jitterMs),
    snrDb: next(LEVELS.snrDb),
    codec: next(LEVELS.codec),
  };
}

/**
 * The cells for one behaviour: all of them as often as they fit into `count`, and for the rest a draw without
 * repetition, different for each behaviour.
 */
export function cellsFor(behaviour: string, count: number, seed: string): Cell[] {
  const random = seededRandom(`${seed}/matrix/${behaviour}`);
  const cells: Cell[] = [];
  while (cells.length < count) {
    const order = Array.from({ length: matrixCells }, (_, index) => index);
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
    }
    cells.push(...order.slice(0, count - cells.length).map(cellAt));
  }
  return cells;
}

/** The cell as what the simulated network does. */
export function impairmentsOf(cell: Cell, isTone: boolean): Impairments {
  const { gainDb, lossRate, jitterMs, snrDb } = cell;
  const signalDbm0 = (isTone ? TONE_DBM0 : SPEECH_DBM0) + gainDb;
  const channel: ChannelSettings = {
    gainDb,
    noiseDbm0: snrDb === null ? null : signalDbm0 - snrDb,
  };
  return { lossRate, jitterMs, delayMs: 20, channel };
}

/** What one call of the matrix came to. */
export interface MatrixCall {
  readonly behaviour: string;
  readonly number: string;
  readonly cell: Cell;
  readonly outcome: string;
  readonly right: boolean;
  /** What the targets count it among. */
  readonly group: 'tones and signalling' | 'person' | 'other';
  /** Whether a recording or a tone answers. */
  readonly answersAsMachine: boolean;
}

const share = (part: number, of: number): number =>
  of === 0 ? 1 : Math.round((part / of) * 1e4) / 1e4;

/** The figures that the targets are about. */
export interface MatrixShares {
  readonly tonesAndSignalling: number;
  readonly personsRecognised: number;
  /** Of recordings and tones that answered, the share taken for a person. */
  readonly falsePersons: number;
  readonly overall: number;
}

function sharesOf(calls: readonly MatrixCall[]): MatrixShares {
  const shareOf = (group: MatrixCall['group'], is: (call: MatrixCall) => boolean): number => {
    const all = calls.filter((call) => call.group === group);
    return share(all.filter(is).length, all.length);
  };
  const machines = calls.filter(({ answersAsMachine }) => answersAsMachine);
  return {
    tonesAndSignalling: shareOf('tones and signalling', ({ right }) => right),
    personsRecognised: shareOf('person', isPerson),
    falsePersons: share(machines.filter(isPerson).length, machines.length),
    overall: share(calls.filter(({ right }) => right).length, calls.length),
  };
}

/** Shares over the whole matrix, by each level of each factor, and the weakest behaviours by level. */
export function matrixReport(
  calls: readonly MatrixCall[],
): MatrixShares & { readonly calls: number; readonly cells: number } {
  const counted = {
    signals: calls.filter(({ group }) => group === 'tones and signalling').length,
    persons: calls.filter(({ group }) => group === 'person').length,
    machines: calls.filter(({ answersAsMachine }) => answersAsMachine).length,
  };
  const intervals = {
    tonesAndSignalling: interval(calls, 'tones and signalling', ({ right }) => right),
    personsRecognised: interval(calls, 'person', isPerson),
    falsePersons: intervalOf(
      calls.filter(({ answersAsMachine }) => answersAsMachine),
      isPerson,
    ),
  };
  const levels = byLevel(calls, (of) => ({ calls: of.length, ...sharesOf(of) }));
  const takenForPerson = calls
    .filter((call) => call.answersAsMachine && isPerson(call))
    .map(({ behaviour, number, cell }) => ({ behaviour, number, ...cell }));
  const about = { counted, intervals, takenForPerson, byLevel: levels, weakest: weakest(calls) };
  const each = { byBehaviour: byBehaviour(calls), ...about };
  return { calls: calls.length, ...sharesOf(calls), cells: matrixCells, ...each };
}

/** The share of right calls of each behaviour, over all cells. */
function byBehaviour(calls: readonly MatrixCall[]): Record<string, object> {
  const names = [...new Set(calls.map(({ behaviour }) => behaviour))];
  return Object.fromEntries(
    names.map((name) => {
      const own = calls.filter(({ behaviour }) => behaviour === name);
      const wrong = own.filter(({ right }) => !right);
      const outcomes = [...new Set(wrong.map(({ outcome }) => outcome))];
      return [
        name,
        {
          calls: own.length,
          right: share(own.length - wrong.length, own.length),
          takenFor: outcomes,
        },
      ];
    }),
  );
}

/** A figure for each level of each factor. */
export function byLevel<T extends { readonly cell: Cell }, F>(
  calls: readonly T[],
  figure: (of: readonly T[]) => F,
): Record<string, F> {
  const levels: Record<string, F> = {};
  for (const factor of FACTORS) {
    for (const level of LEVELS[factor]) {
      levels[`${factor} ${level ?? 'none'}`] = figure(
        calls.filter(({ cell }) => cell[factor] === level),
      );
    }
  }
  return levels;
}

const isPerson = ({ outcome }: MatrixCall): boolean => outcome === 'answered_person';

/** Wilson's interval of 95 %. */
function intervalOf(calls: readonly MatrixCall[], is: (call: MatrixCall) => boolean) {
  return wilson(calls.filter(is).length, calls.length);
}

function interval(
  calls: readonly MatrixCall[],
  group: MatrixCall['group'],
  is: (call: MatrixCall) => boolean,
) {
  return intervalOf(
    calls.filter((call) => call.group === group),
    is,
  );
}

/** The behaviours and levels with the largest share of wrong calls. */
function weakest(calls: readonly MatrixCall[]): object[] {
  const spots = new Map<string, { calls: number; wrong: number; outcomes: Set<string> }>();
  for (const { behaviour, cell, right, outcome } of calls) {
    for (const factor of FACTORS) {
      const name = `${behaviour} at ${factor} ${cell[factor] ?? 'none'}`;
      const spot = spots.get(name) ?? { calls: 0, wrong: 0, outcomes: new Set<string>() };
      spot.calls += 1;
      if (!right) {
        spot.wrong += 1;
        spot.outcomes.add(outcome);
      }
      spots.set(name, spot);
    }
  }
  return [...spots]
    .filter(([, { calls: count, wrong }]) => wrong > 0 && count >= 4)
    .map(([spot, { calls: count, wrong, outcomes }]) => ({
      ...{ spot, calls: count, wrong: share(wrong, count), outcomes: [...outcomes] },
    }))
    .toSorted((a, b) => b.wrong - a.wrong)
    .slice(0, 30);
}
