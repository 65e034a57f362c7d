import * as sdpTransform from 'sdp-transform';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsedSdp } from './parsed-sdp.ts';
import { answerAudio, readAudioSdp, writeAudioSdp } from './sdp.ts';
import { answerTo, codecOf, redescribed } from './session-sdp.ts';

const own = { codecs: ['PCMA', 'PCMU'], telephoneEvent: 101, sessionId: 1 } as const;
const plain = writeAudioSdp({ ...own, local: { host: '192.0.2.1', port: 4000 } });
const texts = [
  plain,
  writeAudioSdp({ ...own, codecs: ['PCMU'], local: { host: '192.0.2.2', port: 4002 } }),
  // Another stream, the first without a format.
  plain.replace('m=audio', 'm=video 0 RTP/AVP\r\nm=audio'),
  `${plain}m=text 11000 RTP/AVP\r\n`,
  'v=0\r\n',
  'no description',
  '',
];

it('reads any sequence of descriptions as each is read alone, whatever was made of them in between', () => {
  const alone = (text: string): unknown =>
    /^v=0\r?$/m.test(text) ? sdpTransform.parse(text) : null;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...texts), fc.nat(4)), { maxLength: 30 }),
      (steps) => {
        for (const [text, use] of steps) {
          if (use === 0) redescribed(text, 'sendonly', 2);
          else if (use === 1) answerTo(text, plain, { sends: true, listens: true }, 1);
          else if (use === 2) answerAudio(text, { ...own, local: { host: '192.0.2.3', port: 4 } });
          else if (use === 3) readAudioSdp(text);
          else codecOf(text);
          expect(parsedSdp(text)).toEqual(alone(text));
        }
      },
    ),
  );
});
