import type { PostResult, SendResult } from '../app/ports/outbound.ts';
import { exchange, isAllowed, type Answer } from './http-exchange.ts';
import { networkFailure } from './network-failure.ts';

/** What is read of an answer; robots say in less whether they took a message. */
const mostAnswerBytes = 16_384;
/** What is kept of it to be shown. */
const shownCharacters = 300;

/** Posts JSON and gives the answer, or why there is none. Redirects are not followed. */
export async function postJson(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  allowedHosts: readonly string[],
): Promise<Answer | Extract<SendResult, { kind: 'failed' }>> {
  const asking = {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body,
    mostBytes: mostAnswerBytes,
  };
  try {
    return await exchange(url, asking, isAllowed(url, allowedHosts));
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

/** An answer as it is shown: its status and the beginning of what it says. */
export function shownAnswer({ status, body }: Pick<Answer, 'status' | 'body'>): string {
  const text = body.replace(/\s+/g, ' ').trim().slice(0, shownCharacters);
  return text === '' ? `HTTP ${status}` : `HTTP ${status} ${text}`;
}

/** Too busy, too early, or broken: it may be taken later. */
export function mayPass(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}
