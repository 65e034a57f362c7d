import { describe, expect, it } from 'vitest';

import { plainText } from './plain-text.ts';
import { dingtalkQuery, feishuFields, webhookHeaders } from './signatures.ts';

describe('signatures', () => {
  it('are those of the example that Standard Webhooks publishes', () => {
    const headers = webhookHeaders(
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      1_614_265_330_000,
      '{"test": 2432232314}',
    );
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('are those of DingTalk and Feishu, as another implementation of HMAC makes them', () => {
    // printf '1546084445901\\ntestappSecret' | openssl dgst -sha256 -hmac testappSecret -binary | base64
    expect(dingtalkQuery('testappSecret', 1_546_084_445_901)).toEqual({
      timestamp: '1546084445901',
      sign: 'fYP0TV8RJULxGabs59wSO94FZbNekbH7ebQJu2oy+/0=',
    });
    // printf '' | openssl dgst -sha256 -mac hmac -macopt key:$'1599360473\\ntestsecret' -binary | base64
    expect(feishuFields('testsecret', 1_599_360_473_999)).toEqual({
      timestamp: '1599360473',
      sign: '363UeKLKin0EeG+hrOQd23TNUSH+orqAFf6mWFdhcD4=',
    });
  });
});

describe('text for a channel with a limit', () => {
  const item = { kind: 'notice', atMs: 0, subject: 's', ticketId: null, link: null } as const;
  const message = (texts: readonly string[]) => ({
    id: 'm',
    atMs: 0,
    language: 'zh-CN' as const,
    title: 't',
    items: texts.map((text, index) => ({ ...item, id: String(index), text })),
  });

  it('leaves out whole items, and says how many', () => {
    const text = plainText(message(['甲'.repeat(50), '乙'.repeat(50), '丙'.repeat(50)]), 300);
    expect(text).toBe(`${'甲'.repeat(50)}\n\n另有 2 条，请在控制台的“通知”中查看。`);
  });

  it('cuts a single item between characters', () => {
    const text = plainText(message(['甲'.repeat(500)]), 100);
    expect(text).toBe(`${'甲'.repeat(32)}…`);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(100);
  });
});
