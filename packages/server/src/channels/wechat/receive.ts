import type {
  ChannelAccount,
  ChannelRequest,
  ChannelResponse,
  ChannelTools,
  Incoming,
  Received,
} from '../../app/ports/channels.ts';
import { plainResponse, queryIssue, same, sortedSha1, textOf } from '../signed-request.ts';
import { readXml, writeXml } from './read-xml.ts';
import { keyOf, openMessage, sealMessage } from './sealed-message.ts';

/** What tells WeChat that a message has arrived and nothing is to be shown. */
const arrived = plainResponse('success');

type Tools = Pick<ChannelTools, 'nowMs' | 'randomBytes'>;

/**
 * A request of WeChat's server: the question whether the address is ours, or what somebody wrote, pressed or followed.
 * Source: WeChat Official Accounts, access guide, receiving standard messages and event pushes, message encryption.
 */
export function receive(account: ChannelAccount, request: ChannelRequest, tools: Tools): Received {
  const { query, method } = request;
  const issue = queryIssue(request, account.secrets.token ?? '', tools.nowMs);
  if (issue !== null) return { kind: 'refused', reason: issue };
  if (method === 'GET') {
    return { kind: 'settled', response: plainResponse((query['echostr'] ?? '').slice(0, 200)) };
  }
  const fields = readXml(textOf(request.body) ?? '');
  if (fields === null) return { kind: 'refused', reason: 'unreadable' };
  // With a key set nothing is taken in plain text: its signature does not cover what is said.
  if ((account.secrets.aesKey ?? '') === '' && !fields.has('Encrypt')) {
    return brought(
      fields,
      (xml) => ({ ...arrived, type: 'text/xml; charset=utf-8', body: xml }),
      tools,
    );
  }
  return receiveSealed(account, request, fields, tools);
}

function receiveSealed(
  account: ChannelAccount,
  { query }: ChannelRequest,
  outer: ReadonlyMap<string, string>,
  tools: Tools,
): Received {
  const sealed = outer.get('Encrypt') ?? '';
  const { timestamp = '', nonce = '', msg_signature: signature = '' } = query;
  const token = account.secrets.token ?? '';
  const key = keyOf(account.secrets.aesKey ?? '');
  if (key === null || sealed === '') return { kind: 'refused', reason: 'unreadable' };
  if (!same(signature, sortedSha1([token, timestamp, nonce, sealed]))) {
    return { kind: 'refused', reason: 'signature' };
  }
  const opened = openMessage(key, sealed);
  if (opened === null) return { kind: 'refused', reason: 'unreadable' };
  if (opened.appId !== account.settings.account)
    return { kind: 'refused', reason: 'other_account' };
  const fields = readXml(opened.message);
  if (fields === null) return { kind: 'refused', reason: 'unreadable' };
  const respond = (xml: string): ChannelResponse => {
    const answer = sealMessage(key, xml, account.settings.account, tools.randomBytes(16));
    const time = String(Math.floor(tools.nowMs / 1000));
    return {
      status: 200,
      type: 'text/xml; charset=utf-8',
      body: writeXml({
        Encrypt: answer,
        MsgSignature: sortedSha1([token, time, nonce, answer]),
        TimeStamp: Number(time),
        Nonce: nonce,
      }),
    };
  };
  return brought(fields, respond, tools);
}

function brought(
  fields: ReadonlyMap<string, string>,
  asXml: (xml: string) => ChannelResponse,
  { nowMs }: Tools,
): Received {
  const sender = fields.get('FromUserName') ?? '';
  const own = fields.get('ToUserName') ?? '';
  if (!/^[\w-]{1,128}$/.test(sender) || own === '')
    return { kind: 'refused', reason: 'unreadable' };
  const incoming = incomingOf(fields, sender);
  if (incoming === null) return { kind: 'settled', response: arrived };
  return {
    kind: 'brought',
    incoming,
    respond: (reply) =>
      reply === null
        ? arrived
        : asXml(
            writeXml({
              ToUserName: sender,
              FromUserName: own,
              CreateTime: Math.floor(nowMs / 1000),
              MsgType: 'text',
              Content: reply,
            }),
          ),
  };
}

/** What somebody did; null for what needs no answer (who has left, where they are, pages that a menu opened). */
function incomingOf(fields: ReadonlyMap<string, string>, sender: string): Incoming | null {
  const field = (name: string) => fields.get(name) ?? '';
  const type = field('MsgType');
  // Messages have a number; events are told apart by who and when, as WeChat's documents say.
  const messageId =
    field('MsgId') === ''
      ? `${field('CreateTime')} ${field('Event')} ${field('EventKey')}`
      : field('MsgId');
  const one = { sender, messageId, way: null };
  if (type === 'text') return { ...one, kind: 'said', text: field('Content') };
  if (type === 'voice') {
    const heard = field('Recognition');
    return { ...one, kind: heard === '' ? 'unread' : 'said', text: heard };
  }
  if (type !== 'event') return { ...one, kind: 'unread', text: '' };
  const event = field('Event').toLowerCase();
  if (event === 'subscribe') return { ...one, kind: 'joined', text: '' };
  if (event === 'click') return { ...one, kind: 'pressed', text: field('EventKey') };
  return null;
}
