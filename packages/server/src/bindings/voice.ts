import { followLabels } from '../voice/follow-labels.ts';
import { RememberingPlacer } from '../voice/remembering-placer.ts';
import { SoundMemory } from '../voice/sound-memory.ts';
import { VoiceService } from '../voice/voice-service.ts';
import { ownCalls } from './call-owner.ts';
import { dialRules } from './dial-rules.ts';
import { PhonesOnDemand } from './phones-on-demand.ts';
import type { StartVoice } from './serve.ts';

/** The voice role on this machine: one phone on loopback, one toward the carrier, each when it is first needed. */
export const startVoice: StartVoice = async (city, config, report) => {
  const rules = dialRules();
  const owner = await ownCalls(city.opened.connection, rules.ownerId);
  const memory = new SoundMemory();
  await memory.open(city.context.store.prints);
  const unfollow = await followLabels(city.context, memory, report);
  const phones = new PhonesOnDemand(city.context, config.data, memory);
  const service = new VoiceService({
    context: city.context,
    rules,
    placer: new RememberingPlacer(phones, memory),
    registrar: phones,
    report,
  });
  await service.start();
  return {
    stop: async () => {
      await service.stop();
      unfollow();
      await owner.release();
    },
  };
};
