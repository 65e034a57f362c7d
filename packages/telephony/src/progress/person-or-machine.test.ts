import { expect, it } from 'vitest';
import {
  MACHINE_ABOVE,
  machineWeight,
  PERSON_BELOW,
  type SpeechSigns,
} from './person-or-machine.ts';

/** A call answered at 1,000 ms; stretches of speech as [from, to] in ms after the answer. */
function signs(
  speech: readonly (readonly [number, number])[],
  more: Partial<SpeechSigns> = {},
): SpeechSigns {
  return {
    utterances: speech.map(([fromMs, toMs]) => ({
      fromMs: 1000 + fromMs,
      toMs: 1000 + toMs,
      levelDbm0: -20,
    })),
    music: [],
    isRepeated: false,
    spoke: null,
    pressedAtMs: [],
    answeredAtMs: 1000,
    endedAtMs: 7000,
    ...more,
  };
}
const ours = { fromMs: 3000, toMs: 6500 };

it('takes a short greeting that waits for an answer for a person', () => {
  for (const lengthMs of [300, 900, 1700, 2400]) {
    const weight = machineWeight(signs([[600, 600 + lengthMs]], { spoke: ours }));
    expect(weight, `${lengthMs} ms`).toBeLessThan(PERSON_BELOW);
  }
});

it('takes for a person who says his greeting twice, since nobody spoke', () => {
  expect(
    machineWeight(
      signs([
        [600, 1200],
        [3400, 4000],
      ]),
    ),
  ).toBeLessThan(PERSON_BELOW);
});

it('takes long speech for a machine', () => {
  expect(machineWeight(signs([[400, 4000]]))).toBeGreaterThan(MACHINE_ABOVE);
  expect(
    machineWeight(
      signs([
        [400, 1800],
        [2000, 3500],
        [3800, 5800],
      ]),
    ),
  ).toBeGreaterThan(MACHINE_ABOVE);
});

it('gives speech that begins while we speak to a machine, which does not hear us', () => {
  const short = [
    [300, 1900],
    [3500, 5000],
  ] as const;
  const waits = machineWeight(signs(short, { spoke: null }));
  const talksOver = machineWeight(signs(short, { spoke: ours }));
  expect(talksOver).toBeGreaterThan(waits + 1.5);
  expect(talksOver).toBeGreaterThan(MACHINE_ABOVE);
});

it('takes the second half of a greeting, after a short pause, for no speech that begins while we speak', () => {
  const greeting = (pauseMs: number) =>
    machineWeight(
      signs(
        [
          [300, 1900],
          [1900 + pauseMs, 2900 + pauseMs],
        ],
        { spoke: { fromMs: 2800, toMs: 6500 } },
      ),
    );
  expect(greeting(500)).toBeLessThan(PERSON_BELOW);
  expect(greeting(700)).toBeGreaterThan(greeting(500) + 1);
});

it('gives speech that begins anew in the midst of our words, after a long silence, to a machine', () => {
  const twice = (fromMs: number) =>
    machineWeight(
      signs(
        [
          [600, 1800],
          [fromMs, fromMs + 250],
        ],
        { spoke: ours },
      ),
    );
  expect(twice(5000)).toBeGreaterThan(twice(2300) + 1.9);
  expect(twice(5600)).toBeGreaterThan(twice(5900) + 1.9);
});

it('takes a longer greeting for a person’s, where it ends under our words and silence follows', () => {
  const long = [[300, 3250]] as const;
  const spoke = { fromMs: 2800, toMs: 6300 };
  expect(machineWeight(signs(long, { spoke }))).toBeLessThan(PERSON_BELOW);
  expect(machineWeight(signs(long, { spoke: null }))).toBeGreaterThan(PERSON_BELOW);
  const music = [{ fromMs: 4300, toMs: 6300 }];
  expect(machineWeight(signs(long, { spoke, music }))).toBeGreaterThan(MACHINE_ABOVE);
  // A menu goes on with its next choice, and is silent then because it waits for a key.
  const menu = [
    [300, 1700],
    [2000, 2900],
    [3500, 3950],
  ] as const;
  expect(machineWeight(signs(menu, { spoke: { fromMs: 1800, toMs: 5300 } }))).toBeGreaterThan(
    PERSON_BELOW,
  );
});

it('gives speech at the instant of the answer, the same sound twice, and music to a machine', () => {
  const plain = machineWeight(signs([[600, 2000]]));
  expect(machineWeight(signs([[0, 1400]]))).toBeGreaterThan(plain + 2);
  expect(machineWeight(signs([[600, 2000]], { isRepeated: true }))).toBeGreaterThan(plain + 4);
  const music = [{ fromMs: 4000, toMs: 9000 }];
  expect(machineWeight(signs([[600, 2000]], { music, endedAtMs: 9000 }))).toBeGreaterThan(
    plain + 4,
  );
});

it('notices that a menu obeys a key: it breaks off, or speaks up', () => {
  const menu = [[400, 2600]] as const;
  const obeyed = machineWeight(signs(menu, { pressedAtMs: [3300] }));
  expect(obeyed).toBeGreaterThan(machineWeight(signs(menu)) + 2);
  const ignored = machineWeight(signs([[400, 5600]], { pressedAtMs: [2000] }));
  expect(ignored).toBe(machineWeight(signs([[400, 5600]])));
  expect(
    machineWeight(
      signs(
        [
          [400, 1200],
          [4000, 4600],
        ],
        { pressedAtMs: [4600] },
      ),
    ),
  ).toBeGreaterThan(
    machineWeight(
      signs([
        [400, 1200],
        [4000, 4600],
      ]),
    ),
  );
});

it('says nothing where nobody spoke', () => {
  expect(machineWeight(signs([]))).toBe(0);
});
