import type { Localised } from '@everyline/contract';
import { isAnnouncementLabel, leastCalls, type AnnouncementLabel } from '@everyline/domain';
import { decodeALaw, PrintIndex, printOf, readPrint, type Print } from '@everyline/telephony';

import { AppFault } from '../faults.ts';

/** What the file of announcements says of itself; another version is refused. */
export const exchangeFormat = 'everyline-announcements';
export const exchangeVersion = 1;

/** One announcement as it travels between cities. */
export interface ExchangedAnnouncement {
  readonly label: AnnouncementLabel;
  /** What it says, word for word; empty where nobody wrote it down. */
  readonly text: string;
  readonly origin: string;
  readonly calls: number;
  readonly numbers: number;
  /** The print of the sound: the bytes of `writePrint`, base64. */
  readonly print: string;
  /** Its sound: G.711 A-law, 8,000 bytes a second, base64. */
  readonly audio: string;
}

export interface ExchangeFile {
  readonly format: typeof exchangeFormat;
  readonly version: typeof exchangeVersion;
  readonly city: string;
  readonly exportedAt: string;
  readonly licence: string;
  /** How a print of this version is matched: the largest share of bits that may differ, over at least so long. */
  readonly thresholds: { readonly bitErrorRate: number; readonly leastMs: number };
  readonly announcements: readonly ExchangedAnnouncement[];
}

/** The thresholds by which a print of version 1 is found (telephony/prints). */
export const printThresholds = { bitErrorRate: 0.25, leastMs: 1_500 } as const;

/** An entry that was read and holds together: its print is that of its sound. */
export interface CheckedAnnouncement {
  readonly place: string;
  readonly label: AnnouncementLabel;
  readonly text: string;
  readonly origin: string;
  readonly calls: number;
  readonly numbers: number;
  readonly print: Print;
  readonly printBytes: Uint8Array;
  readonly audio: Uint8Array;
}

export interface CheckedFile {
  readonly city: string;
  readonly entries: readonly CheckedAnnouncement[];
  readonly rejected: readonly { readonly place: string; readonly reason: Localised }[];
}

/** The largest file that is read; about 2,000 announcements with their sound. */
export const mostFileBytes = 256 * 1024 ** 2;
const mostEntries = 20_000;
const longestMs = 60_000;
const bytesAMs = 8;

/**
 * Reads another city's file and trusts nothing in it: throws `not_exchange_file` where it is none, and
 * rejects entries by place that are no confirmed announcement, or whose print is not that of their sound.
 */
export function readExchangeFile(bytes: Uint8Array): CheckedFile {
  if (bytes.length > mostFileBytes) {
    throw new AppFault('too_large', { limit: `${mostFileBytes / 1024 ** 2} MB` });
  }
  const root = parsed(bytes);
  if (!isRecord(root) || root['format'] !== exchangeFormat) {
    throw refused(
      { zh: `缺少 "format": "${exchangeFormat}"`, en: `"format" is not "${exchangeFormat}"` },
      'format',
    );
  }
  if (root['version'] !== exchangeVersion) {
    throw refused(
      {
        zh: `版本 ${String(root['version'])} 无法读取，本程序读取版本 ${exchangeVersion}，请升级`,
        en: `version ${String(root['version'])} cannot be read; this program reads version ${exchangeVersion}`,
      },
      'version',
    );
  }
  const city = text(root['city'], 200);
  if (city === null || city === '') {
    throw refused({ zh: '没有写明来自哪个城市', en: 'it does not name its city' }, 'city');
  }
  const list = root['announcements'];
  if (!Array.isArray(list) || list.length > mostEntries) {
    throw refused(
      { zh: `应为至多 ${mostEntries} 条的列表`, en: `a list of at most ${mostEntries} is wanted` },
      'announcements',
    );
  }
  const entries: CheckedAnnouncement[] = [];
  const rejected: { place: string; reason: Localised }[] = [];
  for (const [number, one] of (list as unknown[]).entries()) {
    const checked = readEntry(one, `announcements[${number}]`, city);
    if ('reason' in checked) rejected.push(checked);
    else entries.push(checked);
  }
  return { city, entries, rejected };
}

function readEntry(
  one: unknown,
  at: string,
  city: string,
): CheckedAnnouncement | { place: string; reason: Localised } {
  const no = (field: string, zh: string, en: string) => ({
    place: `${at}.${field}`,
    reason: { zh, en },
  });
  if (!isRecord(one)) return { place: at, reason: { zh: '不是对象', en: 'it is no object' } };
  const { label, calls, numbers } = one;
  if (!isAnnouncementLabel(label)) return no('label', '没有这种标注', 'there is no such label');
  if (!isCount(calls) || calls < leastCalls) {
    return no(
      'calls',
      `少于 ${leastCalls} 次听到，可能是真人说话`,
      `heard in fewer than ${leastCalls} calls: it may be live speech`,
    );
  }
  const written = text(one['text'] ?? '', 2_000);
  if (written === null) return no('text', '不是文字或过长', 'it is no text, or too long');
  const origin = text(one['origin'] ?? city, 200);
  if (origin === null || origin === '') return no('origin', '没有来源', 'there is no origin');
  const audio = fromBase64(one['audio'], longestMs * bytesAMs);
  if (audio === null || audio.length < printThresholds.leastMs * bytesAMs) {
    return no(
      'audio',
      '须为 1.5 至 60 秒的 A 律录音（base64），否则无人能核对',
      'G.711 A-law of 1.5 to 60 s in base64 is wanted: nobody could confirm it otherwise',
    );
  }
  const printBytes = fromBase64(one['print'], longestMs);
  const print = printBytes && readPrint(printBytes);
  if (printBytes === null || print === null) {
    return no('print', '指纹无法读取', 'the print cannot be read');
  }
  if (!isPrintOf(print, audio)) {
    return no('print', '指纹与录音不符', 'the print is not that of the sound');
  }
  return {
    place: at,
    label,
    text: written,
    origin,
    calls,
    numbers: isCount(numbers) ? numbers : 1,
    print,
    printBytes,
    audio,
  };
}

/** A print that is not that of its sound would label calls by what nobody has listened to. */
function isPrintOf(print: Print, audio: Uint8Array): boolean {
  const own = printOf(decodeALaw(audio));
  const index = new PrintIndex();
  index.add('file', print);
  const shorterMs = Math.min(own.words.length, print.words.length) * print.hopMs;
  return index.find(own).some(({ fromMs, toMs }) => toMs - fromMs >= 0.6 * shorterMs);
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw refused({ zh: '不是 UTF-8 的 JSON', en: 'it is no JSON in UTF-8' }, null);
  }
}

function refused(detail: Localised, place: string | null): AppFault {
  return new AppFault('not_exchange_file', { detail }, place);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 1e7;
}

function text(value: unknown, most: number): string | null {
  return typeof value === 'string' && value.length <= most ? value.trim() : null;
}

function fromBase64(value: unknown, mostBytes: number): Uint8Array | null {
  if (typeof value !== 'string' || value.length > mostBytes * 1.4 + 8) return null;
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(value)) return null;
  return new Uint8Array(Buffer.from(value, 'base64'));
}
