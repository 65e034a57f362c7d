import { expect, it } from 'vitest';
import { Ladder } from './ladder.ts';

const peer = { host: '192.0.2.1', port: 5060 };

function message(startLine: string, cseq: string, body = ''): string {
  const lines = [
    startLine,
    'Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1',
    'From: <sip:a@192.0.2.9>;tag=1',
    'To: <sip:b@192.0.2.1>',
    'Call-ID: ladder',
    `CSeq: ${cseq}`,
    `Content-Length: ${body.length}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

it('keeps the text of a message that is repeated the same way once, however long it is', () => {
  const ladder = new Ladder();
  const [one, two] = ['1', '2'].map((n) =>
    message('INVITE sip:b@192.0.2.1 SIP/2.0', `${n} INVITE`),
  ) as [string, string];
  const long = message('SIP/2.0 200 OK', '1 INVITE', 'x'.repeat(5000));
  const longer = message('SIP/2.0 200 OK', '1 INVITE', 'x'.repeat(5001));
  for (const [direction, text] of [
    ['out', one],
    ['in', one],
    ['out', one],
    ['out', two],
    ['in', one],
    ['in', long],
    ['in', long],
    ['in', longer],
  ] as const)
    ladder.add(direction, peer, text, 0);
  const cut = (text: string) => `${text.slice(0, 4096)}…`;
  const invite = 'INVITE sip:b@192.0.2.1 (CSeq 1)';
  expect(ladder.entries.map(({ summary, text }) => [summary, text])).toEqual([
    [invite, one],
    [invite, one],
    [`${invite}, repeated`, ''],
    ['INVITE sip:b@192.0.2.1 (CSeq 2)', two],
    [`${invite}, repeated`, ''],
    ['200 OK (CSeq 1 INVITE)', cut(long)],
    ['200 OK (CSeq 1 INVITE), repeated', ''],
    ['200 OK (CSeq 1 INVITE)', cut(longer)],
  ]);
});

it('is one array that grows, and says from whom, when, and what was forgiven', () => {
  const ladder = new Ladder();
  const options = message('OPTIONS sip:b@192.0.2.1 SIP/2.0', '7 OPTIONS');
  ladder.add('out', peer, options, 1.5);
  expect(ladder.isAnswered).toBe(false);
  const before = ladder.entries;
  ladder.add('in', { host: '2001:db8::2', port: 5070 }, message('SIP/2.0 404 No', '7 OPTIONS'), 2, [
    'lines ended by LF alone',
  ]);
  expect(ladder.isAnswered).toBe(true);
  expect(ladder.entries).toBe(before);
  expect(before).toEqual([
    {
      atMs: 1.5,
      direction: 'out',
      peer: '192.0.2.1:5060',
      summary: 'OPTIONS sip:b@192.0.2.1 (CSeq 7)',
      text: options,
    },
    {
      atMs: 2,
      direction: 'in',
      peer: '[2001:db8::2]:5070',
      summary: '404 No (CSeq 7 OPTIONS); forgiven: lines ended by LF alone',
      text: message('SIP/2.0 404 No', '7 OPTIONS'),
    },
  ]);
});

it('is bounded: the text of many long messages is left out, and after three hundred nothing is added', () => {
  const ladder = new Ladder();
  for (let n = 1; n <= 400; n += 1)
    ladder.add('in', peer, message('SIP/2.0 180 Ringing', `${n} INVITE`, 'x'.repeat(3000)), n);
  expect(ladder.entries).toHaveLength(300);
  const texts = ladder.entries.map(({ text }) => text.length);
  expect(texts.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(65_536);
  expect(ladder.entries.at(-1)).toMatchObject({
    atMs: 300,
    summary: 'further messages are left out',
  });
});
