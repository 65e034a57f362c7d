import { spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';

import { answerAudio, readAudioSdp, writeAudioSdp } from '@everyline/telephony';
import { srtpCrypto } from '@everyline/telephony/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { keyPayloadType, ProbeMedia } from '../packages/telephony/src/user-agent/probe-media.ts';
import { requireDebianCommand } from '../packages/testkit/src/debian-package.ts';
import { TonePartner, until } from './tone-party.ts';

const rtpengine = await requireDebianCommand('rtpengine', 'rtpengine-daemon');
const clock = { nowMs: () => performance.now() };

type Value = string | readonly Value[] | { readonly [key: string]: Value };

/** Bencode, as the ng protocol wants it. */
function bencode(value: Value): string {
  if (typeof value === 'string') return `${Buffer.byteLength(value)}:${value}`;
  if (Array.isArray(value)) return `l${(value as readonly Value[]).map(bencode).join('')}e`;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `d${entries.map(([key, one]) => bencode(key) + bencode(one)).join('')}e`;
}

/** One text of an answer's dictionary. */
function textOf(answer: string, key: string): string {
  const found = new RegExp(`${key.length}:${key}(\\d+):`).exec(answer);
  const at = (found?.index ?? 0) + (found?.[0].length ?? 0);
  return found === null ? '' : answer.slice(at, at + Number(found[1]));
}

async function bound(): Promise<Socket> {
  const socket = createSocket('udp4');
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
  return socket;
}

describe.skipIf(rtpengine === null)('rtpengine in the path', () => {
  let relay: ReturnType<typeof spawn>;
  let control: Socket;
  let port = 0;
  let log = '';

  beforeAll(async () => {
    const free = await bound();
    ({ port } = free.address());
    await new Promise<void>((done) => free.close(done));
    // Without the kernel module, which is not to be had in a container: everything in user space.
    relay = spawn(
      rtpengine ?? '',
      [
        ...['--table=-1', '--interface=127.0.0.1', `--listen-ng=127.0.0.1:${port}`],
        ...['--foreground', '--log-stderr', '--port-min=46000', '--port-max=46400'],
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    relay.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
    await until(() => log.includes('Startup complete'));
    control = await bound();
  });

  afterAll(async () => {
    control?.close();
    if (relay === undefined) return;
    const ended = new Promise((done) => relay.once('exit', done));
    relay.kill('SIGTERM');
    await ended;
  });

  const ask = async (request: Readonly<Record<string, Value>>): Promise<string> => {
    const cookie = `c${Math.floor(clock.nowMs() * 1000)}`;
    const answer = new Promise<string>((done) => {
      control.once('message', (bytes) => {
        done(bytes.toString('utf8'));
      });
    });
    control.send(`${cookie} ${bencode(request)}`, port, '127.0.0.1');
    const text = await answer;
    if (textOf(text, 'result') !== 'ok') throw new Error(`${text}\n${log.slice(-2000)}`);
    return text;
  };

  /** One end that plays and hears, with its way of media. */
  const end = async (protection: 'none' | 'require', playsHz: number, hearsHz: number) => {
    const socket = await bound();
    const media = new ProbeMedia({
      codec: 'PCMA',
      random: Math.random,
      staysHere: true,
      srtp: { crypto: srtpCrypto, protection },
    });
    socket.on('message', (bytes, { address, port: from }) => {
      media.receive(bytes, { host: address, port: from }, clock.nowMs());
    });
    const partner = new TonePartner({
      session: media.session,
      playsHz,
      listensForHz: [hearsHz],
      send: (bytes) => {
        const packet = media.send(bytes);
        if (packet !== null) socket.send(packet.bytes, packet.to.port, packet.to.host);
      },
    });
    const own = {
      local: { host: '127.0.0.1', port: socket.address().port },
      codecs: ['PCMA'],
      telephoneEvent: keyPayloadType,
      sessionId: 1,
    } as const;
    const stop = (): void => {
      partner.stop();
      socket.close();
    };
    return { media, partner, own, stop };
  };

  it('takes our SRTP on one side and gives plain RTP on the other: tones and keys pass both ways (RFC 4568; RFC 3711; RFC 4733)', async () => {
    const caller = await end('require', 1000, 440);
    const called = await end('none', 440, 1000);
    const call = { 'call-id': 'media-test', ICE: 'remove', flags: ['loop-protect'] };
    const offered = await ask({
      command: 'offer',
      ...call,
      'from-tag': 'caller',
      'transport-protocol': 'RTP/AVP',
      sdp: writeAudioSdp({ ...caller.own, ...caller.media.offer() }),
    });
    const offer = textOf(offered, 'sdp');
    const remote = readAudioSdp(offer);
    const agreed = answerAudio(offer, called.own);
    expect(remote?.crypto).toEqual([]);
    if (remote === null || agreed === null) throw new Error(offer);
    called.media.describe(remote, clock.nowMs());
    called.media.session.sendAs(8, remote.telephoneEvent);
    const answered = await ask({
      command: 'answer',
      ...call,
      'from-tag': 'caller',
      'to-tag': 'called',
      sdp: agreed.sdp,
    });
    const answer = readAudioSdp(textOf(answered, 'sdp'));
    if (answer === null) throw new Error(answered);
    caller.media.describe(answer, clock.nowMs());
    caller.media.session.sendAs(8, answer.telephoneEvent);
    await Promise.all([caller.partner.hears(440), called.partner.hears(1000)]);
    caller.media.session.press({ keys: '42' });
    called.media.session.press({ keys: '9#' });
    await until(() => caller.partner.keys.length >= 2 && called.partner.keys.length >= 2);
    expect(caller.partner.keys.join('')).toBe('9#');
    expect(called.partner.keys.join('')).toBe('42');
    for (const { media } of [caller, called])
      expect(media.session.stats()).toMatchObject({ lost: 0, ssrcChanges: 0 });
    await ask({ command: 'delete', 'call-id': 'media-test', 'from-tag': 'caller' });
    caller.stop();
    called.stop();
  });
});
