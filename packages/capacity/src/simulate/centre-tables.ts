import type { CallKind, Centre, Duration, Persistence } from './centre.ts';
import { DurationSource } from './random-stream.ts';

const NOBODY: Persistence = { first: 0, later: 0 };

/** A centre as the simulation looks things up: by the number of the kind, of the group, of the line. */
export class CentreTables {
  readonly handling: readonly DurationSource[];
  readonly wrapUp: readonly (DurationSource | null)[];
  readonly patience: readonly (DurationSource | null)[];
  readonly againDelay: readonly (DurationSource | null)[];
  readonly aiTalk: readonly (DurationSource | null)[];
  readonly lineOf: Int32Array;
  readonly targetS: Float64Array;
  readonly priority: Float64Array;
  readonly aiTakes: Float64Array;
  readonly aiSolves: Float64Array;
  /** By kind: after busy first and later, after giving up first and later. */
  readonly persistence: Float64Array;
  readonly callbackAfterS: Float64Array;
  readonly callbackAccepts: Float64Array;
  readonly groupsOf: readonly Int32Array[];
  readonly kindsOf: readonly Int32Array[];
  readonly trunks: Float64Array;

  constructor({ kinds, groups, lines }: Centre) {
    const sources = (of: (kind: CallKind) => Duration | null) =>
      kinds.map((kind) => {
        const duration = of(kind);
        return duration === null ? null : new DurationSource(duration);
      });
    this.handling = kinds.map(({ handling }) => new DurationSource(handling));
    this.wrapUp = sources(({ wrapUp }) => (wrapUp === null || wrapUp.meanS === 0 ? null : wrapUp));
    this.patience = sources(({ patience }) => patience);
    this.againDelay = sources(({ again }) => again?.delay ?? null);
    this.aiTalk = sources(({ ai }) => (ai === null || ai.takes === 0 ? null : ai.talk));
    this.lineOf = Int32Array.from(kinds, ({ line }) => line);
    this.targetS = Float64Array.from(kinds, ({ targetS }) => targetS);
    this.priority = Float64Array.from(kinds, ({ priority }) => priority);
    this.aiTakes = Float64Array.from(kinds, ({ ai }) => ai?.takes ?? 0);
    this.aiSolves = Float64Array.from(kinds, ({ ai }) => ai?.solves ?? 0);
    this.persistence = Float64Array.from(
      kinds.flatMap(({ again }) => {
        const busy = again?.afterBusy ?? NOBODY;
        const gaveUp = again?.afterGivingUp ?? NOBODY;
        return [busy.first, busy.later, gaveUp.first, gaveUp.later];
      }),
    );
    this.callbackAfterS = Float64Array.from(kinds, ({ callback }) => callback?.afterS ?? Infinity);
    this.callbackAccepts = Float64Array.from(kinds, ({ callback }) => callback?.accepts ?? 0);
    this.kindsOf = groups.map((group) => Int32Array.from(group.kinds));
    this.groupsOf = kinds.map((_, kind) =>
      Int32Array.from([...groups.keys()].filter((group) => groups[group]!.kinds.includes(kind))),
    );
    this.trunks = Float64Array.from(lines);
  }
}
