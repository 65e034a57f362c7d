import { expect, test } from 'vitest';

import { RtpSession } from '../rtp/session.ts';
import { ProbeMouth } from './probe-mouth.ts';

const words = new Int16Array(1600).fill(1000);

/** A mouth whose silence is wanted, and how many packets it sends in each second of its ticks. */
function mouth() {
  const session = new RtpSession({ ssrc: 1, payloadType: 8, random: () => 0.5 });
  const spoken = new ProbeMouth({ words, sendSilence: true, codecs: ['PCMA'], session });
  let tickMs = 0;
  const packets = (ms: number): number => {
    let sent = 0;
    for (const endMs = tickMs + ms; tickMs < endMs;) {
      tickMs += 20;
      sent += spoken.packets(tickMs, tickMs, true).length;
    }
    return sent;
  };
  return { spoken, packets };
}

test('opens the way before the answer, keeps it open with two packets a second, and is continuous after it', () => {
  const { spoken, packets } = mouth();
  expect(packets(1000)).toBe(12);
  expect(packets(10_000)).toBe(20);
  spoken.answered();
  expect(packets(1000)).toBe(50);
});

test('says its words whole, before the answer as after it', () => {
  const { spoken, packets } = mouth();
  packets(1000);
  spoken.speak(1000);
  expect(packets(200)).toBe(10);
  expect(packets(1000)).toBe(2);
});
