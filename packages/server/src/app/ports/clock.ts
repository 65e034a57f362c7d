/** Time as the program sees it; tests move it, the bindings give the machine's. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  nowMs(): number;
  /** Resolves after `lengthMs`, at once when `signal` aborts. */
  wait(lengthMs: number, signal?: AbortSignal): Promise<void>;
  /** Calls `work` every `lengthMs`, never before the last call has ended; returns what stops it. */
  every(lengthMs: number, work: () => void | Promise<void>): () => void;
}
