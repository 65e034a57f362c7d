import { channelSeeds, channelWords, readChannelMessage } from './channel-target.ts';
import {
  descriptionSeeds,
  descriptionWords,
  hearStream,
  packetSeeds,
  readDescription,
  readPackets,
  streamSeeds,
} from './media-target.ts';
import {
  dialogueSeeds,
  messageSeeds,
  readMessage,
  sipWords,
  talkToEndpoint,
} from './sip-target.ts';
import { byteStreamSeeds, cutStream, printSeeds, readPrintFile } from './stream-target.ts';

/** Something that takes what a stranger sends: it may refuse, it may not throw, hang, or leave anything behind. */
export interface FuzzTarget {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  readonly words: readonly string[];
  readonly take: (bytes: Uint8Array) => void;
}

/** What is fuzzed, by name. */
export const targets: readonly FuzzTarget[] = [
  { name: 'sip-message', seeds: messageSeeds, words: sipWords, take: readMessage },
  { name: 'sip-dialogue', seeds: dialogueSeeds, words: sipWords, take: talkToEndpoint },
  { name: 'sip-stream', seeds: byteStreamSeeds, words: sipWords, take: cutStream },
  { name: 'channel-message', seeds: channelSeeds, words: channelWords, take: readChannelMessage },
  { name: 'print', seeds: printSeeds, words: ['EP', '\u0001', '\u0014'], take: readPrintFile },
  { name: 'sdp', seeds: descriptionSeeds, words: descriptionWords, take: readDescription },
  { name: 'rtp-stream', seeds: streamSeeds, words: ['\u0000\u00ac\u0080\u0008'], take: hearStream },
  {
    name: 'rtp-rtcp',
    seeds: packetSeeds,
    words: ['\u0080\u00c9', '\u0081\u00ca'],
    take: readPackets,
  },
];
