import { synthesizeTones } from './synthesis.ts';

/** The frequencies of a push-button set (ITU-T Q.23): rows and columns, in Hz, and the key where they cross. */
export const KEY_ROWS_HZ = [697, 770, 852, 941] as const;
export const KEY_COLUMNS_HZ = [1209, 1336, 1477, 1633] as const;
export const KEY_PAD = ['123A', '456B', '789C', '*0#D'] as const;

/** The two frequencies of a key, in Hz; null for what is none. */
export function keyFrequencies(key: string): readonly [lowHz: number, highHz: number] | null {
  for (const [row, keys] of KEY_PAD.entries()) {
    const column = key.length === 1 ? keys.indexOf(key) : -1;
    const lowHz = KEY_ROWS_HZ[row];
    const highHz = KEY_COLUMNS_HZ[column];
    if (lowHz !== undefined && highHz !== undefined) return [lowHz, highHz];
  }
  return null;
}

/**
 * Keys as tones, mono 8 kHz: each held and followed by its pause, 100 ms both unless given, each tone at −9 dBm0 unless
 * given (ITU-T Q.23, Q.24 section 3). What is no key is passed over.
 */
export function synthesizeKeys(press: {
  readonly keys: string;
  readonly holdMs?: number;
  readonly pauseMs?: number;
  readonly levelDbm0?: number;
}): Int16Array {
  const { holdMs = 100, pauseMs = 100, levelDbm0 = -9 } = press;
  return synthesizeTones(
    [...press.keys.toUpperCase()].flatMap((key) => {
      const frequenciesHz = keyFrequencies(key);
      if (frequenciesHz === null) return [];
      return [{ durationMs: holdMs, frequenciesHz, levelDbm0 }, { durationMs: pauseMs }];
    }),
  );
}
