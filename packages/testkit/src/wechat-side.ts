import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Sends a request to the callback address, and gives its status and body. */
export type Push = (request: {
  readonly method: 'GET' | 'POST';
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<{ readonly status: number; readonly body: string }>;

interface Account {
  readonly appId: string;
  readonly secret: string;
  readonly token: string;
  /** EncodingAESKey; null: messages go in plain text. */
  readonly aesKey: string | null;
}

const windowMs = 48 * 3_600_000;
const mostReplies = 20;

/**
 * WeChat's side of an official account as its public documents describe it, so far as an account can see it: signatures and
 * encryption of what it sends, three tries, tokens that end, the window and the number of customer-service messages, menus
 * and templates. Written from those documents alone, without a look at how Everyline does it.
 */
export class WechatSide {
  /** What people see in their conversation with the account, in order. */
  readonly shown: { readonly to: string; readonly text: string; readonly how: string }[] = [];
  /** Paths that were asked, with the body. */
  readonly asked: { readonly path: string; readonly body: Record<string, unknown> }[] = [];
  menu: unknown = null;
  /** Addresses that may ask; null: all. */
  isListed = true;
  readonly #server: Server;
  readonly #tokens = new Map<string, number>();
  readonly #heard = new Map<string, { atMs: number; replies: number }>();
  readonly account: Account;
  readonly #nowMs: () => number;
  #messages = 6_054_768_590_064_713_000n;
  #tokenCount = 0;

  constructor(account: Account, nowMs: () => number) {
    this.account = account;
    this.#nowMs = nowMs;
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://wechat');
        const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
        this.asked.push({ path: url.pathname, body });
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(this.#answer(url, body)));
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** All tokens end, as when somebody else asks for another by force. */
  endTokens(): void {
    this.#tokens.clear();
  }

  /** Asks whether the callback address is the account's own. */
  async verify(push: Push, token = this.account.token): Promise<boolean> {
    const echostr = randomBytes(8).toString('hex');
    const answer = await push({
      method: 'GET',
      query: { ...this.#signed(token), echostr },
      body: '',
    });
    return answer.status === 200 && answer.body === echostr;
  }

  /** Somebody writes; the identity that the message has. */
  async text(push: Push, from: string, content: string, messageId = this.newMessageId()) {
    await this.send(push, from, { MsgType: 'text', Content: content, MsgId: messageId });
    return messageId;
  }

  newMessageId(): string {
    this.#messages += 1n;
    return String(this.#messages);
  }

  /** Sends a message up to three times until it is answered as it must be, and shows what came with the answer. */
  async send(push: Push, from: string, fields: Readonly<Record<string, string>>): Promise<void> {
    this.#heard.set(from, { atMs: this.#nowMs(), replies: 0 });
    const request = this.message(from, fields);
    for (let tried = 0; tried < 3; tried += 1) {
      const answer = await push(request);
      if (answer.status !== 200) continue;
      if (answer.body === 'success' || answer.body === '') return;
      this.shown.push({ to: from, text: this.read(answer.body, from), how: 'response' });
      return;
    }
    this.shown.push({ to: from, text: '该公众号提供的服务出现故障，请稍后再试', how: 'fault' });
  }

  /** The request of a message, as it leaves WeChat. */
  message(
    from: string,
    fields: Readonly<Record<string, string>>,
    with_: { readonly token?: string; readonly appId?: string; readonly atMs?: number } = {},
  ): Parameters<Push>[0] {
    const { token = this.account.token, appId = this.account.appId } = with_;
    const atMs = with_.atMs ?? this.#nowMs();
    const all = {
      ToUserName: 'gh_10f6c3c3ac5a',
      FromUserName: from,
      CreateTime: String(Math.floor(atMs / 1000)),
      ...fields,
    };
    const lines = Object.entries(all).map(([name, value]) =>
      name === 'CreateTime' || name === 'MsgId'
        ? `<${name}>${value}</${name}>`
        : `<${name}><![CDATA[${value}]]></${name}>`,
    );
    const xml = `<xml>${lines.join('\n')}</xml>`;
    const query = this.#signed(token, atMs);
    if (this.account.aesKey === null) return { method: 'POST', query, body: xml };
    const sealed = seal(this.account.aesKey, xml, appId);
    return {
      method: 'POST',
      query: {
        ...query,
        openid: from,
        encrypt_type: 'aes',
        msg_signature: sha1([token, query.timestamp, query.nonce, sealed]),
      },
      body: `<xml>\n<ToUserName><![CDATA[gh_10f6c3c3ac5a]]></ToUserName>\n<Encrypt><![CDATA[${sealed}]]></Encrypt>\n</xml>`,
    };
  }

  /** The text of a passive reply; throws where WeChat would show a fault. */
  read(body: string, to: string): string {
    const xml = this.account.aesKey === null ? body : this.#opened(body, this.account.aesKey);
    if (field(xml, 'ToUserName') !== to || field(xml, 'FromUserName') !== 'gh_10f6c3c3ac5a') {
      throw new Error(`a reply goes back to who wrote: ${xml}`);
    }
    if (field(xml, 'MsgType') !== 'text' || !/<CreateTime>\d+<\/CreateTime>/.test(xml)) {
      throw new Error(`no text message: ${xml}`);
    }
    const text = field(xml, 'Content');
    if (Buffer.byteLength(text) > 2048) throw new Error('content size out of limit');
    return text;
  }

  #opened(body: string, aesKey: string): string {
    const sealed = field(body, 'Encrypt');
    const time = /<TimeStamp>(\d+)<\/TimeStamp>/.exec(body)?.[1] ?? '';
    const expected = sha1([this.account.token, time, field(body, 'Nonce'), sealed]);
    if (field(body, 'MsgSignature') !== expected) throw new Error('signature of a reply is wrong');
    const { text, appId } = unseal(aesKey, sealed);
    if (appId !== this.account.appId) throw new Error('a reply is of another account');
    return text;
  }

  #signed(token: string, atMs = this.#nowMs()) {
    const timestamp = String(Math.floor(atMs / 1000));
    const nonce = String(1_000_000_000 + (randomBytes(4).readUInt32BE() % 1_000_000_000));
    return { signature: sha1([token, timestamp, nonce]), timestamp, nonce };
  }

  #answer({ pathname, searchParams }: URL, body: Record<string, unknown>): object {
    if (pathname === '/cgi-bin/stable_token') return this.#token(body);
    const until = this.#tokens.get(searchParams.get('access_token') ?? '');
    if (until === undefined) return { errcode: 40001, errmsg: 'invalid credential, not latest' };
    if (until <= this.#nowMs()) return { errcode: 42001, errmsg: 'access_token expired' };
    switch (pathname) {
      case '/cgi-bin/message/custom/send': {
        const { content } = body['text'] as { content: string };
        return this.#sendTo(String(body['touser']), content, 'customer service');
      }
      case '/cgi-bin/message/template/send': {
        const data = body['data'] as Record<string, { value: string }>;
        for (const [name, { value }] of Object.entries(data)) {
          if (name.startsWith('thing') && [...value].length > 20) {
            return { errcode: 47003, errmsg: `argument invalid! data.${name}.value invalid` };
          }
        }
        const text = Object.values(data).map(({ value }) => value);
        this.shown.push({ to: String(body['touser']), text: text.join(' '), how: 'template' });
        return { errcode: 0, errmsg: 'ok', msgid: 200_228_332 };
      }
      case '/cgi-bin/menu/create': {
        const buttons = body['button'] as { name: string; sub_button?: unknown[] }[];
        if (buttons.length > 3) return { errcode: 40016, errmsg: 'invalid button size' };
        this.menu = buttons;
        return { errcode: 0, errmsg: 'ok' };
      }
      case '/cgi-bin/menu/delete':
        this.menu = null;
        return { errcode: 0, errmsg: 'ok' };
      default:
        return { errcode: 40066, errmsg: 'invalid url' };
    }
  }

  #token(body: Record<string, unknown>): object {
    if (!this.isListed)
      return { errcode: 40164, errmsg: 'invalid ip 203.0.113.9, not in whitelist' };
    if (body['appid'] !== this.account.appId) return { errcode: 40013, errmsg: 'invalid appid' };
    if (body['secret'] !== this.account.secret) {
      return { errcode: 40125, errmsg: 'invalid appsecret' };
    }
    if (body['grant_type'] !== 'client_credential') return { errcode: 40002, errmsg: 'grant_type' };
    const held = [...this.#tokens].find(([, until]) => until > this.#nowMs());
    if (held) {
      return { access_token: held[0], expires_in: Math.floor((held[1] - this.#nowMs()) / 1000) };
    }
    this.#tokenCount += 1;
    const token = `62_token_${this.#tokenCount}`;
    this.#tokens.set(token, this.#nowMs() + 7_200_000);
    return { access_token: token, expires_in: 7200 };
  }

  #sendTo(to: string, text: string, how: string): object {
    const heard = this.#heard.get(to);
    if (!heard || this.#nowMs() - heard.atMs > windowMs) {
      return { errcode: 45015, errmsg: 'response out of time limit or subscription is canceled' };
    }
    if (heard.replies >= mostReplies) {
      return { errcode: 45047, errmsg: 'out of response count limit' };
    }
    if (Buffer.byteLength(text) > 2048) {
      return { errcode: 45002, errmsg: 'content size out of limit' };
    }
    heard.replies += 1;
    this.shown.push({ to, text, how });
    return { errcode: 0, errmsg: 'ok' };
  }
}

function sha1(parts: readonly string[]): string {
  return createHash('sha1').update(parts.toSorted().join('')).digest('hex');
}

function field(xml: string, name: string): string {
  return new RegExp(`<${name}><!\\[CDATA\\[([\\s\\S]*?)\\]\\]></${name}>`).exec(xml)?.[1] ?? '';
}

function seal(aesKey: string, text: string, appId: string): string {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const body = Buffer.from(text);
  const head = Buffer.concat([randomBytes(16), Buffer.from([0, 0, 0, 0])]);
  head.writeInt32BE(body.byteLength, 16);
  const whole = Buffer.concat([head, body, Buffer.from(appId)]);
  const pad = 32 - (whole.byteLength % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([whole, Buffer.alloc(pad, pad)]);
  return cipher.update(padded).toString('base64');
}

function unseal(aesKey: string, sealed: string): { text: string; appId: string } {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = decipher.update(Buffer.from(sealed, 'base64'));
  const pad = plain[plain.length - 1] ?? 0;
  if (pad < 1 || pad > 32) throw new Error('padding');
  const length = plain.readInt32BE(16);
  return {
    text: plain.toString('utf8', 20, 20 + length),
    appId: plain.toString('utf8', 20 + length, plain.length - pad),
  };
}
