/**
 * The process that `bench sip` measures: one endpoint of ours on one core, as called or as calling party.
 *   sip-party.ts called         prints its port, answers every call with 180 and 200 until it is stopped
 *   sip-party.ts caller PORT    calls PORT when it is told to, and hangs up each call as soon as it is answered
 * On its standard input it is told `call RATE N` (N calls, RATE a second) and `report`, which prints what it has done
 * since the last report; it ends with its input. `--no-ladders` keeps no ladders of its calls.
 */
import { createInterface } from 'node:readline';
import { answerAudio, writeAudioSdp } from '@everyline/telephony';
import { UdpEndpoint } from '@everyline/telephony/node';

const words = process.argv.slice(2);
const [role = '', port = ''] = words;
const host = '127.0.0.1';
const own = { codecs: ['PCMA', 'PCMU'], telephoneEvent: 101, sessionId: 1 } as const;
const offer = writeAudioSdp({ ...own, local: { host, port: 40_000 } });

let answered = 0;
let ended = 0;
let failed = 0;
const party = await UdpEndpoint.open({
  local: { host, port: 0 },
  clock: { nowMs: () => performance.timeOrigin + performance.now() },
  random: Math.random,
  keepsLadders: !words.includes('--no-ladders'),
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

let number = 0;
function call(rate: number, count: number): void {
  let placed = 0;
  const startedMs = performance.now();
  const ticking = setInterval(() => {
    const due = Math.min(count, ((performance.now() - startedMs) / 1000) * rate);
    for (; placed < due; placed += 1) {
      number += 1;
      const request = {
        requestUri: `sip:0286188${number}@${host}:${port}`,
        from: { uri: `sip:100@${host}` },
        sendTo: { host, port: Number(port) },
        sdp: offer,
      };
      party.run((endpoint, nowMs) => endpoint.invite(request, nowMs).effects);
    }
    if (placed >= count) clearInterval(ticking);
  }, 5);
}

let cpu = process.cpuUsage();
function report(): void {
  const { user, system } = process.cpuUsage(cpu);
  const heapMb = Math.round(process.memoryUsage().heapUsed / 2 ** 20);
  const cpuMs = (user + system) / 1000;
  process.stdout.write(
    `${JSON.stringify({ answered, ended, failed, cpuMs, heapMb, left: party.endpoint.counts() })}\n`,
  );
  answered = 0;
  ended = 0;
  failed = 0;
  cpu = process.cpuUsage();
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [command, rate, count] = line.split(' ');
    if (command === 'call') call(Number(rate), Number(count));
    else report();
  })
  .once('close', () => process.exit(0));
