import { createHash, timingSafeEqual } from 'node:crypto';

import type { ChannelRequest, ChannelResponse, RefusalReason } from '../app/ports/channels.ts';

/** How far the time of a signed request may be from ours: an old one is somebody who repeats what they have overheard. */
const windowMs = 10 * 60_000;

export function sha1Hex(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** The signature of WeChat and Weibo: SHA-1 over some texts in the order of their letters. */
export function sortedSha1(parts: readonly string[]): string {
  return sha1Hex([...parts].sort().join(''));
}

/** Compares without telling by its time where two differ. */
export function same(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}

/** Whether `signature`, `timestamp` (seconds) and `nonce` of a request are those of who knows a secret; null: they are. */
export function queryIssue(
  { query }: Pick<ChannelRequest, 'query'>,
  secret: string,
  nowMs: number,
): RefusalReason | null {
  const { signature = '', timestamp = '', nonce = '' } = query;
  if (secret === '' || !same(signature, sortedSha1([secret, timestamp, nonce]))) return 'signature';
  return isFresh(timestamp, nowMs) ? null : 'stale';
}

export function isFresh(timestamp: string, nowMs: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) * 1000 - nowMs) <= windowMs;
}

/** UTF-8, or null where the bytes are none. */
export function textOf(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

/** A JSON object, or null where the text is none. */
export function objectIn(text: string | null): Readonly<Record<string, unknown>> | null {
  try {
    const read = JSON.parse(text ?? '') as unknown;
    return typeof read === 'object' && read !== null && !Array.isArray(read)
      ? (read as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

export function plainResponse(body: string): ChannelResponse {
  return { status: 200, type: 'text/plain; charset=utf-8', body };
}

export function jsonResponse(body: unknown): ChannelResponse {
  return { status: 200, type: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

/** Where a platform is asked: at a gateway where one is set, else at its own address. */
export function apiUrl(
  gateway: string,
  own: string,
  path: string,
  query: Readonly<Record<string, string>> = {},
): string {
  const base = (gateway.trim() === '' ? own : gateway.trim()).replace(/\/+$/, '');
  const search = new URLSearchParams(query).toString();
  return `${base}${path}${search === '' ? '' : `?${search}`}`;
}
