import {
  departmentsAtLevel,
  departmentsUnder,
  lotText,
  numberKey,
  outsideFrame,
  outsideReasons,
  type Department,
  type FrameLine,
  type Line,
  type OutsideReason,
  type Tier,
} from '@everyline/domain';

import type { AppContext } from '../context.ts';
import type { FramedLine } from '../ports/store/spot-rounds.ts';
import { sha256Hex } from '../sha256-hex.ts';

/** Which lines a round is about. */
export interface FrameWish {
  readonly departmentId: string | null;
  readonly tiers: readonly Tier[];
  readonly level: number;
}

export interface Frame {
  readonly framed: readonly FramedLine[];
  readonly lines: ReadonlyMap<string, Line>;
  readonly departments: readonly Department[];
}

/** All lines of the wish as they stand now: their strata, and why some cannot be drawn. */
export async function takeFrame(
  context: Pick<AppContext, 'store' | 'clock'>,
  wish: FrameWish,
): Promise<Frame> {
  const departments = await context.store.departments.all();
  const framed: FramedLine[] = [];
  const lines = new Map<string, Line>();
  for await (const some of framedLines(context, departments, wish)) {
    for (const one of some) {
      framed.push(one.framed);
      lines.set(one.line.id, one.line);
    }
  }
  return { framed, lines, departments };
}

/** The same, some lines at a time. */
export async function* framedLines(
  { store, clock }: Pick<AppContext, 'store' | 'clock'>,
  departments: readonly Department[],
  { departmentId, tiers, level }: FrameWish,
): AsyncGenerator<{ readonly framed: FramedLine; readonly line: Line }[]> {
  const standing = departmentsAtLevel(departments, level);
  const standings = store.lines.eachStanding(
    {
      ...(departmentId !== null && {
        departmentIds: [...departmentsUnder(departments, departmentId)],
      }),
      tiers,
    },
    clock.nowMs(),
  );
  for await (const some of standings) {
    yield some.map(({ line, ...may }) => {
      const office = line.departmentId === null ? undefined : standing.get(line.departmentId);
      const framed = {
        lineId: line.id,
        numberKey: numberKey(line.number),
        departmentId: office?.id ?? null,
        department: office?.name ?? null,
        tier: line.tier,
        outside: outsideFrame(line, may),
      };
      return { framed, line };
    });
  }
}

/** The frame with the lots that a seed gives its lines. */
export async function withLots(framed: readonly FramedLine[], seed: string): Promise<FrameLine[]> {
  return Promise.all(
    framed
      .filter(({ outside }) => outside === null)
      .map(async ({ numberKey: key, departmentId, tier }) => {
        const lot = await sha256Hex(lotText(seed, key));
        return { key, lot, departmentId, tier };
      }),
  );
}

/** How many lines stand outside, by reason, in the order of the closed list. */
export function countOutside(
  framed: readonly { readonly outside: OutsideReason | null; readonly lines?: number }[],
): { reason: OutsideReason; lines: number }[] {
  return outsideReasons
    .map((reason) => ({
      reason,
      lines: framed.reduce(
        (sum, { outside, lines = 1 }) => (outside === reason ? sum + lines : sum),
        0,
      ),
    }))
    .filter(({ lines }) => lines > 0);
}
