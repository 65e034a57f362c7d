import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { voicePurposes, type VoicePurpose } from '@everyline/exchange';
import { encodeALaw, readWav } from '@everyline/telephony';

/**
 * Recorded speech that neither the exchange nor the listener was made with: the prompts of Debian's
 * asterisk-core-sounds-*-wav, spoken by professional speakers of four languages, and sentences by espeak-ng.
 */
export const MACHINE_SETS = ['en_US_f_Allison', 'fr_CA_f_June', 'ru_RU_f_IvrvoiceRU'] as const;
/** Speakers that nothing of the hearing was ever looked at with. */
export const HELD_OUT_SETS = ['it_IT_f_Menardi', 'es_MX_f_Allison'] as const;
const PERSON_SET = 'it_IT_m_Carlo';
export const strangerPackages = [
  'asterisk-core-sounds-es-wav',
  'asterisk-prompt-it-menardi-wav',
  'asterisk-core-sounds-en-wav',
  'asterisk-core-sounds-fr-wav',
  'asterisk-core-sounds-ru-wav',
  'asterisk-core-sounds-it-wav',
] as const;

/** How long a recording of each purpose may be, in ms. */
const LENGTHS: Readonly<Partial<Record<VoicePurpose, readonly [number, number]>>> = {
  voicemail: [3000, 9000],
  after_hours: [4000, 14_000],
  ivr: [4000, 16_000],
  ivr_invalid: [1200, 3500],
  queue: [2000, 7000],
};
const ANNOUNCEMENT_MS = [2000, 9000] as const;
const EACH = 12;

/** What persons say, in words that espeak-ng speaks. */
const SAID: readonly {
  readonly purpose: VoicePurpose;
  readonly voice: string;
  readonly words: string;
}[] = [
  { purpose: 'greeting', voice: 'en-us+m3', words: 'Hello?' },
  { purpose: 'greeting', voice: 'en-gb+f2', words: 'Hello, good morning.' },
  { purpose: 'greeting', voice: 'de+m1', words: 'Ja, hallo?' },
  { purpose: 'greeting', voice: 'fr-fr+f4', words: 'Allô, bonjour?' },
  { purpose: 'greeting', voice: 'ru+m2', words: 'Алло, слушаю вас.' },
  { purpose: 'greeting', voice: 'cmn-latn-pinyin+f3', words: 'wei2, ni3 hao3.' },
  { purpose: 'greeting', voice: 'cmn-latn-pinyin+m2', words: 'nin2 hao3, qing3 jiang3.' },
  { purpose: 'greeting_office', voice: 'en-us+f1', words: 'City planning office, how can I help?' },
  { purpose: 'greeting_office', voice: 'de+f3', words: 'Stadtverwaltung, Meier, guten Tag.' },
  { purpose: 'greeting_office', voice: 'fr-fr+m2', words: 'Mairie de Lyon, bonjour.' },
  { purpose: 'greeting_office', voice: 'es+m4', words: 'Ayuntamiento, dígame.' },
  {
    purpose: 'greeting_office',
    voice: 'cmn-latn-pinyin+f1',
    words: 'nin2 hao3, jiao1 tong1 ju2 ban4 gong1 shi4.',
  },
  { purpose: 'greeting_other_office', voice: 'en-gb+m2', words: 'Tax office, Miller speaking.' },
  { purpose: 'greeting_other_office', voice: 'pt-br+f2', words: 'Secretaria da saúde, boa tarde.' },
  { purpose: 'repeat', voice: 'en-us+m3', words: 'Hello? Is anybody there?' },
  { purpose: 'repeat', voice: 'cmn-latn-pinyin+f3', words: 'wei2? wei2?' },
  { purpose: 'reaction', voice: 'en-us+m3', words: 'Oh, a machine.' },
  { purpose: 'reaction', voice: 'de+f3', words: 'Na gut, auf Wiederhören.' },
];

interface Recorded {
  readonly from: string;
  readonly samples: Int16Array;
}

function recordings(folder: string): Recorded[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.wav'))
    .toSorted()
    .flatMap((file) => {
      const reading = readWav(new Uint8Array(readFileSync(join(folder, file))));
      return reading.ok && reading.sampleRateHz === 8000
        ? [{ from: `${folder.split('/').at(-1) ?? ''}/${file}`, samples: reading.samples }]
        : [];
    });
}

/** Spoken by espeak-ng at 22,050 Hz, brought to 8,000 Hz by averaging; null where it is not installed. */
function spoken(words: string, voice: string): Int16Array | null {
  const { stdout, status } = spawnSync('espeak-ng', ['-v', voice, '-s', '155', '--stdout', words]);
  if (status !== 0) return null;
  const reading = readWav(new Uint8Array(stdout));
  if (!reading.ok) return null;
  const ratio = reading.sampleRateHz / 8000;
  return Int16Array.from({ length: Math.floor(reading.samples.length / ratio) - 4 }, (_, n) => {
    let sum = 0;
    for (let k = 0; k < 3; k += 1) sum += reading.samples[Math.floor((n + k / 3) * ratio)] ?? 0;
    return (sum / 3) * 0.35;
  });
}

/**
 * Writes a folder of voices for the simulated exchange made of strangers' recordings. `sounds` holds the folders of
 * Debian's packages, of which `machineSets` speak for machines; gives what is missing instead, as a sentence.
 */
export function makeStrangerVoices(
  sounds: string,
  into: string,
  machineSets: readonly string[] = MACHINE_SETS,
): string | null {
  let machines: Recorded[];
  let persons: Recorded[];
  try {
    machines = machineSets.flatMap((set) => recordings(join(sounds, set)));
    persons = recordings(join(sounds, PERSON_SET));
  } catch {
    return `no recordings in ${sounds}: apt-get install ${strangerPackages.join(' ')}`;
  }
  mkdirSync(into, { recursive: true });
  const manifest: object[] = [];
  const add = (purpose: VoicePurpose, voice: string, says: string, samples: Int16Array): void => {
    const id = `${purpose.replaceAll('_', '-')}-${manifest.length}`;
    manifest.push({ id, purpose, says, voice, durationMs: Math.round(samples.length / 8) });
    writeFileSync(join(into, `${id}.alaw`), encodeALaw(samples));
  };
  const lengthMs = ({ samples }: Recorded) => samples.length / 8;
  for (const [turn, purpose] of voicePurposes.entries()) {
    if (/^(greeting|repeat|reaction)/.test(purpose)) {
      const [least, most] = purpose.startsWith('greeting_') ? [900, 3500] : [400, 1800];
      const fitting = persons.filter((one) => lengthMs(one) >= least && lengthMs(one) <= most);
      for (let n = 0; n < 6; n += 1) {
        const one = fitting[(turn * 31 + n * 17) % fitting.length];
        if (one !== undefined) add(purpose, 'carlo', one.from, one.samples);
      }
      continue;
    }
    const [least, most] = LENGTHS[purpose] ?? ANNOUNCEMENT_MS;
    const fitting = machines.filter((one) => lengthMs(one) >= least && lengthMs(one) <= most);
    for (let n = 0; n < EACH; n += 1) {
      const one = fitting[(turn * 37 + n * 23) % fitting.length];
      if (one !== undefined)
        add(purpose, one.from.split('/')[0] ?? 'unknown', one.from, one.samples);
    }
  }
  for (const { purpose, voice, words } of SAID) {
    const samples = spoken(words, voice);
    if (samples === null) return 'espeak-ng is missing: apt-get install espeak-ng';
    add(purpose, voice, words, samples);
  }
  writeFileSync(join(into, 'manifest.json'), JSON.stringify(manifest, null, 1));
  return null;
}
