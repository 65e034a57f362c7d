import { parentPort, workerData } from 'node:worker_threads';

import { ITU_E180, KnownSounds, TONE_PLANS, type ProbeRequest } from '@everyline/telephony';
import { PhoneFault, secureRandom, UdpPhone } from '@everyline/telephony/node';

import { TrunkAccounts } from './trunk-accounts.ts';
import { trunkAddress } from './trunk-address.ts';
import type { FromPhone, PhoneThreadSettings, ToPhone, TrunkCall } from './phone-messages.ts';

const settings = workerData as PhoneThreadSettings;
const port = parentPort;
if (port === null) throw new Error('phone-thread.ts runs as a worker thread only');

/** What earlier calls have heard. */
const knownSounds = new KnownSounds();

const tell = (message: FromPhone): void => port.postMessage(message);

function requestOf(call: TrunkCall): ProbeRequest {
  return {
    dialled: call.dialled,
    trunk: {
      address: trunkAddress(call.host, call.port, call),
      callerNumber: call.callerNumber,
      ...(call.username !== null &&
        call.password !== null && {
          credentials: { username: call.username, password: call.password },
        }),
    },
    tonePlan: TONE_PLANS.get(settings.country) ?? ITU_E180,
    announcement: settings.announcement,
    knownSounds,
    codecs: call.codecs,
    limits: call.limits,
    ...(call.script !== null && { script: call.script }),
  };
}

const clock = {
  nowMs: () => settings.clockOffsetMs + performance.timeOrigin + performance.now(),
};

async function main(): Promise<void> {
  const phone = await UdpPhone.open({
    local: { host: settings.localHost, port: settings.sipPort },
    rtpPorts: settings.rtpPorts,
    ...(settings.tls !== null && { tls: settings.tls }),
    // What is shown to a carrier need not be for our address: its connections are ours to open.
    takesTls: false,
    clock,
    random: secureRandom,
    userAgent: 'Everyline',
  });
  const accounts = new TrunkAccounts(phone, (id, news) => tell({ kind: 'registration', id, news }));
  port?.on('message', (message: ToPhone) => {
    switch (message.kind) {
      case 'place':
        phone
          .placeCall(requestOf(message.call), {
            freed: () => tell({ kind: 'freed', id: message.id }),
          })
          .then(
            (observation) => tell({ kind: 'ended', id: message.id, observation }),
            (fault: unknown) =>
              tell({
                kind: 'call-failed',
                id: message.id,
                code: fault instanceof PhoneFault ? fault.code : null,
                message: fault instanceof Error ? fault.message : String(fault),
                atMs: clock.nowMs(),
              }),
          );
        break;
      case 'learn':
        knownSounds.apply(message.changes);
        break;
      case 'register':
        accounts.keep(message.id, message.account);
        break;
      case 'unregister':
        accounts.leave(message.id);
        break;
      case 'stop-all':
        void phone.stopAll();
        break;
      case 'close':
        void phone.close().then(() => tell({ kind: 'closed' }));
        break;
    }
  });
  tell({ kind: 'ready' });
}

main().catch((fault: unknown) =>
  tell({ kind: 'failed', message: fault instanceof Error ? fault.message : String(fault) }),
);
