import { weibo } from '../packages/server/src/channels/weibo.ts';
import { douyin } from '../packages/server/src/channels/douyin.ts';
import { sha1Hex, sortedSha1 } from '../packages/server/src/channels/signed-request.ts';
import { sealMessage, keyOf } from '../packages/server/src/channels/wechat/sealed-message.ts';
import { wechat } from '../packages/server/src/channels/wechat/wechat.ts';
import type { ChannelAccount, ChannelRequest } from '../packages/server/src/app/ports/channels.ts';

const nowMs = 1_409_735_669_000;
const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const secret = 'spamtest';
const tools = { nowMs, randomBytes: (count: number) => new Uint8Array(count) };
const settings = { account: 'wx1', owner: '1902538057' } as ChannelAccount['settings'];
const text = new TextEncoder();

function signed(body: Uint8Array, more: Readonly<Record<string, string>> = {}): ChannelRequest {
  const timestamp = String(nowMs / 1000);
  return {
    method: 'POST',
    query: { timestamp, nonce: '1', signature: sortedSha1([secret, timestamp, '1']), ...more },
    header: (name) => (name === 'x-douyin-signature' ? sha1Hex(secret, body) : undefined),
    body,
  };
}

/**
 * What a platform that knows the secret sends, in plain text, sealed and as JSON: it is read or refused, and what is read has
 * somebody who said it.
 */
export function readChannelMessage(bytes: Uint8Array): void {
  const key = keyOf(aesKey);
  if (key === null) throw new Error('the key is one');
  const plain = new TextDecoder().decode(bytes);
  const sealed = sealMessage(key, plain, settings.account, new Uint8Array(16));
  const body = text.encode(`<xml><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`);
  const query = { msg_signature: sortedSha1([secret, String(nowMs / 1000), '1', sealed]) };
  const account = { settings, secrets: { token: secret, appSecret: secret } };
  const received = [
    wechat.receive(account, signed(bytes), tools),
    wechat.receive({ settings, secrets: { token: secret, aesKey } }, signed(body, query), tools),
    douyin.receive(account, signed(bytes), tools),
    weibo.receive(account, signed(bytes), tools),
  ];
  for (const one of received) {
    if (one.kind !== 'brought') continue;
    if (one.incoming.sender === '') throw new Error('nobody said it');
    one.respond('好');
    one.respond(null);
  }
}

export const channelSeeds: readonly Uint8Array[] = [
  '<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oA]]></FromUserName><CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content><MsgId>1</MsgId></xml>',
  '<xml><ToUserName>g</ToUserName><FromUserName>o</FromUserName><MsgType>event</MsgType><Event>CLICK</Event><EventKey>menu.0</EventKey></xml>',
  '{"event":"im_receive_msg","client_key":"wx1","from_user_id":"u","to_user_id":"1902538057","content":"{\\"message_type\\":\\"text\\",\\"text\\":\\"a\\",\\"server_message_id\\":\\"1\\"}"}',
  '{"type":"text","receiver_id":1902538057,"sender_id":2489518277,"created_at":"Mon","text":"hi","data":{}}',
].map((one) => text.encode(one));

export const channelWords = [
  '<![CDATA[',
  ']]>',
  '</xml>',
  '&lt;',
  '<!DOCTYPE',
  '"data":',
  '\\u0000',
];
