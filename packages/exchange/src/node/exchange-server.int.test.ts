import { CHINA, type CallObservation } from '@everyline/telephony';
import { UdpPhone } from '@everyline/telephony/node';
import { afterEach, expect, test } from 'vitest';
import { SoundLibrary } from '../audio/sound-library.ts';
import type { Behaviour } from '../behaviours/behaviour.ts';
import { TableDialPlan } from '../dial-plan.ts';
import { startExchange } from './exchange-server.ts';
import { startExchangeThread } from './exchange-thread.ts';
import { loadVoices } from './voice-files.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function phone(): Promise<UdpPhone> {
  const opened = await UdpPhone.open({
    local: { host: '127.0.0.1', port: 0 },
    rtpPorts: { from: 41_000, to: 43_000 },
    clock: { nowMs: () => performance.timeOrigin + performance.now() },
    random: Math.random,
  });
  closers.push(() => opened.close());
  return opened;
}

function call(from: UdpPhone, port: number, dialled: string): Promise<CallObservation> {
  return from.placeCall({
    dialled,
    trunk: { address: { host: '127.0.0.1', port }, callerNumber: '02812345' },
    tonePlan: CHINA,
    announcement: new Int16Array(8000),
  });
}

test('a hundred calls at once are carried in a thread of its own, each with its own dialogue', async () => {
  const kinds: readonly Behaviour[] = [
    { kind: 'busy', by: 'status' },
    { kind: 'busy', by: 'tone' },
    { kind: 'unallocated', by: 'status' },
    { kind: 'hangs_up', ringMs: 1000, afterMs: 400, ringing: 'tone' },
    { kind: 'congestion', by: 'tone' },
  ];
  const lines = Array.from({ length: 100 }, (_, index): [string, Behaviour] => [
    `028618810${String(index).padStart(2, '0')}`,
    kinds[index % kinds.length] ?? { kind: 'busy', by: 'status' },
  ]);
  const exchange = await startExchangeThread({
    port: 0,
    lines,
    areaCode: '028',
    seed: 'sockets',
    startAtMs: Date.UTC(2025, 5, 18, 2),
  });
  closers.push(() => exchange.close());
  const caller = await phone();
  const observed = await Promise.all(
    lines.map(([number]) => call(caller, exchange.address.port, number)),
  );
  for (const [index, { sip, media }] of observed.entries()) {
    const kind = kinds[index % kinds.length];
    if (kind?.kind === 'busy' && kind.by === 'status') expect(sip.status).toBe(486);
    if (kind?.kind === 'unallocated') expect(sip.status).toBe(404);
    if (kind?.kind === 'hangs_up') expect(sip.status).toBe(200);
    if (kind?.kind === 'congestion') expect(media.packets).toBeGreaterThan(50);
  }
  const figures = await exchange.figures();
  expect(figures.calls).toBe(100);
  expect(figures.packetsSent).toBeGreaterThan(2000);
});

test('calls that begin and end are told, with what is true of them', async () => {
  const told: string[] = [];
  const exchange = await startExchange({
    port: 0,
    dialPlan: new TableDialPlan([['61881111', { kind: 'busy', by: 'tone' }]], '028'),
    sounds: new SoundLibrary('told', loadVoices()),
    seed: 'told',
    areaCode: '028',
    channels: 4,
    onCall: (news) =>
      told.push(news.kind === 'call_started' ? `${news.dialled} ${news.truth.outcome}` : 'ended'),
  });
  closers.push(() => exchange.close());
  const caller = await phone();
  const unknown = await call(caller, exchange.address.port, '61882222');
  expect(unknown.sip.status).toBe(404);
  expect(told).toEqual(['61882222 unallocated', 'ended']);
  const off = await call(caller, exchange.address.port, '02861881111');
  expect(off.audio?.bytes.length).toBeGreaterThan(8000);
  expect(told[2]).toBe('02861881111 busy');
  expect(exchange.figures().callsInProgress).toBe(0);
});

test('any address but loopback is refused, and so is a port that is taken', async () => {
  const options = {
    dialPlan: new TableDialPlan([], '028'),
    sounds: new SoundLibrary('refused', loadVoices()),
    seed: 'refused',
    areaCode: '028',
    channels: 1,
  };
  await expect(startExchange({ ...options, port: 0, host: '0.0.0.0' })).rejects.toThrow('loopback');
  const first = await startExchange({ ...options, port: 0 });
  closers.push(() => first.close());
  await expect(startExchange({ ...options, port: first.address.port })).rejects.toThrow(
    /EADDRINUSE/,
  );
  await expect(
    startExchangeThread({ port: first.address.port, lines: [], areaCode: '028', seed: 'refused' }),
  ).rejects.toThrow(/EADDRINUSE/);
});
