import type { SendFailure, SendResult } from '../app/ports/outbound.ts';

/** An address of the own network to which nobody has allowed to send. */
export class PrivateAddress extends Error {}

/** What a failed connection means. Certificates and names are repaired by people: it is tried again. */
export function networkFailure(cause: unknown): Extract<SendResult, { kind: 'failed' }> {
  const { name, code, message } = describe(cause);
  const failed = (kind: SendFailure['code'], retry = true) =>
    ({ kind: 'failed', retry, failure: { code: kind, detail: message } }) as const;
  if (cause instanceof PrivateAddress) return failed('private_address', false);
  if (name === 'TimeoutError' || code === 'ETIMEDOUT' || code === 'ABORT_ERR') {
    return { ...failed('timeout'), failure: { code: 'timeout', detail: '' } };
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EDNS')
    return failed('name_unknown');
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/.test(code)) return failed('certificate');
  return failed('unreachable');
}

function describe(cause: unknown): { name: string; code: string; message: string } {
  if (!(cause instanceof Error)) return { name: '', code: '', message: String(cause) };
  const { code } = cause as NodeJS.ErrnoException;
  // A request that is aborted says so, and why in its cause.
  const why = cause.name === 'AbortError' ? cause.cause : cause;
  return {
    name: why instanceof Error ? why.name : cause.name,
    code: code ?? '',
    message: cause.message === '' ? (code ?? cause.name) : cause.message,
  };
}
