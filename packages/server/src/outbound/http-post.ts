import { lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';

import type { PostResult, SendResult } from '../app/ports/outbound.ts';
import { isPrivateAddress } from '../sources/private-address.ts';
import { publicLookup } from '../sources/public-lookup.ts';
import { networkFailure, PrivateAddress } from './network-failure.ts';

/** For the whole exchange; who takes longer is tried again later. */
const timeoutMs = 10_000;
/** What is read of an answer; robots say in less whether they took a message. */
const mostAnswerBytes = 16_384;
/** What is kept of it to be shown. */
const shownCharacters = 300;

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Posts JSON and gives the answer, or why there is none. Redirects are not followed. */
export async function postJson(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  allowedHosts: readonly string[],
): Promise<Answer | Extract<SendResult, { kind: 'failed' }>> {
  try {
    return await answered(url, body, headers, isAllowed(url, allowedHosts));
  } catch (cause) {
    return networkFailure(cause);
  }
}

/** Posts JSON to a program, which takes it by a status of success; what may pass is tried again. */
export async function postBody(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  allowedHosts: readonly string[],
): Promise<PostResult> {
  const answer = await postJson(url, body, headers, allowedHosts);
  if ('kind' in answer) return answer;
  if (answer.status >= 200 && answer.status < 300) {
    return { kind: 'sent', answer: shownAnswer(answer), body: answer.body };
  }
  return {
    kind: 'failed',
    retry: mayPass(answer.status),
    failure: { code: 'status', detail: shownAnswer(answer) },
  };
}

/** Whether an administrator has allowed a host of the own network, as `host` or `host:port`. */
export function isAllowed(
  { hostname, host }: Pick<URL, 'hostname' | 'host'>,
  allowedHosts: readonly string[],
): boolean {
  return allowedHosts.includes(hostname) || allowedHosts.includes(host);
}

/** An answer as it is shown: its status and the beginning of what it says. */
export function shownAnswer({ status, body }: Answer): string {
  const text = body.replace(/\s+/g, ' ').trim().slice(0, shownCharacters);
  return text === '' ? `HTTP ${status}` : `HTTP ${status} ${text}`;
}

/** Too busy, too early, or broken: it may be taken later. */
export function mayPass(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

function answered(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  allowed: boolean,
): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowed && isIP(bare) !== 0 && isPrivateAddress(bare)) {
    return Promise.reject(new PrivateAddress(url.host));
  }
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        signal,
        agent: false,
        lookup: allowed ? lookup : publicLookup(() => new PrivateAddress(url.host)),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Everyline/0.1',
          ...headers,
        },
      },
      (response) => void read(response, signal).then(resolve, reject),
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

async function read(response: IncomingMessage, signal: AbortSignal): Promise<Answer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const end = () => response.destroy(signal.reason as Error);
  signal.addEventListener('abort', end, { once: true });
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= mostAnswerBytes) break;
    }
  } finally {
    signal.removeEventListener('abort', end);
    response.destroy();
  }
  const body = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, mostAnswerBytes));
  return { status: response.statusCode ?? 0, body };
}
