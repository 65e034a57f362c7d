import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readAudioSdp, RtpSession, writeWav } from '@everyline/telephony';
import { NetworkEndpoint, WebRtcMedia } from '@everyline/telephony/node';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { TestAuthority } from '../packages/telephony/src/node/test-certificates.ts';
import { requireDebianCommand } from '../packages/testkit/src/debian-package.ts';
import { toneSamples, TonePartner, until } from './tone-party.ts';

const chromiumPath = await requireDebianCommand('chromium', 'chromium');
const openssl = await requireDebianCommand('openssl', 'openssl');
const clock = { nowMs: () => performance.now() };
const browserHz = 1000;
const ourHz = 440;

/** What the page shows: which frequency is the strongest in what it hears, and its level in dB. */
interface PageEar {
  readonly hz: number;
  readonly db: number;
}

/** Scripts of the page; text, because the page is no part of this program. */
const page = {
  begin: `
    window.begin = async () => {
      const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
      window.microphone = await navigator.mediaDevices.getUserMedia({ audio });
      window.context = new AudioContext();
      await window.context.resume();
    };
    window.listen = (stream) => {
      const player = new Audio();
      player.srcObject = stream;
      player.muted = true;
      void player.play();
      window.analyser = window.context.createAnalyser();
      window.analyser.fftSize = 8192;
      window.context.createMediaStreamSource(stream).connect(window.analyser);
    };
    window.heard = () => {
      if (window.analyser === undefined) return { hz: 0, db: -200 };
      const bins = new Float32Array(window.analyser.frequencyBinCount);
      window.analyser.getFloatFrequencyData(bins);
      let best = 0;
      for (let n = 0; n < bins.length; n += 1) if (bins[n] > bins[best]) best = n;
      return { hz: best * window.context.sampleRate / window.analyser.fftSize, db: bins[best] };
    };`,
  offer: `(async () => {
    await window.begin();
    const peer = new RTCPeerConnection();
    window.peer = peer;
    peer.ontrack = ({ streams }) => window.listen(streams[0]);
    window.sender = peer.addTrack(window.microphone.getAudioTracks()[0], window.microphone);
    await peer.setLocalDescription(await peer.createOffer());
    await new Promise((done) => {
      if (peer.iceGatheringState === 'complete') done();
      peer.onicegatheringstatechange = () => { if (peer.iceGatheringState === 'complete') done(); };
    });
    return peer.localDescription.sdp;
  })()`,
  call: (port: number) => `(async () => {
    await window.begin();
    const socket = new JsSIP.WebSocketInterface('wss://127.0.0.1:${port}');
    const agent = new JsSIP.UA({ sockets: [socket], uri: 'sip:agent@127.0.0.1', register: false });
    await new Promise((done, failed) => {
      agent.on('connected', done);
      agent.on('disconnected', () => failed(new Error('disconnected')));
      agent.start();
    });
    const session = agent.call('sip:100@127.0.0.1', { mediaStream: window.microphone, pcConfig: {} });
    window.session = session;
    window.ended = [];
    session.on('ended', ({ originator, cause }) => window.ended.push(originator + ': ' + cause));
    session.connection.addEventListener('track', ({ streams }) => window.listen(streams[0]));
    await new Promise((done, failed) => {
      session.on('confirmed', done);
      session.on('failed', ({ cause }) => failed(new Error(cause)));
    });
  })()`,
};

describe.skipIf(chromiumPath === null || openssl === null)('a browser as the far end', () => {
  let folder: string;
  let browser: Browser;
  let site: Server;
  let address: string;
  const authority = openssl === null ? null : new TestAuthority(openssl);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'everyline-webrtc-'));
    const microphone = join(folder, 'microphone.wav');
    await writeFile(microphone, writeWav(toneSamples(browserHz, 10_000), 'pcm'));
    site = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>far end</title>');
    });
    await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
    const bound = site.address();
    if (bound === null || typeof bound === 'string') throw new Error('the page has no port');
    address = `http://127.0.0.1:${bound.port}`;
    browser = await chromium.launch({
      executablePath: chromiumPath ?? '',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${microphone}`,
        '--autoplay-policy=no-user-gesture-required',
        '--allow-loopback-in-peer-connection',
        '--disable-features=WebRtcHideLocalIpsWithMdns',
        '--ignore-certificate-errors',
      ],
    });
  });

  afterAll(async () => {
    await browser?.close();
    site?.close();
    authority?.remove();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  const open = async (script = ''): Promise<Page> => {
    const tab = await browser.newPage();
    await tab.goto(address);
    await tab.addScriptTag({ content: script + page.begin });
    return tab;
  };

  /** Our end: a WebRTC path with a session that plays a tone and listens for the browser's. */
  const partnerFor = (offerSdp: string) => {
    const session = new RtpSession({
      ssrc: 0x1234567,
      payloadType: 8,
      random: Math.random,
      keyPayloadType: readAudioSdp(offerSdp)?.telephoneEvent ?? null,
    });
    const states: string[] = [];
    const media = new WebRtcMedia({
      clock,
      hostAddresses: ['127.0.0.1'],
      onPacket: (bytes, nowMs) => void session.receive(bytes, nowMs),
      onState: (state) => states.push(state),
    });
    const partner = new TonePartner({
      session,
      playsHz: ourHz,
      listensForHz: [browserHz, ourHz],
      send: (bytes) => {
        media.send(bytes);
      },
    });
    return { media, partner, states };
  };

  const pageHears = async (tab: Page, hz: number): Promise<void> => {
    let heard: PageEar = { hz: 0, db: -200 };
    for (let tries = 0; tries < 100; tries += 1) {
      heard = await tab.evaluate<PageEar>('window.heard()');
      if (Math.abs(heard.hz - hz) < 15 && heard.db > -40) return;
      await tab.waitForTimeout(100);
    }
    throw new Error(`the page hears ${heard.hz} Hz at ${heard.db} dB`);
  };

  it('a plain peer connection hears our tone and we hear its own, with its keys and its reports (RFC 5764; RFC 8445)', async () => {
    const tab = await open();
    const offer = await tab.evaluate<string>(page.offer);
    const { media, partner, states } = partnerFor(offer);
    const answer = await media.answer(offer);
    await tab.evaluate(
      `window.peer.setRemoteDescription({ type: 'answer', sdp: ${JSON.stringify(answer)} })`,
    );
    await partner.hears(browserHz);
    await pageHears(tab, ourHz);
    await tab.evaluate(`window.sender.dtmf.insertDTMF('159#', 120, 80)`);
    await until(() => partner.keys.length >= 4);
    expect(partner.keys.join('')).toBe('159#');
    await until(() => partner.session.stats().roundTripMs !== null);
    const stats = partner.session.stats();
    expect(stats).toMatchObject({ payloadType: 8, ssrcChanges: 0 });
    expect(stats.roundTripMs).toBeLessThan(500);
    expect(media.refused.not_authentic).toBe(0);
    expect(states).toEqual(['open']);
    partner.stop();
    await media.close();
    expect(states).toEqual(['open', 'closed']);
    await tab.close();
  });

  it('JsSIP calls our endpoint over WSS with DTLS-SRTP, both hear, and our BYE ends it (RFC 7118; RFC 5763)', async () => {
    const bundled = await build({
      configFile: false,
      logLevel: 'error',
      build: {
        write: false,
        minify: false,
        lib: { entry: 'node_modules/jssip/lib/JsSIP.js', name: 'JsSIP', formats: ['iife'] },
      },
      define: { 'process.env.NODE_ENV': '"production"' },
    });
    const first = Array.isArray(bundled) ? bundled[0] : bundled;
    const code = first !== undefined && 'output' in first ? first.output[0].code : '';
    const certificate = authority?.certify('pbx', 'DNS:localhost,IP:127.0.0.1');
    let ours: ReturnType<typeof partnerFor> | null = null;
    let callId = '';
    const endpoint = await NetworkEndpoint.open({
      listen: [{ transport: 'wss', host: '127.0.0.1', port: 0 }],
      tls: {
        certificate: certificate?.certificate ?? '',
        privateKey: certificate?.privateKey ?? '',
      },
      clock,
      random: Math.random,
      onEvent: (event) => {
        if (event.kind !== 'incoming' || event.sdp === null) return;
        const parts = partnerFor(event.sdp);
        ours = parts;
        ({ callId } = event);
        void parts.media.answer(event.sdp).then((answer) => {
          endpoint.run((sip, nowMs) => sip.answer(event.callId, answer, nowMs));
        });
      },
    });
    const tab = await open(`${code};`);
    await tab.evaluate(page.call(endpoint.local.port));
    const parts = ours as ReturnType<typeof partnerFor> | null;
    await parts?.partner.hears(browserHz);
    await pageHears(tab, ourHz);
    expect(parts?.states).toEqual(['open']);
    endpoint.run((sip, nowMs) => sip.hangUp(callId, nowMs));
    await tab.waitForFunction('window.ended.length > 0');
    expect(await tab.evaluate('window.ended')).toEqual(['remote: Terminated']);
    parts?.partner.stop();
    await parts?.media.close();
    await endpoint.close();
    await tab.close();
  });
});
