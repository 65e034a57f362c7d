import type {
  ChannelAccount,
  ChannelAdapter,
  ChannelRequest,
  ChannelTools,
  Incoming,
  Received,
} from '../app/ports/channels.ts';
import type { ChannelRefusal, SendResult } from '../app/ports/outbound.ts';
import {
  apiUrl,
  jsonResponse,
  objectIn,
  plainResponse,
  queryIssue,
  textOf,
} from './signed-request.ts';

const ownAddress = 'https://m.api.weibo.com';
const tokenAddress = 'https://api.weibo.com';
/** Below 300 letters; Chinese ones have 3 octets. */
const mostBytes = 890;
const arrived = plainResponse('');

/** Error codes that say something of their own. Source: Weibo Open Platform, error codes. */
const refusals: Readonly<Record<number, ChannelRefusal>> = {
  21327: 'channel_keys',
  21332: 'channel_keys',
  21314: 'channel_keys',
  21315: 'channel_keys',
  21316: 'channel_keys',
  21317: 'channel_keys',
  10012: 'channel_address',
  10014: 'channel_right',
  21301: 'channel_right',
  10010: 'channel_busy',
  10022: 'channel_busy',
  10023: 'channel_busy',
  10024: 'channel_busy',
};

/**
 * Private messages of a verified account on Weibo, by the fans' service platform in its JSON form.
 * Source: Weibo Open Platform, fans' service platform: receiving messages, passive responses, customer-service messages.
 */
export const weibo: ChannelAdapter = {
  repliesInResponse: true,
  mostBytes,
  receive,
  say: (account, { sender }, text, tools) =>
    call(account, tools, '/2/messages/reply.json', {
      type: 'text',
      data: JSON.stringify({ text }),
      receiver_id: sender,
    }),
  check: (account, tools) => call(account, tools, '/oauth2/get_token_info', {}, tokenAddress),
};

function receive(
  account: ChannelAccount,
  request: ChannelRequest,
  { nowMs }: Pick<ChannelTools, 'nowMs'>,
): Received {
  const issue = queryIssue(request, account.secrets.appSecret ?? '', nowMs);
  if (issue !== null) return { kind: 'refused', reason: issue };
  if (request.method === 'GET') {
    const echo = (request.query['echostr'] ?? '').slice(0, 200);
    return { kind: 'settled', response: plainResponse(echo) };
  }
  // Numbers of people are larger than a number of this language may be: they are read as letters.
  const body = (textOf(request.body) ?? '').replace(
    /"(receiver_id|sender_id)"\s*:\s*(\d{1,20})/g,
    '"$1":"$2"',
  );
  const fields = objectIn(body);
  const word = (name: string) => (typeof fields?.[name] === 'string' ? fields[name] : '');
  const sender = word('sender_id');
  const own = word('receiver_id');
  if (!/^\d{1,20}$/.test(sender)) return { kind: 'refused', reason: 'unreadable' };
  if (own !== account.settings.owner) return { kind: 'refused', reason: 'other_account' };
  const incoming = incomingOf(fields ?? {}, sender, word);
  if (incoming === null) return { kind: 'settled', response: arrived };
  return {
    kind: 'brought',
    incoming,
    respond: (reply) =>
      reply === null
        ? arrived
        : jsonResponse({
            result: true,
            receiver_id: sender,
            sender_id: own,
            type: 'text',
            data: encodeURIComponent(JSON.stringify({ text: reply })),
          }),
  };
}

function incomingOf(
  fields: Readonly<Record<string, unknown>>,
  sender: string,
  word: (name: string) => string,
): Incoming | null {
  const text = word('text');
  // Messages have no number: they are told apart by who, when and what, as Weibo's documents say.
  const messageId = `${word('created_at')} ${word('type')} ${text}`;
  const one = { sender, messageId, way: null };
  switch (word('type')) {
    case 'text':
      return { ...one, kind: 'said', text };
    case 'event': {
      const data = (fields['data'] ?? {}) as Readonly<Record<string, unknown>>;
      const { subtype, key } = data;
      const happened = { ...one, messageId: `${messageId} ${String(subtype)} ${String(key)}` };
      if (subtype === 'click' && typeof key === 'string') {
        return { ...happened, kind: 'pressed', text: key };
      }
      return subtype === 'follow' || subtype === 'subscribe'
        ? { ...happened, kind: 'joined', text: '' }
        : null;
    }
    case 'voice':
    case 'image':
    case 'position':
      return { ...one, kind: 'unread', text: '' };
    default:
      return null;
  }
}

async function call(
  account: ChannelAccount,
  tools: ChannelTools,
  path: string,
  fields: Readonly<Record<string, string>>,
  own = ownAddress,
): Promise<SendResult> {
  const result = await tools.post(
    apiUrl(account.settings.apiAddress, own, path),
    new URLSearchParams({ access_token: account.secrets.accessToken ?? '', ...fields }).toString(),
    { 'content-type': 'application/x-www-form-urlencoded' },
  );
  // Refusals come with a status of their own, and the code in what is shown of the answer.
  const said = result.kind === 'sent' ? result.body : result.failure.detail;
  const code = Number(/"error_code"\s*:\s*"?(\d{1,6})/.exec(said)?.[1] ?? 0);
  if (code === 0) return result.kind === 'sent' ? { kind: 'sent', answer: '' } : result;
  const refusal = refusals[code] ?? 'channel_refused';
  const message = /"error"\s*:\s*"([^"]{0,200})/.exec(said)?.[1] ?? '';
  return {
    kind: 'failed',
    retry: refusal === 'channel_busy',
    failure: { code: refusal, detail: `${code} ${message}`.trim() },
  };
}
