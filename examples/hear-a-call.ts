/**
 * Places one test call to the simulated exchange and prints what it hears.
 *
 *   node scripts/everyline.mjs --run examples/hear-a-call.ts [NUMBER]
 *
 * The numbers are those of every behaviour (02861880001 and on); without one, a menu answers.
 */
import { everyBehaviour } from '@everyline/exchange';
import { startExchangeThread } from '@everyline/exchange/node';
import { CHINA } from '@everyline/telephony';
import { secureRandom, UdpPhone } from '@everyline/telephony/node';

const lines = everyBehaviour.map(({ number, behaviour }) => [number, behaviour] as const);
const menu = everyBehaviour.find(({ behaviour }) => behaviour.kind === 'ivr');
const dialled = process.argv[2] ?? menu?.number ?? '';
const exchange = await startExchangeThread({ port: 0, lines, areaCode: '028', seed: 'example' });
console.log(`calling ${dialled} through ${exchange.address.host}:${exchange.address.port} …`);

// The ten lines of the README.
const phone = await UdpPhone.open({
  local: { host: '127.0.0.1', port: 0 },
  rtpPorts: { from: 40_000, to: 40_200 },
  clock: { nowMs: () => performance.timeOrigin + performance.now() },
  random: secureRandom,
});
const trunk = { address: exchange.address, callerNumber: '02812345' };
const words = new Int16Array(16_000); // two seconds, 8 kHz: say here what the call is
const call = await phone.placeCall({ dialled, trunk, tonePlan: CHINA, announcement: words });
console.log(call.classification.outcome, call.sip.status, call.timings, call.heard);

for (const { atMs, direction, summary } of call.ladder) {
  const offset = ((atMs - call.startedAtMs) / 1000).toFixed(3).padStart(8);
  console.log(`${offset} s  ${direction === 'out' ? '→' : '←'} ${summary}`);
}
await phone.close();
await exchange.close();
