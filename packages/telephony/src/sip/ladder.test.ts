import { expect, it } from 'vitest';
import { Ladder } from './ladder.ts';

const peer = { host: '192.0.2.1', port: 5060 };

it('keeps the text of a repeated message once, by direction and summary, however long it is', () => {
  const ladder = new Ladder();
  const long = 'x'.repeat(5000);
  for (const [direction, summary, text] of [
    ['out', 'INVITE', 'one'],
    ['in', 'INVITE', 'one'],
    ['out', 'INVITE', 'one'],
    ['out', 'INVITE', 'two'],
    ['out', 'INVITE', 'one'],
    ['in', 'INVITE', 'one'],
    ['in', '200', long],
    ['in', '200', long],
    ['in', '200', `${long}!`],
  ] as const)
    ladder.add(direction, peer, summary, text, 0);
  const kept = `${long.slice(0, 4096)}…`;
  expect(ladder.entries.map(({ summary, text }) => [summary, text])).toEqual([
    ['INVITE', 'one'],
    ['INVITE', 'one'],
    ['INVITE, repeated', ''],
    ['INVITE', 'two'],
    ['INVITE', 'one'],
    ['INVITE, repeated', ''],
    ['200', kept],
    ['200, repeated', ''],
    ['200', kept],
  ]);
});
