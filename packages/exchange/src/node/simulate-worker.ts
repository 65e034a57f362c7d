import { parentPort, workerData } from 'node:worker_threads';
import { KnownSounds } from '@everyline/telephony';
import { SoundLibrary } from '../audio/sound-library.ts';
import { TableDialPlan } from '../dial-plan.ts';
import { simulateCallWithTruth } from '../virtual/simulate-call.ts';
import type { ResultMessage, SimulatedNetworkData, ThreadMessage } from './simulate-messages.ts';
import { loadVoices } from './voice-files.ts';

/** One thread of the pool: simulates the calls it is sent, one after the other. */
const port = parentPort;
if (port === null) throw new Error('simulate-worker.ts runs as a worker thread only');
const network = workerData as SimulatedNetworkData;
const dialPlan = new TableDialPlan(network.lines, network.areaCode);
const knownSounds = new KnownSounds();
const sounds = new SoundLibrary(network.seed, loadVoices(network.voicesFolder));

function tell(message: ResultMessage, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

port.on('message', (message: ThreadMessage) => {
  if (message.kind === 'learn') {
    knownSounds.apply(message.changes);
    return;
  }
  const { id, call } = message;
  try {
    const result = simulateCallWithTruth({
      ...call,
      request: { ...call.request, knownSounds },
      dialPlan,
      sounds,
      areaCode: network.areaCode,
      seed: network.seed,
      onReached: (ms) => tell({ kind: 'reached', id, ms }),
    });
    const audio = result.observation.audio?.bytes.buffer;
    tell({ kind: 'done', id, result }, audio instanceof ArrayBuffer ? [audio] : []);
  } catch (fault) {
    tell({
      kind: 'fault',
      id,
      message: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault),
    });
  }
});
