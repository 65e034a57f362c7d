import { parentPort, workerData } from 'node:worker_threads';
import { SoundLibrary } from '../audio/sound-library.ts';
import { TableDialPlan } from '../dial-plan.ts';
import { startExchange } from './exchange-server.ts';
import type { ExchangeThreadData, ExchangeThreadMessage } from './exchange-thread.ts';
import { loadVoices } from './voice-files.ts';

/** The simulated exchange in a thread of its own. */
const port = parentPort;
if (port === null) throw new Error('exchange-worker.ts runs as a worker thread only');
const data = workerData as ExchangeThreadData;

function tell(message: ExchangeThreadMessage): void {
  port?.postMessage(message);
}

try {
  const running = await startExchange({
    port: data.port,
    dialPlan: new TableDialPlan(data.lines, data.areaCode),
    sounds: new SoundLibrary(data.seed, loadVoices(data.voicesFolder)),
    seed: data.seed,
    areaCode: data.areaCode,
    ...(data.channels === undefined ? {} : { channels: data.channels }),
    ...(data.startAtMs === undefined ? {} : { startAtMs: data.startAtMs }),
    ...(data.tellsCalls === true ? { onCall: (call) => tell({ kind: 'call', call }) } : {}),
  });
  tell({ kind: 'listening', address: running.address });
  port.on('message', (question: 'close' | 'figures') => {
    if (question === 'figures') {
      tell({ kind: 'figures', figures: running.figures() });
      return;
    }
    void running.close().then(() => {
      tell({ kind: 'closed' });
      port.close();
    });
  });
} catch (fault) {
  tell({ kind: 'fault', message: fault instanceof Error ? fault.message : String(fault) });
}
