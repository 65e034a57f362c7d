import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { DocumentFile, FoundDocument } from '../app/ports/document-reader.ts';
import { isPrivateAddress } from './private-address.ts';
import { publicLookup } from './public-lookup.ts';
import { faultDetail, ReadingFault } from './rejected.ts';

export interface FetchOptions {
  /** Bytes of one document, after decompression. */
  readonly maxBytes: number;
  /** For the whole document, redirects included. */
  readonly timeoutMs: number;
  readonly maxRedirects: number;
  /** Hosts inside the own network which an administrator has allowed (`10.1.2.3`, `portal.intranet`, `127.0.0.1:8080`). */
  readonly allowedPrivateHosts: readonly string[];
  readonly userAgent: string;
}

export const FETCH_OPTIONS: FetchOptions = {
  maxBytes: 512 * 1024 * 1024,
  timeoutMs: 120_000,
  maxRedirects: 5,
  allowedPrivateHosts: [],
  userAgent: 'Everyline/0.1 (reads published telephone numbers)',
};

/**
 * Fetches the document of an address into a temporary file, which is removed when the caller goes
 * on. Only http and https; the address that is connected to is checked, not only the name, so that
 * neither a redirect nor a name server can lead into the own network.
 */
export async function* fetchDocument(
  address: string,
  options: FetchOptions,
): AsyncGenerator<FoundDocument> {
  const folder = await mkdtemp(join(tmpdir(), 'everyline-fetch-'));
  try {
    yield await fetched(address, join(folder, 'document'), options);
  } catch (error) {
    const fault =
      error instanceof ReadingFault
        ? error
        : new ReadingFault('address_failed', { detail: faultDetail(error) });
    yield { ...fault.rejected, file: address };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fetched(
  address: string,
  path: string,
  options: FetchOptions,
): Promise<DocumentFile> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  let url = parsed(address);
  for (let redirects = 0; ; redirects += 1) {
    if (redirects > options.maxRedirects) {
      throw new ReadingFault('address_redirects', { limit: options.maxRedirects });
    }
    const response = await answered(url, options, signal);
    const status = response.statusCode ?? 0;
    const next = response.headers.location;
    if (status >= 300 && status < 400 && next !== undefined) {
      response.destroy();
      url = parsed(new URL(next, url).href);
      continue;
    }
    if (status !== 200) {
      response.destroy();
      throw new ReadingFault('address_status', { status });
    }
    const sizeBytes = await saved(response, path, options, signal);
    const type = response.headers['content-type'] ?? '';
    const charset = /charset\s*=\s*"?([\w-]+)/i.exec(type)?.[1];
    const declared = { ...(type ? { mediaType: type } : {}), ...(charset ? { charset } : {}) };
    return { name: address, sizeBytes, at: { path }, declared, origin: url.href };
  }
}

function parsed(address: string): URL {
  const url = URL.parse(address);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') {
    throw new ReadingFault('address_invalid');
  }
  return url;
}

function answered(url: URL, options: FetchOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const allowed =
    options.allowedPrivateHosts.includes(url.hostname) ||
    options.allowedPrivateHosts.includes(url.host);
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowed && isIP(bare) !== 0 && isPrivateAddress(bare)) {
    throw new ReadingFault('address_private', { host: url.host });
  }
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        signal,
        lookup: allowed
          ? lookup
          : publicLookup(() => new ReadingFault('address_private', { host: url.host })),
        agent: false,
        headers: {
          'user-agent': options.userAgent,
          accept: '*/*',
          'accept-encoding': 'gzip, deflate, br',
        },
      },
      resolve,
    );
    sent.on('error', reject);
    sent.end();
  });
}

/** Writes the decompressed body and counts its bytes. */
async function saved(
  response: IncomingMessage,
  path: string,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<number> {
  let size = 0;
  const counter = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.length;
      if (size <= options.maxBytes) done(null, chunk);
      else
        done(
          new ReadingFault('address_too_large', {
            limit: Math.round(options.maxBytes / 1024 / 1024),
          }),
        );
    },
  });
  const encoding = (response.headers['content-encoding'] ?? '').trim().toLowerCase();
  const inflate =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'deflate'
        ? createInflate()
        : encoding === 'br'
          ? createBrotliDecompress()
          : null;
  const target = createWriteStream(path);
  if (inflate) await pipeline(response, inflate, counter, target, { signal });
  else await pipeline(response, counter, target, { signal });
  return size;
}
