import type {
  ChannelAccount,
  ChannelAdapter,
  ChannelRequest,
  ChannelTools,
  Received,
} from '../app/ports/channels.ts';
import type { ChannelRefusal, SendResult } from '../app/ports/outbound.ts';
import { apiUrl, jsonResponse, objectIn, same, sha1Hex, textOf } from './signed-request.ts';

const ownAddress = 'https://open.douyin.com';
const tokenMarginMs = 10 * 60_000;
/** 1,000 letters of text; Chinese ones have 3 octets. */
const mostBytes = 3_000;
const arrived = jsonResponse({ err_no: 0, err_tips: 'success' });

/** Error codes that say something of their own. Source: Douyin Open Platform, status codes. */
const tokenCodes = new Set([10008, 2190008, 2190002]);
const refusals: Readonly<Record<number, ChannelRefusal>> = {
  10003: 'channel_keys',
  10008: 'channel_keys',
  10010: 'channel_keys',
  10013: 'channel_keys',
  2190002: 'channel_keys',
  2190008: 'channel_keys',
  2190004: 'channel_right',
  2100004: 'channel_busy',
  2190001: 'channel_busy',
};

/**
 * Private messages of an account on Douyin: events come by webhook, signed with SHA-1 over client secret and body; replies
 * name the message and the conversation that they answer. Source: Douyin Open Platform, webhooks and private messages.
 */
export const douyin: ChannelAdapter = {
  repliesInResponse: false,
  mostBytes,
  receive,
  say: async (account, { sender, way }, text, tools) => {
    const { message = '', conversation = '' } = (objectIn(way) ?? {}) as Record<string, string>;
    for (const isLast of [false, true]) {
      const token = await tokenOf(account, tools);
      if (typeof token !== 'string') return token;
      const { apiAddress, owner } = account.settings;
      const result = await tools.post(
        apiUrl(apiAddress, ownAddress, '/im/send/msg/', { open_id: owner }),
        JSON.stringify({
          msg_id: message,
          conversation_id: conversation,
          to_user_id: sender,
          scene: 'im_reply_msg',
          content: { msg_type: 1, text: { text } },
        }),
        { 'access-token': token },
      );
      const answered = answerOf(result);
      if (answered.kind === 'sent' || isLast || !answered.isToken) return answered.result;
      await tools.token.forget();
    }
    throw new Error('the last attempt has returned');
  },
  check: async (account, tools) => {
    await tools.token.forget();
    const token = await tokenOf(account, tools);
    return typeof token === 'string' ? { kind: 'sent', answer: '' } : token;
  },
};

function receive(account: ChannelAccount, request: ChannelRequest): Received {
  const { body, header, method } = request;
  const secret = account.secrets.appSecret ?? '';
  const signature = header('x-douyin-signature') ?? '';
  if (method !== 'POST' || secret === '' || !same(signature, sha1Hex(secret, body))) {
    return { kind: 'refused', reason: 'signature' };
  }
  const event = objectIn(textOf(body));
  if (event === null) return { kind: 'refused', reason: 'unreadable' };
  // What it holds comes as an object or as the text of one.
  const { content: given } = event;
  const content =
    typeof given === 'string'
      ? objectIn(given)
      : (given as Readonly<Record<string, unknown>> | null);
  const word = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (event['event'] === 'verify_webhook') {
    return { kind: 'settled', response: jsonResponse({ challenge: content?.['challenge'] }) };
  }
  const client = word(event['client_key']);
  if (client !== account.settings.account) return { kind: 'refused', reason: 'other_account' };
  const isOurs = word(event['to_user_id']) === account.settings.owner;
  if (event['event'] !== 'im_receive_msg' || !isOurs || !content) {
    return { kind: 'settled', response: arrived };
  }
  const sender = word(event['from_user_id']);
  const message = word(content['server_message_id']) || (header('msg-id') ?? '');
  if (sender === '' || message === '') return { kind: 'refused', reason: 'unreadable' };
  const text = word(content['text']);
  const isText = content['message_type'] === 'text' && text !== '';
  const way = { message, conversation: word(content['conversation_short_id']) };
  return {
    kind: 'brought',
    incoming: {
      kind: isText ? 'said' : 'unread',
      sender,
      messageId: message,
      text: isText ? text : '',
      way: JSON.stringify(way),
    },
    respond: () => arrived,
  };
}

/** The account's token; it is renewed by the one that an administrator entered, which Douyin lets hold for 30 days. */
async function tokenOf(
  account: ChannelAccount,
  tools: ChannelTools,
): Promise<string | Extract<SendResult, { kind: 'failed' }>> {
  const kept = await tools.token.read();
  if (kept !== null) return kept;
  const result = await tools.post(
    apiUrl(account.settings.apiAddress, ownAddress, '/oauth/refresh_token/'),
    new URLSearchParams({
      client_key: account.settings.account,
      grant_type: 'refresh_token',
      refresh_token: account.secrets.refreshToken ?? '',
    }).toString(),
    { 'content-type': 'application/x-www-form-urlencoded' },
  );
  const answered = answerOf(result);
  if (answered.kind === 'failed') return answered.result;
  const { access_token: token, expires_in: seconds } = answered.data;
  if (typeof token !== 'string') {
    return { kind: 'failed', retry: true, failure: { code: 'answer', detail: '' } };
  }
  const lastsMs = Math.max(60_000, (Number(seconds) || 86_400) * 1000 - tokenMarginMs);
  await tools.token.keep(token, tools.nowMs + lastsMs);
  return token;
}

type Failed = Extract<SendResult, { kind: 'failed' }>;
type Answered =
  | {
      readonly kind: 'sent';
      readonly result: SendResult;
      readonly data: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'failed'; readonly result: Failed; readonly isToken: boolean };

function answerOf(result: Awaited<ReturnType<ChannelTools['post']>>): Answered {
  if (result.kind === 'failed') return { kind: 'failed', result, isToken: false };
  const answer = objectIn(result.body);
  const data = (answer?.['data'] ?? null) as Readonly<Record<string, unknown>> | null;
  if (data === null) {
    const failure = { code: 'answer', detail: result.answer } as const;
    return { kind: 'failed', result: { kind: 'failed', retry: true, failure }, isToken: false };
  }
  const code = Number(data['error_code'] ?? 0);
  if (code === 0) return { kind: 'sent', result: { kind: 'sent', answer: '' }, data };
  const refusal = refusals[code] ?? 'channel_refused';
  const said = typeof data['description'] === 'string' ? data['description'].slice(0, 200) : '';
  const failure = { code: refusal, detail: `${code} ${said}`.trim() } as const;
  return {
    kind: 'failed',
    result: { kind: 'failed', retry: refusal === 'channel_busy', failure },
    isToken: tokenCodes.has(code),
  };
}
