import { createSocket } from 'node:dgram';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  G722Encoder,
  GoertzelBank,
  encodeALaw,
  encodeMuLaw,
  payloadTypes,
  readAudioSdp,
  writeAudioSdp,
  type AudioCodec,
} from '@everyline/telephony';
import { NetworkEndpoint, srtpCrypto } from '@everyline/telephony/node';
import { describe, expect, it } from 'vitest';

import { keyPayloadType, ProbeMedia } from '../packages/telephony/src/user-agent/probe-media.ts';
import { freeTcpPort } from '../packages/testkit/src/index.ts';
import { requireBaresip, startBaresip } from '../packages/testkit/src/start-baresip.ts';
import { TonePartner, until } from './tone-party.ts';

const baresip = await requireBaresip();
const clock = { nowMs: () => performance.now() };
const theirHz = 440;
const ourHz = 1000;

interface Variant {
  readonly name: string;
  readonly codec: AudioCodec;
  readonly mediaEncryption: string;
  readonly protection: 'none' | 'offer' | 'require';
}

const variants: readonly Variant[] = [
  { name: 'A-law', codec: 'PCMA', mediaEncryption: '', protection: 'none' },
  { name: 'µ-law', codec: 'PCMU', mediaEncryption: '', protection: 'none' },
  { name: 'G.722', codec: 'G722', mediaEncryption: '', protection: 'none' },
  { name: 'SRTP', codec: 'PCMA', mediaEncryption: 'srtp-mand', protection: 'require' },
  { name: 'SRTP and G.722', codec: 'G722', mediaEncryption: 'srtp-mand', protection: 'require' },
];

/** Calls a baresip that answers by itself, exchanges tones and keys with it, and gives both ends' accounts. */
async function talk({ codec, mediaEncryption, protection }: Variant) {
  const folder = await mkdtemp(join(tmpdir(), 'everyline-baresip-media-'));
  const control = await freeTcpPort();
  const running = await startBaresip(baresip ?? '', {
    account: `<sip:alice@127.0.0.1>;regint=0;answermode=auto;audio_codecs=pcma,pcmu,g722/16000;mediaenc=${mediaEncryption};dtmfmode=rtpevent`,
    config: [
      `snd_path ${folder}`,
      `ctrl_tcp_listen 127.0.0.1:${control}`,
      `auplay_srate ${codec === 'G722' ? 16_000 : 8000}`,
      ...['sndfile', 'g722', 'srtp'].map((name) => `module ${name}.so`),
      'module_app ctrl_tcp.so',
    ],
  });
  const { port } = running;
  const socket = createSocket('udp4');
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
  const media = new ProbeMedia({
    codec,
    random: Math.random,
    staysHere: true,
    srtp: { crypto: srtpCrypto, protection },
  });
  const g722 = new G722Encoder();
  const encoders: Record<AudioCodec, (samples: Int16Array) => Uint8Array> = {
    PCMA: (samples) => encodeALaw(samples),
    PCMU: (samples) => encodeMuLaw(samples),
    G722: (samples) => g722.encodeNarrow(samples),
  };
  const partner = new TonePartner({
    session: media.session,
    playsHz: ourHz,
    listensForHz: [theirHz, ourHz],
    encode: encoders[codec],
    send: (bytes) => {
      const packet = media.send(bytes);
      if (packet !== null) socket.send(packet.bytes, packet.to.port, packet.to.host);
    },
  });
  socket.on('message', (bytes, { address, port: from }) => {
    media.receive(bytes, { host: address, port: from }, clock.nowMs());
  });
  let ended = '';
  const sip = await NetworkEndpoint.open({
    listen: [{ transport: 'udp', host: '127.0.0.1', port: 0 }],
    clock,
    random: Math.random,
    onEvent: (event) => {
      if (event.kind === 'failed') ended = `failed ${event.status}`;
      if (event.kind === 'ended') ended = `ended ${event.by}`;
      if (event.kind !== 'answered' || event.sdp === null) return;
      const remote = readAudioSdp(event.sdp);
      if (remote === null) return;
      media.describe(remote, clock.nowMs());
      media.session.sendAs(payloadTypes[codec], remote.telephoneEvent);
    },
  });
  let callId = '';
  try {
    await until(() => running.log().includes('ready'));
    sip.run((endpoint, nowMs) => {
      const made = endpoint.invite(
        {
          requestUri: `sip:alice@127.0.0.1:${port}`,
          from: { uri: 'sip:probe@127.0.0.1' },
          sendTo: { host: '127.0.0.1', port },
          sdp: writeAudioSdp({
            local: { host: '127.0.0.1', port: socket.address().port },
            codecs: [codec],
            telephoneEvent: keyPayloadType,
            sessionId: 1,
            ...media.offer(),
          }),
        },
        nowMs,
      );
      ({ callId } = made);
      return made.effects;
    });
    await partner.hears(theirHz);
    media.session.press({ keys: '12#', holdMs: 120, pauseMs: 120 });
    await until(() => /'#'/.test(running.log()));
    for (const key of '7*') {
      await command(control, 'sndcode', key);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await until(() => partner.keys.length >= 2);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    sip.run((endpoint, nowMs) => endpoint.hangUp(callId, nowMs));
    await until(() => ended !== '');
    return {
      ended,
      keys: partner.keys.join(''),
      theirKeys: [...running.log().matchAll(/received event: '(.)' \(end=0\)/g)].map(
        ([, key]) => key,
      ),
      stats: media.session.stats(),
      heard: await theirRecording(folder),
      rateHz: codec === 'G722' ? 16_000 : 8000,
    };
  } catch (fault) {
    throw new Error(`${ended}\n${running.log().slice(-3000)}`, { cause: fault });
  } finally {
    partner.stop();
    await sip.close();
    socket.close();
    await running.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What baresip heard, as its module sndfile wrote it down: the header is completed only when baresip ends. */
async function theirRecording(folder: string): Promise<Int16Array> {
  const files = await readdir(folder);
  const name = files.find((one) => one.endsWith('-dec.wav'));
  const bytes = await readFile(join(folder, name ?? `none of ${files.join(', ')}`));
  const samples = new Int16Array((bytes.length - 44) >> 1);
  for (let n = 0; n < samples.length; n += 1) samples[n] = bytes.readInt16LE(44 + 2 * n);
  return samples;
}

/** Tells baresip something while it runs (its module ctrl_tcp: JSON in netstrings). */
async function command(port: number, name: string, params: string): Promise<void> {
  const text = JSON.stringify({ command: name, params });
  const socket = connect(port, '127.0.0.1');
  await new Promise<void>((done, failed) => {
    socket.once('error', failed);
    socket.once('data', () => {
      done();
    });
    socket.write(`${text.length}:${text},`);
  });
  socket.destroy();
}

/** In how many of a recording's frames of 20 ms one tone holds nearly all of the power. */
function framesOf(hz: number, samples: Int16Array, rateHz: number): number {
  const bank = new GoertzelBank([hz], rateHz);
  const length = rateHz / 50;
  let frames = 0;
  for (let at = 0; at + length <= samples.length; at += length) {
    const frame = samples.subarray(at, at + length);
    const total = frame.reduce((sum, sample) => sum + sample * sample, 0) / length;
    if (total > 10_000 && (bank.analyse(frame)[0] ?? 0) > 0.8 * total) frames += 1;
  }
  return frames;
}

describe.skipIf(baresip === null)('baresip as the far end of our media', () => {
  it.each(variants)(
    'hears our tone and our keys, and is heard with its own, by $name (RFC 3550; RFC 4733 2.5; RFC 4568)',
    async (variant) => {
      const { ended, keys, theirKeys, stats, heard, rateHz } = await talk(variant);
      expect(ended).toBe('ended local');
      expect(keys).toBe('7*');
      expect(theirKeys.join('')).toBe('12#');
      expect(stats).toMatchObject({ lost: 0, ssrcChanges: 0 });
      expect(stats.payloadType).toBe(payloadTypes[variant.codec]);
      expect(stats.mos).toBeGreaterThan(4);
      expect(framesOf(ourHz, heard, rateHz)).toBeGreaterThan(50);
    },
  );
});
