import { lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';

import { isPrivateAddress } from '../sources/private-address.ts';
import { publicLookup } from '../sources/public-lookup.ts';
import { PrivateAddress } from './network-failure.ts';

/** For the whole exchange; who takes longer is tried again later. */
const timeoutMs = 10_000;

export interface Asking {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** What is read of the answer; the rest is left. */
  readonly mostBytes: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Whether an administrator has allowed a host of the own network, as `host` or `host:port`. */
export function isAllowed(
  { hostname, host }: Pick<URL, 'hostname' | 'host'>,
  allowedHosts: readonly string[],
): boolean {
  return allowedHosts.includes(hostname) || allowedHosts.includes(host);
}

/**
 * One request over HTTP and its answer, within ten seconds. Redirects are not followed. Rejects with PrivateAddress for
 * an address of the own network unless it is `allowed`, with the error of the system when there is no answer.
 */
export function exchange(url: URL, asking: Asking, allowed: boolean): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowed && isIP(bare) !== 0 && isPrivateAddress(bare)) {
    return Promise.reject(new PrivateAddress(url.host));
  }
  const { method, body } = asking;
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        signal,
        agent: false,
        lookup: allowed ? lookup : publicLookup(() => new PrivateAddress(url.host)),
        headers: {
          ...(body !== null && { 'content-length': Buffer.byteLength(body) }),
          'user-agent': 'Everyline/0.1',
          ...asking.headers,
        },
      },
      (response) => void read(response, asking.mostBytes, signal).then(resolve, reject),
    );
    sent.on('error', reject);
    sent.end(body ?? undefined);
  });
}

async function read(
  response: IncomingMessage,
  mostBytes: number,
  signal: AbortSignal,
): Promise<Answer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const end = () => response.destroy(signal.reason as Error);
  signal.addEventListener('abort', end, { once: true });
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= mostBytes) break;
    }
  } finally {
    signal.removeEventListener('abort', end);
    response.destroy();
  }
  const headers = Object.entries(response.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().join(', ')] as const],
  );
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: new TextDecoder().decode(Buffer.concat(chunks).subarray(0, mostBytes)),
  };
}
