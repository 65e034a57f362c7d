import { readFile, stat } from 'node:fs/promises';

import type { Localised } from '@everyline/contract';

import type { Config } from '../config/config.ts';
import type { CommandIo, ExitStatus } from '../cli/main.ts';
import type { GivenToProbe } from '../cli/probe-given.ts';
import { run } from '../cli/probe.ts';
import { followLabels } from '../voice/follow-labels.ts';
import { RememberingPlacer } from '../voice/remembering-placer.ts';
import { SoundMemory } from '../voice/sound-memory.ts';
import { recoverInterrupted } from '../app/probes/recover-interrupted.ts';
import { ownCalls } from './call-owner.ts';
import { dialRules } from './dial-rules.ts';
import { isSimulatedExchange } from './far-end.ts';
import { openCity } from './open-city.ts';
import { takeRoles } from '../store/server-lock.ts';
import { runCampaign } from './run-campaign.ts';
import { readScriptFile } from './script-file.ts';
import { PhonesOnDemand } from './phones-on-demand.ts';

/** How soon the stop button is seen without its event. */
const lookEveryMs = 1_000;

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** `everyline probe` on this machine; it may run beside a server. */
export async function probeCommand(
  given: GivenToProbe,
  args: readonly string[],
  io: CommandIo,
  config: Config,
): Promise<ExitStatus> {
  const city = await openCity(config, 'probe', { language: io.language });
  const rules = dialRules();
  const owner = await ownCalls(city.opened.connection, rules.ownerId);
  const { context } = city;
  const memory = new SoundMemory();
  await memory.open(context.store.prints);
  const unfollow = await followLabels(context, memory, () => undefined);
  const phones = new PhonesOnDemand(context, config.data, memory);
  const phone = new RememberingPlacer(phones, memory);
  const stop = new AbortController();
  const stopNow = () => stop.abort();
  for (const name of stopSignals) process.on(name, stopNow);
  stop.signal.addEventListener('abort', () => phone.stopAll());
  const obey = async () => {
    if ((await context.store.trunks.stop()) !== null) phone.stopAll();
  };
  const endings = [
    unfollow,
    context.events.subscribe((event) => {
      if (event.type === 'stop.changed' && event.stop.stopped) phone.stopAll();
    }),
    // An event may be lost on its way, or overtake a call that was just allowed.
    context.clock.every(lookEveryMs, obey),
  ];
  try {
    await recoverInterrupted(context);
    return await run(given, {
      ...io,
      context,
      rules,
      command: ['probe', ...args].join(' ').slice(0, 500),
      placer: phone,
      stop: stop.signal,
      isSimulatedExchange,
      readPem,
      readScript: readScriptFile,
      runCampaign: (id, placed) =>
        runCampaign(
          {
            ...{ context, rules, placer: phone, registrar: phones, stop: stop.signal },
            takeVoice: () =>
              takeRoles(city.opened.connection, city.opened.dataId, ['voice'], stopNow),
            report: (fault) => io.err(fault instanceof Error ? fault.message : String(fault)),
          },
          id,
          placed,
        ),
    });
  } finally {
    for (const name of stopSignals) process.off(name, stopNow);
    for (const end of endings) end();
    await phone.close();
    await owner.release();
    await city.close();
  }
}

/** Certificates with their chains, and keys, are a few kilobytes. */
const largestPemBytes = 100_000;

async function readPem(
  file: string,
): Promise<{ readonly text: string } | { readonly wrong: Localised }> {
  try {
    if ((await stat(file)).size <= largestPemBytes) return { text: await readFile(file, 'utf8') };
  } catch {
    return {
      wrong: {
        zh: `无法读取 ${file}，请检查路径和权限。`,
        en: `${file} cannot be read; check the path and the permissions.`,
      },
    };
  }
  return {
    wrong: {
      zh: `${file} 超过 100 KB，不是 PEM 格式的证书或私钥。`,
      en: `${file} is larger than 100 KB: no certificate or key in PEM.`,
    },
  };
}
