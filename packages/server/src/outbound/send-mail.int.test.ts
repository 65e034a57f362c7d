import { getCACertificates, setDefaultCACertificates } from 'node:tls';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { TestAuthority } from '../../../telephony/src/node/test-certificates.ts';
import {
  requireDebianCommand,
  requireMailServer,
  startMailServer,
  type RunningMailServer,
} from '../../../testkit/src/index.ts';
import type { MailServer } from '../app/ports/outbound.ts';
import { outbound } from './outbound.ts';

const openssl = await requireDebianCommand('openssl', 'openssl');
const present = (await requireMailServer()) !== null && openssl !== null;
const account = { name: 'lines', password: '密码 with a space' };

const message = {
  id: '0192f0c1-0000-7000-8000-000000000002',
  atMs: Date.UTC(2026, 10, 30, 1, 2, 3),
  language: 'zh-CN',
  title:
    '催办：整改单 #17（医保服务热线 028-61881111 占线，请在 12 月 4 日前整改，逾期将书面通报）',
  items: [
    {
      id: 'n',
      kind: 'reminder',
      atMs: Date.UTC(2026, 10, 30, 1, 2, 3),
      subject: '催办',
      text: `${'市政服务局：请尽快整改，这一行很长。'.repeat(80)}\n.\n以点开头的一行：\n.. 也在`,
      ticketId: null,
      link: 'https://everyline.example/tickets/17',
    },
  ],
} as const;

describe.skipIf(!present)("somebody else's mail server", () => {
  const before = getCACertificates('default');
  let authority: TestAuthority;
  let server: RunningMailServer;

  beforeAll(async () => {
    authority = new TestAuthority(openssl ?? '');
    const { certificateFile, privateKeyFile } = authority.certify(
      'mail',
      'IP:127.0.0.1,DNS:localhost',
    );
    server = await startMailServer({ certificateFile, keyFile: privateKeyFile, ...account });
    setDefaultCACertificates([...before, authority.authority]);
  }, 120_000);
  afterAll(async () => {
    setDefaultCACertificates(before);
    await server?.stop();
    authority?.remove();
  });

  const send = (to: string, change: Partial<MailServer> = {}) =>
    outbound.send(
      {
        kind: 'email',
        to,
        server: {
          ...{
            host: 'localhost',
            port: server.port,
            security: 'starttls',
            from: 'lines@city.example',
          },
          ...{ username: account.name, password: account.password },
          ...change,
        },
      },
      message,
      ['localhost', '127.0.0.1'],
    );

  it('takes a letter over TLS, and another library reads in it what was written', async () => {
    expect(await send('wang@city.example')).toEqual({ kind: 'sent', answer: '250 2.0.0 taken' });
    const [letter, ...others] = await server.arrived();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      from: 'lines@city.example',
      to: ['wang@city.example'],
      encrypted: true,
      sender: '每线通',
      defects: [],
    });
    expect(letter?.headers).toMatchObject({
      subject: message.title,
      to: 'wang@city.example',
      'message-id': `<${message.id}@city.example>`,
      'auto-submitted': 'auto-generated',
      date: 'Mon, 30 Nov 2026 01:02:03 +0000',
    });
    const [item] = message.items;
    expect(letter?.text.trimEnd()).toBe(`${item.text}\n${item.link}`);
  });

  it('refuses a mailbox that is gone for good, and one that is busy for now', async () => {
    expect(await send('gone@city.example')).toMatchObject({
      kind: 'failed',
      retry: false,
      failure: {
        code: 'mail_refused',
        detail: expect.stringContaining('no such mailbox') as string,
      },
    });
    expect(await send('later@city.example')).toMatchObject({
      kind: 'failed',
      retry: true,
      failure: { code: 'mail_refused' },
    });
  });

  it('is told nothing with a wrong password, without encryption, or under a certificate of nobody known', async () => {
    expect(await send('wang@city.example', { password: 'wrong' })).toMatchObject({
      failure: { code: 'sign_in_refused' },
    });
    expect(await send('wang@city.example', { security: 'none' })).toMatchObject({ kind: 'failed' });
    setDefaultCACertificates(before);
    expect(await send('wang@city.example')).toMatchObject({
      kind: 'failed',
      retry: true,
      failure: { code: 'certificate' },
    });
    setDefaultCACertificates([...before, authority.authority]);
    // A last one that is taken: what was refused would have come before it.
    expect((await send('li@city.example')).kind).toBe('sent');
    expect((await server.arrived()).map(({ to }) => to)).toEqual([['li@city.example']]);
  });
});
