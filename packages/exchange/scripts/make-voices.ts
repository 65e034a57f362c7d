/**
 * Makes the recorded voices of the simulated exchange and the probe's announcement, as 8 kHz mono G.711 A-law.
 * Needs espeak-ng, sox with ogg support, and gcin-voice (Debian packages of the same names and libsox-fmt-all);
 * the files it makes are committed, so that nothing but Node is needed to run the product.
 *
 *   node packages/exchange/scripts/make-voices.ts [PURPOSE]
 *
 * With a purpose only its recordings are made, and the others stay as they are.
 */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { zhuyinOf } from './pinyin-to-zhuyin.ts';
import {
  menuPieces,
  recordings,
  utterances,
  type VoicePurpose,
  type VoiceText,
} from './voice-texts.ts';

/** A way to speak. `syllables`: recorded syllables of gcin-voice (5.ogg, CC-BY-3.0); `formant`: espeak-ng. */
type Voice =
  | {
      readonly name: string;
      readonly by: 'syllables';
      readonly tempo: number;
      readonly pitchCents: number;
    }
  | {
      readonly name: string;
      readonly by: 'formant';
      readonly variant: string;
      readonly wordsPerMinute: number;
      readonly pitch: number;
    };

const carriers: readonly Voice[] = [
  { name: 'chulo', by: 'syllables', tempo: 1.25, pitchCents: 0 },
  { name: 'f2', by: 'formant', variant: '+f2', wordsPerMinute: 170, pitch: 60 },
  { name: 'm3', by: 'formant', variant: '+m3', wordsPerMinute: 185, pitch: 45 },
];
const persons: readonly Voice[] = [
  { name: 'chulo-quick', by: 'syllables', tempo: 1.4, pitchCents: 60 },
  { name: 'm1', by: 'formant', variant: '+m1', wordsPerMinute: 190, pitch: 35 },
  { name: 'chulo-low', by: 'syllables', tempo: 1.3, pitchCents: -420 },
  { name: 'f4', by: 'formant', variant: '+f4', wordsPerMinute: 200, pitch: 65 },
  { name: 'chulo-deep', by: 'syllables', tempo: 1.2, pitchCents: -700 },
  { name: 'm7', by: 'formant', variant: '+m7', wordsPerMinute: 165, pitch: 25 },
  { name: 'f3', by: 'formant', variant: '+f3', wordsPerMinute: 180, pitch: 75 },
  { name: 'chulo-bright', by: 'syllables', tempo: 1.5, pitchCents: 200 },
];

const workHz = 22_050;
const syllableFolder = '/usr/share/gcin-voice/ogg';
const exchangeFolder = resolve(import.meta.dirname, '..');
const audioFolder = join(exchangeFolder, 'audio');
const assetsFolder = resolve(exchangeFolder, '../server/assets');
const scratch = mkdtempSync(join(tmpdir(), 'everyline-voices-'));

function sox(args: readonly string[], input?: Uint8Array): Buffer {
  return execFileSync('sox', ['-D', '-V1', ...args], {
    ...(input === undefined ? {} : { input }),
    maxBuffer: 64 << 20,
  });
}

function samplesOf(bytes: Buffer): Int16Array {
  return new Int16Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~1)),
  );
}

/** Without the quiet edges: below 1 % of full scale. */
function trimmed(samples: Int16Array): Int16Array {
  let from = 0;
  let to = samples.length;
  while (from < to && Math.abs(samples[from] ?? 0) < 330) from += 1;
  while (to > from && Math.abs(samples[to - 1] ?? 0) < 330) to -= 1;
  return samples.slice(from, to);
}

const syllables = new Map<string, Int16Array>();
function syllable(pinyin: string): Int16Array {
  const known = syllables.get(pinyin);
  if (known !== undefined) return known;
  const base = zhuyinOf(pinyin);
  // Neutral and rare tones that were not recorded are taken from the nearest tone that was.
  const bare = base.replace(/[1-4]$/, '');
  const found = [base, `${bare}4`, bare, `${bare}2`, `${bare}3`, `${bare}1`].find((name) =>
    existsSync(join(syllableFolder, name, '5.ogg')),
  );
  if (found === undefined) throw new Error(`gcin-voice has no ${pinyin} (${base})`);
  const samples = trimmed(
    samplesOf(
      sox([
        join(syllableFolder, found, '5.ogg'),
        '-t',
        'raw',
        '-r',
        String(workHz),
        '-c',
        '1',
        '-e',
        'signed',
        '-b',
        '16',
        '-',
      ]),
    ),
  );
  syllables.set(pinyin, samples);
  return samples;
}

/** Syllables laid one after the other with an overlap of 15 ms, a comma being 260 ms of silence. */
function spokenBySyllables(pinyin: string): Int16Array {
  const overlap = Math.round(0.015 * workHz);
  const out: number[] = [];
  for (const [index, phrase] of pinyin.split(',').entries()) {
    if (index > 0) for (let i = 0; i < 0.26 * workHz; i += 1) out.push(0);
    for (const [place, name] of phrase.trim().split(/\s+/).entries()) {
      const samples = syllable(name);
      const start = place === 0 ? out.length : Math.max(0, out.length - overlap);
      for (const [i, sample] of samples.entries()) {
        const fade = place > 0 && i < overlap ? i / overlap : 1;
        const at = start + i;
        const before = out[at] ?? 0;
        const kept = at < out.length ? before * (1 - i / overlap) : 0;
        out[at] = kept + sample * fade;
      }
    }
  }
  return Int16Array.from(out, (value) => Math.max(-32768, Math.min(32767, Math.round(value))));
}

function spokenByFormants(
  text: string,
  language: string,
  voice: { variant: string; wordsPerMinute: number; pitch: number },
): Int16Array {
  const file = join(scratch, 'formant.wav');
  execFileSync('espeak-ng', [
    '-v',
    `${language}${voice.variant}`,
    '-s',
    String(voice.wordsPerMinute),
    '-p',
    String(voice.pitch),
    '-w',
    file,
    text,
  ]);
  return trimmed(
    samplesOf(
      sox([file, '-t', 'raw', '-r', String(workHz), '-c', '1', '-e', 'signed', '-b', '16', '-']),
    ),
  );
}

function joined(parts: readonly Int16Array[], gapMs: number): Int16Array {
  const gap = Math.round((gapMs * workHz) / 1000);
  const out = new Int16Array(parts.reduce((sum, part) => sum + part.length + gap, -gap));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length + gap;
  }
  return out;
}

/** As a telephone carries it: 300–3,400 Hz at 8 kHz, speech active at a level in dBm0 (ITU-T P.56 in spirit: frames within 20 dB of the loudest). */
function asTelephone(
  samples: Int16Array,
  effects: readonly string[],
  levelDbm0: number,
): Uint8Array {
  const raw = ['-t', 'raw', '-r', String(workHz), '-c', '1', '-e', 'signed', '-b', '16'];
  const narrow = samplesOf(
    sox(
      [
        ...raw,
        '-',
        '-t',
        'raw',
        '-r',
        '8000',
        '-e',
        'signed',
        '-b',
        '16',
        '-',
        'gain',
        '-6',
        ...effects,
        'highpass',
        '280',
        'lowpass',
        '3400',
        'rate',
        '8000',
      ],
      new Uint8Array(samples.buffer),
    ),
  );
  const powers: number[] = [];
  for (let at = 0; at + 160 <= narrow.length; at += 160) {
    let sum = 0;
    for (let i = 0; i < 160; i += 1) sum += (narrow[at + i] ?? 0) ** 2;
    powers.push(sum / 160);
  }
  const floor = Math.max(...powers) / 100;
  const active = powers.filter((power) => power > floor);
  const rms = Math.sqrt(active.reduce((sum, power) => sum + power, 0) / active.length);
  // A sine of peak 32,768 is +3.14 dBm0 (ITU-T G.711 table 5), so 0 dBm0 is an rms of 16,130.
  const gain = (16_130 * 10 ** (levelDbm0 / 20)) / rms;
  const scaled = narrow.map((value) =>
    Math.max(-32_000, Math.min(32_000, Math.round(value * gain))),
  );
  return new Uint8Array(
    sox(
      [
        '-t',
        'raw',
        '-r',
        '8000',
        '-c',
        '1',
        '-e',
        'signed',
        '-b',
        '16',
        '-',
        '-t',
        'raw',
        '-e',
        'a-law',
        '-b',
        '8',
        '-',
      ],
      new Uint8Array(scaled.buffer),
    ),
  );
}

function spoken(text: VoiceText, voice: Voice, levelDbm0: number): Uint8Array {
  const parts: Int16Array[] = [];
  const effects: string[] = [];
  if (voice.by === 'syllables') {
    parts.push(spokenBySyllables(text.pinyin));
    if (voice.pitchCents !== 0) effects.push('pitch', String(voice.pitchCents));
    effects.push('tempo', '-s', String(voice.tempo));
  } else {
    parts.push(spokenByFormants(text.pinyin, 'cmn-latn-pinyin', voice));
    // Carriers say it in English too; the formant voices do, the recorded syllables cannot.
    if (text.english !== undefined && voice.name === 'f2')
      parts.push(spokenByFormants(text.english, 'en-us', { ...voice, wordsPerMinute: 165 }));
  }
  return asTelephone(joined(parts, 450), effects, levelDbm0);
}

interface ManifestEntry {
  readonly id: string;
  readonly purpose: VoicePurpose;
  readonly says: string;
  readonly voice: string;
  readonly durationMs: number;
  readonly licence: 'espeak-ng output' | 'CC-BY-3.0';
}

/** The purpose that alone is made anew; undefined: all. */
const only = process.argv[2];
const before =
  only === undefined
    ? []
    : (JSON.parse(readFileSync(join(audioFolder, 'manifest.json'), 'utf8')) as ManifestEntry[]);
const manifest: ManifestEntry[] = [];
function make(text: VoiceText, id: string, voice: Voice, levelDbm0: number): void {
  const kept = before.find((entry) => entry.id === id);
  if (only !== undefined && text.purpose !== only && kept !== undefined) {
    manifest.push(kept);
    return;
  }
  const bytes = spoken(text, voice, levelDbm0);
  writeFileSync(join(audioFolder, `${id}.alaw`), bytes);
  const english =
    voice.by === 'formant' && voice.name === 'f2' && text.english !== undefined
      ? ` ${text.english}`
      : '';
  manifest.push({
    id,
    purpose: text.purpose,
    says: `${text.says}${english}`,
    voice: voice.name,
    durationMs: Math.round(bytes.length / 8),
    licence: voice.by === 'syllables' ? 'CC-BY-3.0' : 'espeak-ng output',
  });
}

/** One or two syllables alone are drawn out: a lone 喂 lasts 0.3–0.5 s, three times as long as within a sentence. */
function unhurried(text: VoiceText, voice: Voice): Voice {
  const count = text.pinyin.split(/[ ,]+/).length;
  if (count > 4) return voice;
  const slower = count === 1 ? 0.5 : 0.65;
  return voice.by === 'syllables'
    ? { ...voice, tempo: voice.tempo * slower }
    : { ...voice, wordsPerMinute: Math.max(80, Math.round(voice.wordsPerMinute * slower)) };
}

const counts = new Map<string, number>();
function idOf(purpose: string, voice: string): string {
  const number = (counts.get(purpose) ?? 0) + 1;
  counts.set(purpose, number);
  return `${purpose.replaceAll('_', '-')}-${number}-${voice}`;
}

mkdirSync(audioFolder, { recursive: true });
for (const file of readdirSync(audioFolder)) {
  if (file.endsWith('.alaw') && only === undefined) rmSync(join(audioFolder, file));
}
for (const text of recordings) {
  for (const [index, voice] of carriers.entries()) {
    // The third voice is for the carriers' own recordings; the offices' long texts have two, to keep the files small.
    if (index === 2 && /after_hours|ivr|queue|voicemail/.test(text.purpose)) continue;
    make(text, idOf(text.purpose, voice.name), voice, -16 - index * 1.5);
  }
}
for (const text of menuPieces) {
  for (const voice of carriers.slice(0, 2)) make(text, idOf(text.purpose, voice.name), voice, -17);
}
for (const [index, text] of utterances.entries()) {
  for (const offset of [0, 3]) {
    const voice = persons[(index + offset) % persons.length];
    if (voice !== undefined)
      make(
        text,
        idOf(text.purpose, voice.name),
        unhurried(text, voice),
        -18 - ((index * 5 + offset) % 7),
      );
  }
}
writeFileSync(join(audioFolder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);

/** The probe's announcement, spoken as fast as it must be to fit; returns the A-law bytes. */
function announcement(
  text: string,
  language: string,
  variant: string,
  limitMs: number,
): Uint8Array {
  for (let wordsPerMinute = 160; wordsPerMinute < 420; wordsPerMinute += 5) {
    const bytes = asTelephone(
      spokenByFormants(text, language, { variant, wordsPerMinute, pitch: 55 }),
      [],
      -15,
    );
    if (bytes.length <= limitMs * 8) return bytes;
  }
  throw new Error(`cannot be said in ${limitMs} ms: ${text}`);
}
if (only === undefined) {
  mkdirSync(assetsFolder, { recursive: true });
  writeFileSync(
    join(assetsFolder, 'probe-announcement.zh-CN.alaw'),
    announcement(
      'nin2 hao3, zhe4 shi4 shi4 re4 xian4 ban4 dui4 gong1 kai1 dian4 hua4 de5 zi4 dong4 ce4 shi4, wu2 xu1 ying4 da2, xie4 xie5, zai4 jian4',
      'cmn-latn-pinyin',
      '+f2',
      4000,
    ),
  );
  writeFileSync(
    join(assetsFolder, 'probe-announcement.en.alaw'),
    announcement(
      'Hello. This is the city hotline office testing public numbers automatically. No reply needed. Thank you, goodbye.',
      'en-us',
      '+f2',
      4000,
    ),
  );
}
rmSync(scratch, { recursive: true, force: true });
const total = manifest.reduce((sum, entry) => sum + entry.durationMs * 8, 0);
console.log(`${manifest.length} recordings, ${(total / 1e6).toFixed(2)} MB`);
