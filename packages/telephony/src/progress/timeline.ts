import type { Heard } from './heard.ts';

/** Pauses shorter than this belong to what is around them. */
const SHORTEST_SILENCE_MS = 200;
/** What recognised signals leave of a passage must last so long to be named. */
const SHORTEST_REST_MS = 120;
const SHORTEST_TONE_REST_MS = 900;

/**
 * Lays recognised signals over passages named by texture, and fills the rest with silence, from `fromMs` to `toMs`.
 * Where signals overlap, the later one begins where the earlier ends.
 */
export function layTimeline(
  signals: readonly Heard[],
  passages: readonly Heard[],
  fromMs: number,
  toMs: number,
): Heard[] {
  const sorted = signals.toSorted((a, b) => a.fromMs - b.fromMs);
  const laid: Heard[] = [];
  let endMs = Number.NEGATIVE_INFINITY;
  for (const signal of sorted) {
    if (signal.toMs <= endMs) continue;
    laid.push({ ...signal, fromMs: Math.max(signal.fromMs, endMs) });
    endMs = signal.toMs;
  }
  for (const passage of passages) {
    let startMs = passage.fromMs;
    for (const signal of sorted) {
      if (signal.toMs <= startMs) continue;
      if (signal.fromMs >= passage.toMs) break;
      addRest(laid, passage, startMs, signal.fromMs);
      startMs = signal.toMs;
    }
    addRest(laid, passage, startMs, passage.toMs);
  }
  return withSilence(
    laid.toSorted((a, b) => a.fromMs - b.fromMs),
    fromMs,
    toMs,
  );
}

function addRest(laid: Heard[], passage: Heard, fromMs: number, toMs: number): void {
  const isWhole = fromMs === passage.fromMs && toMs === passage.toMs;
  // What a cadence leaves of its own bursts is its pause and the beginning of the next.
  const shortestMs = passage.kind === 'tone' ? SHORTEST_TONE_REST_MS : SHORTEST_REST_MS;
  if (toMs - fromMs >= (isWhole ? 1 : shortestMs)) laid.push({ ...passage, fromMs, toMs });
}

function withSilence(entries: readonly Heard[], fromMs: number, toMs: number): Heard[] {
  const filled: Heard[] = [];
  let endMs = fromMs;
  const silence = (untilMs: number) => {
    if (untilMs - endMs < SHORTEST_SILENCE_MS) return;
    filled.push({
      fromMs: endMs,
      toMs: untilMs,
      kind: 'silence',
      label: 'silence',
      levelDbm0: -90,
      confidence: 0.95,
    });
  };
  for (const entry of entries) {
    silence(entry.fromMs);
    filled.push(entry);
    endMs = Math.max(endMs, entry.toMs);
  }
  silence(toMs);
  return filled;
}
