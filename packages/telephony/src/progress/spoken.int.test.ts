import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readWav } from '../audio/wav.ts';
import { hear, joined, lossy, mixed, seeded, whiteNoise } from './test-sounds.ts';

/** espeak-ng, installed when this machine allows it. */
function hasSpeech(): boolean {
  const found = () => spawnSync('espeak-ng', ['--version']).status === 0;
  if (found()) return true;
  spawnSync('apt-get', ['install', '-y', '-qq', 'espeak-ng'], { stdio: 'ignore' });
  return found();
}

const ready = hasSpeech();
if (!ready) {
  // eslint-disable-next-line no-console -- a skipped test must say loudly what is absent
  console.warn('skipped: hearing synthetic Mandarin, because espeak-ng cannot be installed');
}

/** A sentence in pinyin, spoken; 22,050 Hz brought to 8,000 by averaging and linear interpolation. */
function speak(pinyin: string, voice: string): Int16Array {
  const { stdout } = spawnSync('espeak-ng', ['-v', voice, '-s', '150', '--stdout', pinyin]);
  const reading = readWav(new Uint8Array(stdout));
  if (!reading.ok) throw new Error(`espeak-ng gave no sound: ${reading.issue}`);
  const { samples, sampleRateHz } = reading;
  const ratio = sampleRateHz / 8000;
  return Int16Array.from({ length: Math.floor(samples.length / ratio) - 4 }, (_, n) => {
    let sum = 0;
    for (let k = 0; k < 3; k++) sum += samples[Math.floor((n + k / 3) * ratio)] ?? 0;
    return (sum / 3) * 0.35;
  });
}

const SENTENCES = [
  'nin2 hao3, qing3 wen4 you3 shen2 me5 ke3 yi3 bang1 nin2 de5 ma5?',
  'dui4 bu5 qi3, nin2 bo1 da3 de5 dian4 hua4 yi3 guan1 ji1, qing3 shao1 hou4 zai4 bo1.',
  'wei2, ni3 hao3, min2 zheng4 ju2.',
  'nin2 bo1 jiao4 de5 yong4 hu4 zheng4 zai4 tong1 hua4 zhong1, qing3 shao1 hou4 zai4 bo1.',
];
const VOICES = [
  'cmn-latn-pinyin',
  'cmn-latn-pinyin+f2',
  'cmn-latn-pinyin+m3',
  'cmn-latn-pinyin+f4',
];

describe.skipIf(!ready)('spoken Mandarin', () => {
  it('is heard as speech and as nothing else, clean, with loss and in noise (seed 7)', () => {
    const random = seeded(7);
    for (const voice of VOICES) {
      for (const sentence of SENTENCES) {
        const spoken = joined(new Int16Array(8000), speak(sentence, voice), new Int16Array(8000));
        for (const sound of [
          spoken,
          lossy(spoken, 0.02, random),
          mixed(spoken, whiteNoise(spoken.length / 8, -48, random)),
        ]) {
          const listener = hear(sound);
          expect(listener.tone()).toBeNull();
          const kinds = new Set(listener.heard().map(({ kind }) => kind));
          expect(kinds.has('speech'), `${voice}: ${sentence}`).toBe(true);
          for (const kind of ['sit', 'fax', 'beep', 'dtmf', 'tone'] as const) {
            expect(kinds.has(kind), `${kind} in ${voice}: ${sentence}`).toBe(false);
          }
          expect(listener.voice()?.sinceMs).toBeGreaterThan(800);
          expect(listener.voice()?.sinceMs).toBeLessThan(1600);
        }
      }
    }
  });

  it('is noticed within 200 ms of its onset', () => {
    const delays = VOICES.flatMap((voice) =>
      SENTENCES.map((sentence) => {
        const listener = hear(joined(new Int16Array(8000), speak(sentence, voice)));
        const speech = listener.heard().find(({ kind }) => kind === 'speech');
        return (listener.voice()?.noticedAtMs ?? Infinity) - (speech?.fromMs ?? 0);
      }),
    );
    const sorted = delays.toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length * 0.9)]).toBeLessThanOrEqual(220);
  });
});
