/**
 * The process that `bench sip` measures: one endpoint of ours on one core, as called or as calling party.
 *   sip-party.ts called               prints its port, answers every call with 180 and 200 until it is stopped
 *   sip-party.ts caller PORT RATE N   places N calls to PORT, RATE a second, and hangs up each as soon as it is answered
 * Told `report` on its standard input it prints its figures and ends.
 */
import { createInterface } from 'node:readline';
import { answerAudio, writeAudioSdp } from '@everyline/telephony';
import { UdpEndpoint } from '@everyline/telephony/node';

const [role = '', port = '', rate = '', count = ''] = process.argv.slice(2);
const host = '127.0.0.1';
const own = { codecs: ['PCMA', 'PCMU'], telephoneEvent: 101, sessionId: 1 } as const;
const offer = writeAudioSdp({ ...own, local: { host, port: 40_000 } });
const heapMb = (): number => process.memoryUsage().heapUsed / 2 ** 20;

let answered = 0;
let ended = 0;
let failed = 0;
const party = await UdpEndpoint.open({
  local: { host, port: 0 },
  clock: { nowMs: () => performance.timeOrigin + performance.now() },
  random: Math.random,
  onEvent: (event) => {
    if (event.kind === 'incoming') {
      const { callId } = event;
      const local = { host, port: 40_000 };
      const answer = answerAudio(event.sdp ?? '', { ...own, local })?.sdp ?? offer;
      party.run((endpoint, nowMs) => [
        ...endpoint.ring(callId, nowMs, { status: 180 }),
        ...endpoint.answer(callId, answer, nowMs),
      ]);
    } else if (event.kind === 'answered') {
      answered += 1;
      if (role === 'caller') party.run((endpoint, nowMs) => endpoint.hangUp(event.callId, nowMs));
    } else if (event.kind === 'ended') ended += 1;
    else if (event.kind === 'failed') failed += 1;
  },
});
process.stdout.write(`${party.local.port}\n`);

// Loading the program is not what a call costs.
const loadedCpu = process.cpuUsage();
let placed = 0;
const startedMs = performance.now();
if (role === 'caller') {
  const ticking = setInterval(() => {
    const due = Math.min(Number(count), ((performance.now() - startedMs) / 1000) * Number(rate));
    for (; placed < due; placed += 1) {
      const call = {
        requestUri: `sip:0286188${placed}@${host}:${port}`,
        from: { uri: `sip:100@${host}` },
        sendTo: { host, port: Number(port) },
        sdp: offer,
      };
      party.run((endpoint, nowMs) => endpoint.invite(call, nowMs).effects);
    }
    if (placed >= Number(count)) clearInterval(ticking);
  }, 5);
}

createInterface({ input: process.stdin }).once('line', () => {
  const { user, system } = process.cpuUsage(loadedCpu);
  process.stdout.write(
    `${JSON.stringify({
      placed,
      answered,
      ended,
      failed,
      cpuMs: (user + system) / 1000,
      heapMb: Math.round(heapMb()),
      left: party.endpoint.counts(),
    })}\n`,
  );
  process.exit(0);
});
