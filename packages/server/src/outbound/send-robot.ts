import type { TargetKind } from '@everyline/domain';

import type { OutboundMessage, SendResult } from '../app/ports/outbound.ts';
import type { Answer } from './http-exchange.ts';
import { mayPass, postJson, shownAnswer } from './http-post.ts';
import { plainText } from './plain-text.ts';
import { dingtalkQuery, feishuFields } from './signatures.ts';

export type RobotKind = Exclude<TargetKind, 'webhook'>;

interface Robot {
  /** Where its maker has it. */
  readonly hosts: readonly string[];
  readonly path: RegExp;
  /** The parameter of the address that is its key; null: the key is in the path. */
  readonly key: string | null;
  /** Bytes of a text; the makers' limits less the frame around it. */
  readonly mostBytes: number;
  /** Answers that say: not now. */
  readonly busy: readonly number[];
}

export const robots: Readonly<Record<RobotKind, Robot>> = {
  wecom: {
    hosts: ['qyapi.weixin.qq.com'],
    path: /^\/cgi-bin\/webhook\/send$/,
    key: 'key',
    mostBytes: 2_048,
    busy: [-1, 45_009, 45_033],
  },
  dingtalk: {
    hosts: ['oapi.dingtalk.com'],
    path: /^\/robot\/send$/,
    key: 'access_token',
    mostBytes: 18_000,
    busy: [-1, 130_101, 410_100],
  },
  feishu: {
    hosts: ['open.feishu.cn', 'open.larksuite.com'],
    path: /^\/open-apis\/bot\/v2\/hook\/[\w-]+$/,
    key: null,
    mostBytes: 18_000,
    busy: [9_499, 11_232],
  },
};

/** Sends a message to the robot of a group chat, signed where it signs. */
export async function sendRobot(
  kind: RobotKind,
  url: URL,
  secret: string | null,
  message: OutboundMessage,
  allowedHosts: readonly string[],
): Promise<SendResult> {
  const text = plainText(message, robots[kind].mostBytes);
  const { to, body } = request(kind, url, secret, text, message.atMs);
  const answer = await postJson(to, JSON.stringify(body), {}, allowedHosts);
  return 'kind' in answer ? answer : resultOf(kind, answer);
}

function request(
  kind: RobotKind,
  url: URL,
  secret: string | null,
  text: string,
  atMs: number,
): { to: URL; body: object } {
  if (kind === 'feishu') {
    const signed = secret === null ? {} : feishuFields(secret, atMs);
    return { to: url, body: { ...signed, msg_type: 'text', content: { text } } };
  }
  const to = new URL(url);
  if (kind === 'dingtalk' && secret !== null) {
    const { timestamp, sign } = dingtalkQuery(secret, atMs);
    to.searchParams.set('timestamp', timestamp);
    to.searchParams.set('sign', sign);
  }
  return { to, body: { msgtype: 'text', text: { content: text } } };
}

/** Robots answer 200 also when they refuse, and say so in the body. */
function resultOf(kind: RobotKind, answer: Answer): SendResult {
  const shown = shownAnswer(answer);
  if (answer.status !== 200) {
    const failure = { code: 'status', detail: shown } as const;
    return { kind: 'failed', retry: mayPass(answer.status), failure };
  }
  const code = codeOf(answer.body);
  if (code === 0) return { kind: 'sent', answer: shown };
  const retry = code !== null && robots[kind].busy.includes(code);
  return { kind: 'failed', retry, failure: { code: 'answer', detail: shown } };
}

/** WeCom and DingTalk say `errcode`, Feishu `code`, and `StatusCode` in its older form. */
function codeOf(body: string): number | null {
  let said: unknown;
  try {
    said = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof said !== 'object' || said === null) return null;
  const { errcode, code, StatusCode } = said as Record<string, unknown>;
  const found = errcode ?? code ?? StatusCode;
  return typeof found === 'number' ? found : null;
}
