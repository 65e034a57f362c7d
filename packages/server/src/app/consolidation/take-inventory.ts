import type { InventoryLine, Line, VerdictKind } from '@everyline/domain';

import { bookedLines, type BookedLine } from '../capacity/plan-book.ts';
import { causeByCalls, type KnownCalls } from '../causes/find-line-cause.ts';
import type { AppContext } from '../context.ts';
import { cityVerdictPolicy } from '../verdicts/verdict-facts.ts';

/** Verdicts of whose causes some ask for a proposal. */
const withCauses: ReadonlySet<VerdictKind> = new Set(['invalid', 'busy']);

/** Lines are read in portions, small enough to be taken apart in a moment; others are served meanwhile. */
const portion = 25;

/** All active lines as proposals see them. */
export async function takeInventory(
  context: Pick<AppContext, 'store' | 'clock'>,
): Promise<InventoryLine[]> {
  const { store } = context;
  const lines = await store.lines.active();
  const listings = await store.consolidation.listingCounts();
  const { slowAfterMs } = await cityVerdictPolicy(context);
  const booked = await bookedLines(context, lines);
  const inventory: InventoryLine[] = [];
  for (let from = 0; from < lines.length; from += portion) {
    const some = lines.slice(from, from + portion);
    const verdicts = await store.verdicts.currentOf(some.map(({ id }) => id));
    const kindOf = ({ id }: Line) => verdicts.get(id)?.kind ?? null;
    const asked = some.filter((line) => withCauses.has(kindOf(line) ?? 'undetermined'));
    const calls = await store.probes.observationsByLine(asked.map(({ id }) => id));
    const causes = await Promise.all(
      some.map((line) => {
        const observations = calls.get(line.id) ?? [];
        return causeOf(context, line, kindOf(line), { observations, slowAfterMs });
      }),
    );
    for (const [at, line] of some.entries()) {
      const { met, plan } = booked.get(line.id) ?? uncalled;
      inventory.push({
        line,
        verdict: kindOf(line),
        cause: causes[at] ?? null,
        calls: met.probes,
        busy: met.busy,
        // Without the number of lines the calls say nothing of the load alone.
        erlangs: met.lines === null ? null : (plan?.erlangs ?? null),
        listings: listings.get(line.id) ?? 0,
      });
    }
    await context.clock.wait(0);
  }
  return inventory;
}

const uncalled: BookedLine = { met: { lines: null, probes: 0, busy: 0 }, plan: null };

async function causeOf(
  context: Pick<AppContext, 'store'>,
  line: Line,
  verdict: VerdictKind | null,
  known: KnownCalls,
): Promise<InventoryLine['cause']> {
  if (verdict === null || !withCauses.has(verdict)) return null;
  const { cause, standing } = await causeByCalls(context, line, known);
  return standing === 'clear' || standing === 'likely' ? cause : null;
}
