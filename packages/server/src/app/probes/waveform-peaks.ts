import { decodeALaw, decodeMuLaw } from '@everyline/telephony';

/** Length of one step of the waveform that screens draw. */
export const peakStepMs = 100;

const samplesPerStep = (peakStepMs * 8_000) / 1_000;

/** Largest sample of each 100 ms of G.711 audio (8,000 Hz), 0 to 1 of full scale, three decimals. */
export function peaksOf(codec: 'PCMA' | 'PCMU', audio: Uint8Array): number[] {
  const samples = codec === 'PCMA' ? decodeALaw(audio) : decodeMuLaw(audio);
  const peaks: number[] = [];
  for (let from = 0; from < samples.length; from += samplesPerStep) {
    let largest = 0;
    const to = Math.min(samples.length, from + samplesPerStep);
    for (let at = from; at < to; at += 1) largest = Math.max(largest, Math.abs(samples[at] ?? 0));
    peaks.push(Math.round((largest / 32_768) * 1_000) / 1_000);
  }
  return peaks;
}
