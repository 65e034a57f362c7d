import { buttonKey, type MenuButton } from '@everyline/domain';

import type {
  CaseResult,
  ChannelAccount,
  ChannelAdapter,
  ChannelTools,
} from '../../app/ports/channels.ts';
import type { ChannelRefusal, SendResult } from '../../app/ports/outbound.ts';
import { apiUrl, objectIn } from '../signed-request.ts';
import { receive } from './receive.ts';

const ownAddress = 'https://api.weixin.qq.com';
/** A customer-service message and a passive reply take 2,048 octets of text; some room is left for what WeChat adds. */
const mostBytes = 2_000;
/** Tokens are given up so long before WeChat ends them: one that is on its way must still hold. */
const tokenMarginMs = 5 * 60_000;
/** WeChat holds values of templates called `thing` to 20 letters, and other texts to 32. */
const mostThing = 20;
const mostOther = 32;

/**
 * Return codes that say something of their own. Source: WeChat Official Accounts, global return codes.
 * Codes of a token that no longer holds are tried once more with another.
 */
const tokenCodes = new Set([40001, 40014, 42001, 41001]);
const refusals: Readonly<Record<number, ChannelRefusal>> = {
  40001: 'channel_keys',
  40013: 'channel_keys',
  40014: 'channel_keys',
  40125: 'channel_keys',
  41001: 'channel_keys',
  41002: 'channel_keys',
  41004: 'channel_keys',
  42001: 'channel_keys',
  40164: 'channel_address',
  61004: 'channel_address',
  45015: 'channel_window',
  43004: 'channel_window',
  45047: 'channel_many',
  48001: 'channel_right',
  48004: 'channel_right',
  50001: 'channel_right',
  [-1]: 'channel_busy',
  45009: 'channel_busy',
  45011: 'channel_busy',
};

interface Answered {
  readonly code: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** An official account of WeChat. Source: WeChat Official Accounts, developer documents. */
export const wechat: ChannelAdapter = {
  repliesInResponse: true,
  mostBytes,
  receive,
  say: (account, { sender }, text, tools) =>
    call(account, tools, '/cgi-bin/message/custom/send', {
      touser: sender,
      msgtype: 'text',
      text: { content: text },
    }),
  tellCase: async (account, { sender }, result, tools) => {
    const template = account.settings.caseTemplate;
    if (template === null) return null;
    return call(account, tools, '/cgi-bin/message/template/send', {
      touser: sender,
      template_id: template.id,
      data: Object.fromEntries(
        template.fields.map(({ name, value }) => [name, { value: valueOf(name, result[value]) }]),
      ),
    });
  },
  check: async (account, tools) => {
    await tools.token.forget();
    const token = await tokenOf(account, tools);
    return typeof token === 'string' ? { kind: 'sent', answer: '' } : token;
  },
  publishMenu: (account, menu, tools) =>
    menu.length === 0
      ? call(account, tools, '/cgi-bin/menu/delete', {})
      : call(account, tools, '/cgi-bin/menu/create', { button: menu.map(buttonOf) }),
};

function buttonOf(button: MenuButton, place: number): object {
  const { name, buttons = [] } = button;
  const entry = (one: Omit<MenuButton, 'buttons'>, ...places: number[]) =>
    one.url === undefined
      ? { type: 'click', name: one.name, key: buttonKey(...places) }
      : { type: 'view', name: one.name, url: one.url };
  return buttons.length === 0
    ? entry(button, place)
    : { name, sub_button: buttons.map((one, inner) => entry(one, place, inner)) };
}

function valueOf(name: string, value: CaseResult[keyof CaseResult]): string {
  const text = value.replace(/\s+/g, ' ').trim();
  const most = name.startsWith('thing') ? mostThing : mostOther;
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

async function call(
  account: ChannelAccount,
  tools: ChannelTools,
  path: string,
  body: object,
): Promise<SendResult> {
  for (const isLast of [false, true]) {
    const token = await tokenOf(account, tools);
    if (typeof token !== 'string') return token;
    const answered = await ask(account, tools, path, { access_token: token }, body);
    if ('kind' in answered) return answered;
    if (answered.code === 0) return { kind: 'sent', answer: '' };
    if (isLast || !tokenCodes.has(answered.code)) return failed(answered);
    await tools.token.forget();
  }
  throw new Error('the last attempt has returned');
}

/** The token that holds, else another: the stable one, which other programs with the same account do not end. */
async function tokenOf(
  account: ChannelAccount,
  tools: ChannelTools,
): Promise<string | Extract<SendResult, { kind: 'failed' }>> {
  const kept = await tools.token.read();
  if (kept !== null) return kept;
  const answered = await ask(
    account,
    tools,
    '/cgi-bin/stable_token',
    {},
    {
      grant_type: 'client_credential',
      appid: account.settings.account,
      secret: account.secrets.appSecret ?? '',
    },
  );
  if ('kind' in answered) return answered;
  const { access_token: token, expires_in: seconds } = answered.fields;
  if (answered.code !== 0 || typeof token !== 'string') return failed(answered);
  const lastsMs = Math.max(60_000, (Number(seconds) || 7_200) * 1000 - tokenMarginMs);
  await tools.token.keep(token, tools.nowMs + lastsMs);
  return token;
}

async function ask(
  account: ChannelAccount,
  tools: ChannelTools,
  path: string,
  query: Readonly<Record<string, string>>,
  body: object,
): Promise<Answered | Extract<SendResult, { kind: 'failed' }>> {
  const url = apiUrl(account.settings.apiAddress, ownAddress, path, query);
  const result = await tools.post(url, JSON.stringify(body));
  if (result.kind === 'failed') return result;
  const fields = objectIn(result.body);
  if (fields === null) {
    const detail = result.answer;
    return { kind: 'failed', retry: true, failure: { code: 'answer', detail } };
  }
  const { errcode, errmsg } = fields;
  return {
    code: typeof errcode === 'number' ? errcode : 0,
    fields,
    message: typeof errmsg === 'string' ? errmsg.slice(0, 200) : '',
  };
}

function failed({ code, message }: Answered): Extract<SendResult, { kind: 'failed' }> {
  const refusal = refusals[code] ?? 'channel_refused';
  const detail = `${code} ${message}`.trim();
  return {
    kind: 'failed',
    retry: refusal === 'channel_busy',
    failure: { code: refusal, detail },
  };
}
