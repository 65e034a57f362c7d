import type { Localised } from '@everyline/contract';

import { workOrderActor } from '../people/name-people.ts';
import type { AppContext } from '../context.ts';
import { AppFault } from '../faults.ts';
import { isId } from '../is-id.ts';
import type { StoredCaseSystem } from '../ports/store/case-systems.ts';
import { sameSignature, signatureOf, signatureWindowMs } from './request-signature.ts';

/** A request as it came over the wire. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
}

/** A work-order system that has proved who it is, and the context in which it acts. */
export interface BySystem {
  readonly system: StoredCaseSystem;
  readonly context: AppContext;
}

/**
 * Finds out which work-order system asks. Throws `bad_signature`, and `request_replayed` where its
 * nonce was used before.
 */
export async function verifyRequest(
  context: AppContext,
  { method, path, header, body }: SignedRequest,
): Promise<BySystem> {
  const key = header('everyline-key') ?? '';
  const timestamp = header('everyline-timestamp') ?? '';
  const nonce = header('everyline-nonce') ?? '';
  const signature = header('everyline-signature') ?? '';
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw bad('everyline-timestamp 不是秒数', 'everyline-timestamp is no number of seconds');
  }
  if (!/^[A-Za-z0-9_-]{16,64}$/.test(nonce)) {
    throw bad(
      'everyline-nonce 须为 16 至 64 个字母或数字',
      'everyline-nonce has 16 to 64 letters and digits',
    );
  }
  const nowMs = context.clock.nowMs();
  if (Math.abs(Number(timestamp) * 1000 - nowMs) > signatureWindowMs) {
    throw bad(
      `时间相差超过 ${signatureWindowMs / 1000} 秒，服务器时间是 ${Math.floor(nowMs / 1000)}`,
      `its time is more than ${signatureWindowMs / 1000} seconds off; the server has ${Math.floor(nowMs / 1000)}`,
    );
  }
  const system = isId(key) ? await context.store.caseSystems.byId(key) : null;
  if (!system?.enabled) {
    throw bad('everyline-key 不是已启用的工单系统', 'everyline-key names no enabled system');
  }
  const secret = context.secrets.open(system.secretSealed);
  const expected = await signatureOf(secret, { method, path, timestamp, nonce, body });
  if (!sameSignature(signature, `v1=${expected}`)) {
    throw bad('签名与内容不符', 'it does not fit what was sent');
  }
  const forgetBeforeMs = nowMs - 2 * signatureWindowMs;
  if (!(await context.store.caseSystems.useNonce(system.id, nonce, nowMs, forgetBeforeMs))) {
    throw new AppFault('request_replayed');
  }
  return { system, context: asSystem(context, system) };
}

/** The context of what a work-order system does: the record names it. */
export function asSystem(context: AppContext, { name }: StoredCaseSystem): AppContext {
  return { ...context, actor: { kind: 'system', name: `${workOrderActor}${name}` } };
}

function bad(zh: string, en: string): AppFault {
  const detail: Localised = { zh, en };
  return new AppFault('bad_signature', { detail });
}
