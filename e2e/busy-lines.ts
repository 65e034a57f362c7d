import type { Line } from '@everyline/domain';

import type { AppContext } from '../packages/server/src/app/context.ts';
import { buildObservation, buildProbe } from '../packages/testkit/src/builders.ts';

/** Lines on record and one call in so many that met busy, each; the last line's number of lines nobody knows. */
export const busyLines = [
  { seats: 2, busyEvery: 2 },
  { seats: 1, busyEvery: 3 },
  { seats: 4, busyEvery: 5 },
  { seats: 3, busyEvery: 10 },
  { seats: null, busyEvery: 4 },
] as const;

/** Two working weeks of calls at ten, three and four o'clock, as signalled on lines whose load is to be told. */
export async function recordBusyLines(
  { store }: AppContext,
  lines: readonly Line[],
  trunkId: string,
): Promise<void> {
  const firstMs = Date.parse('2026-08-24T02:00:00Z');
  const hours = [0, 5, 6];
  for (const [index, { seats, busyEvery }] of busyLines.entries()) {
    const line = lines[index];
    if (line === undefined) throw new Error('the city has too few lines');
    await store.lines.update(line.id, { seats, hours: null });
    for (let n = 0; n < 30; n += 1) {
      const day = Math.floor(n / 3);
      const startedAtMs =
        firstMs + (24 * (day + 2 * Math.floor(day / 5)) + (hours[n % 3] ?? 0)) * 3_600_000;
      const at = { startedAtMs, endedAtMs: startedAtMs + 30_000 };
      const id = 0x10000 * (index + 1) + n;
      const probe = buildProbe(id, line, trunkId, at);
      await store.probes.insert([{ ...probe, guard: null, virtualTime: true }]);
      const outcome = n % busyEvery === 0 ? 'busy' : 'no_answer';
      await store.probes.addObservation(
        buildObservation(id + 0x8000, probe, { ...at, outcome, heard: [], timeToPersonMs: null }),
        [],
      );
    }
  }
}
