import { expect, it } from 'vitest';
import { playScenario } from './simulation/scenario.ts';

const scenarios = Number(process.env['EVERYLINE_SIP_SCENARIOS'] ?? 10_000);
const firstSeed = Number(process.env['EVERYLINE_SIP_SEED'] ?? 1);

it(
  `ends every call of every agent over any wire, agrees on both ends, and leaves nothing behind (${scenarios} scenarios)`,
  { timeout: 60_000 + scenarios * 20 },
  () => {
    let answered = 0;
    let standing = 0;
    let halfOpen = 0;
    const kinds = new Set<string>();
    for (let seed = firstSeed; seed < firstSeed + scenarios; seed += 1) {
      const outcome = playScenario(seed);
      if (outcome.breaches.length > 0)
        expect.fail(`${outcome.breaches.join('\n')}\n${outcome.tale()}`);
      answered += outcome.answered;
      standing += outcome.standing;
      halfOpen += outcome.halfOpen;
      for (const kind of outcome.kinds) kinds.add(kind);
    }
    expect(answered).toBeGreaterThan(scenarios / 2);
    expect(standing).toBeGreaterThan(scenarios / 20);
    for (const kind of ['transfer-requested', 'session-changed', 'change-refused', 'info'])
      expect(kinds).toContain(kind);
    // A BYE of which every copy is lost leaves the far end waiting; only the wire may do that, and hardly ever.
    expect(halfOpen).toBeLessThanOrEqual(1 + scenarios / 500);
  },
);
