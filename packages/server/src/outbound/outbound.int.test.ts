import { createServer, type Server } from 'node:http';
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
} from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { outbound } from './outbound.ts';
import { feishuFields } from './signatures.ts';

const message = {
  id: '0192f0c1-0000-7000-8000-000000000001',
  atMs: 1_764_489_600_000,
  language: 'zh-CN',
  title: '催办：整改单 #17',
  items: [
    {
      id: 'n',
      kind: 'reminder',
      atMs: 1_764_489_600_000,
      subject: '催办：整改单 #17',
      text: '市政服务局：请尽快整改。',
      ticketId: null,
      link: 'https://everyline.example/tickets/17',
    },
  ],
} as const;
const text = '市政服务局：请尽快整改。\nhttps://everyline.example/tickets/17';

let web: Server;
let plain: TcpServer;
let mute: TcpServer;
let answer = '';
let status = 200;
const bodies: unknown[] = [];
const port = (server: Server | TcpServer) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  web = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(status, status === 302 ? { location: 'http://169.254.169.254/' } : {});
      response.end(answer);
    });
  });
  plain = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 plain ESMTP\r\n');
    socket.on('data', (chunk) => {
      socket.write(
        /^STARTTLS/.test(chunk.toString()) ? '502 no such command\r\n' : '250 plain\r\n',
      );
    });
  });
  mute = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.resume();
  });
  for (const server of [web, plain, mute]) {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  }
});
afterAll(() => {
  web.close();
  plain.close();
  mute.close();
});

const robot = (kind: 'wecom' | 'dingtalk' | 'feishu', path: string, secret: string | null = null) =>
  outbound.send({ kind, secret, url: `http://127.0.0.1:${port(web)}${path}` }, message, [
    '127.0.0.1',
  ]);
const mail = (server: TcpServer, security: 'starttls' | 'none', allowed = ['127.0.0.1']) =>
  outbound.send(
    {
      kind: 'email',
      to: 'wang@city.example',
      server: {
        host: '127.0.0.1',
        port: port(server),
        security,
        username: null,
        password: null,
        from: 'lines@city.example',
      },
    },
    message,
    allowed,
  );

describe('robots', () => {
  it('are told in the form of each, signed where it signs', async () => {
    answer = '{"errcode":0,"errmsg":"ok"}';
    expect((await robot('wecom', '/cgi-bin/webhook/send?key=k')).kind).toBe('sent');
    expect((await robot('dingtalk', '/robot/send?access_token=t', 'SEC')).kind).toBe('sent');
    answer = '{"code":0,"msg":"success"}';
    expect((await robot('feishu', '/open-apis/bot/v2/hook/h', 's')).kind).toBe('sent');
    const signed = feishuFields('s', message.atMs);
    expect(bodies.slice(-3)).toEqual([
      { msgtype: 'text', text: { content: text } },
      { msgtype: 'text', text: { content: text } },
      { ...signed, msg_type: 'text', content: { text } },
    ]);
  });

  it('that are asked too often are asked later, and what they refuse stays refused', async () => {
    answer = '{"errcode":45009,"errmsg":"api freq out of limit"}';
    expect(await robot('wecom', '/cgi-bin/webhook/send?key=k')).toMatchObject({ retry: true });
    answer = '{"code":19021,"msg":"sign match fail or timestamp is not within one hour"}';
    const refused = await robot('feishu', '/open-apis/bot/v2/hook/h', 's');
    expect(refused).toMatchObject({ kind: 'failed', retry: false, failure: { code: 'answer' } });
    answer = '<html>login</html>';
    expect(await robot('wecom', '/cgi-bin/webhook/send?key=k')).toMatchObject({ retry: false });
  });

  it('cannot lead inside by a redirect, or by an address that is no longer allowed', async () => {
    status = 302;
    expect(await robot('wecom', '/cgi-bin/webhook/send?key=k')).toMatchObject({
      kind: 'failed',
      retry: false,
      failure: { code: 'status' },
    });
    status = 200;
    const url = `http://127.0.0.1:${port(web)}/hook`;
    expect(await outbound.send({ kind: 'webhook', url, secret: null }, message, [])).toMatchObject({
      retry: false,
      failure: { code: 'private_address' },
    });
  });
});

describe('mail servers', () => {
  it('that offer no encryption are sent nothing where it is asked for', async () => {
    expect(await mail(plain, 'starttls')).toMatchObject({
      kind: 'failed',
      retry: true,
      failure: { code: 'no_encryption' },
    });
  });

  it('that say nothing are given up for now', async () => {
    expect(await mail(mute, 'none')).toMatchObject({ retry: true, failure: { code: 'timeout' } });
  });

  it('inside the own network are sent nothing unless they are allowed', async () => {
    expect(await mail(plain, 'none', [])).toMatchObject({
      retry: false,
      failure: { code: 'private_address' },
    });
  });
});
