/** Calls under way, each with a place in all of these. */
export class Calls {
  readonly capacity: number;
  readonly kind: Uint8Array;
  /** Where the call is counted. */
  readonly cell: Int32Array;
  readonly tries: Int32Array;
  readonly group: Int32Array;
  readonly next: Int32Array;
  readonly before: Int32Array;
  readonly isCalledBack: Uint8Array;
  readonly calledS: Float64Array;
  readonly queuedS: Float64Array;
  readonly handlingS: Float64Array;
  readonly patienceS: Float64Array;
  /** When the event of the wait is due; NaN when the call does not wait, so that what comes later is known as stale. */
  readonly dueS: Float64Array;

  constructor(capacity: number, from?: Calls) {
    this.capacity = capacity;
    this.kind = grown(new Uint8Array(capacity), from?.kind);
    this.cell = grown(new Int32Array(capacity), from?.cell);
    this.tries = grown(new Int32Array(capacity), from?.tries);
    this.group = grown(new Int32Array(capacity), from?.group);
    this.next = grown(new Int32Array(capacity), from?.next);
    this.before = grown(new Int32Array(capacity), from?.before);
    this.isCalledBack = grown(new Uint8Array(capacity), from?.isCalledBack);
    this.calledS = grown(new Float64Array(capacity), from?.calledS);
    this.queuedS = grown(new Float64Array(capacity), from?.queuedS);
    this.handlingS = grown(new Float64Array(capacity), from?.handlingS);
    this.patienceS = grown(new Float64Array(capacity), from?.patienceS);
    this.dueS = grown(new Float64Array(capacity), from?.dueS);
  }
}

function grown<Values extends Uint8Array | Int32Array | Float64Array>(
  values: Values,
  from: Values | undefined,
): Values {
  if (from !== undefined) values.set(from);
  return values;
}
