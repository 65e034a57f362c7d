import { simulateCall, SoundLibrary, TableDialPlan, type MenuAnswers } from '@everyline/exchange';
import { loadVoices } from '@everyline/exchange/node';
import { CHINA, decodeALaw, KnownSounds, type MenuLimits } from '@everyline/telephony';

import type { AppContext } from '../../server/src/app/context.ts';
import type { CallPlacer } from '../../server/src/app/ports/call-placer.ts';
import { defaultCity } from '../../server/src/app/settings/default-city.ts';
import { loopbackTrunk } from '../../server/src/app/trunks/loopback-trunk.ts';
import type { StoredCampaign } from '../../server/src/app/ports/store/campaigns.ts';
import { dialRules } from '../../server/src/bindings/dial-rules.ts';
import { walkLine, type WalkedLine } from '../../server/src/cli/probe-walk.ts';
import { openRun } from '../../server/src/voice/open-run.ts';
import { placedCall } from '../../server/src/voice/placed-call.ts';
import { RememberingPlacer } from '../../server/src/voice/remembering-placer.ts';
import { SoundMemory } from '../../server/src/voice/sound-memory.ts';
import { buildClearance, buildLine, testId } from './builders.ts';
import { openTestCity, type TestCity } from './test-city.ts';

const sounds = new SoundLibrary('walk', loadVoices());
const words = decodeALaw(sounds.voices.of('queue')[0]?.octets.slice(0, 16_000) ?? new Uint8Array());

/** A city of one line with a menu: its calls are simulated in virtual time, and time moves when it is waited for. */
export class MenuCity {
  readonly opened: TestCity;
  readonly context: AppContext;
  readonly line = buildLine(1);
  /** What answers at the line. */
  behaviour: MenuAnswers;
  nowMs: number;
  #trunkId = '';
  readonly #placer: CallPlacer;

  private constructor(opened: TestCity, behaviour: MenuAnswers, nowMs: number) {
    this.opened = opened;
    this.behaviour = behaviour;
    this.nowMs = nowMs;
    const { context: machine } = opened.city;
    const clock = {
      ...machine.clock,
      nowMs: () => this.nowMs,
      wait: (ms: number) => {
        this.nowMs += ms;
        return Promise.resolve();
      },
    };
    this.context = { ...machine, clock };
    this.#placer = this.#newPlacer();
  }

  static async open(behaviour: MenuAnswers, nowMs: number): Promise<MenuCity> {
    const city = new MenuCity(await openTestCity(), behaviour, nowMs);
    const { store } = city.context;
    await store.settings.saveCity(
      defaultCity({ name: '样例市', areaCode: '028', language: 'zh-CN' }),
    );
    await store.lines.insert([city.line]);
    await store.clearances.insert(
      buildClearance({
        id: testId(77),
        scope: { kind: 'line', lineId: city.line.id },
        givenBy: '样例局',
        basis: '样例函〔2026〕1号',
        givenAtMs: nowMs,
      }),
    );
    const at = { host: '127.0.0.1', port: 5060, transport: 'udp', simulated: true } as const;
    city.#trunkId = (
      await loopbackTrunk(city.context, at, 4, { clientCertificate: null, authorities: null })
    ).id;
    return city;
  }

  /** Walks the menu from end to end, waiting for the guard as often as it says. */
  walk(limits: MenuLimits): Promise<WalkedLine> {
    const { context, line } = this;
    const io = {
      ...{ context, placer: this.#placer, language: 'en' as const, command: 'probe' },
      rules: { ...dialRules(true), clockStep: () => null },
      stop: new AbortController().signal,
      err: (text: string) => {
        throw new Error(text);
      },
    };
    return walkLine(line, limits, io, this.#trunkId, true);
  }

  /** The trunk that leads to the line. */
  get trunkId(): string {
    return this.#trunkId;
  }

  /**
   * Runs a campaign as a process would that has just begun, until no call is due any more or `most` calls of walks have
   * ended; gives how many have.
   */
  async run(campaign: StoredCampaign, most = Infinity): Promise<number> {
    const trunk = await this.context.store.trunks.byId(this.#trunkId);
    if (trunk === null) throw new Error('the city has a trunk');
    const faults: unknown[] = [];
    let walked = 0;
    const opened = await openRun({
      ...{ context: this.context, placer: this.#placer, campaign, trunk, spread: 'soon' },
      rules: { ...dialRules(true), clockStep: () => null },
      during: (work) => work(),
      listener: {
        fault: (fault) => faults.push(fault),
        walked: () => {
          walked += 1;
          if (walked >= most) opened.run.stop();
        },
      },
    });
    opened.run.start();
    await opened.run.done;
    if (faults.length > 0) throw new AggregateError(faults, 'the run had faults');
    return walked;
  }

  #newPlacer(): CallPlacer {
    const knownSounds = new KnownSounds();
    return new RememberingPlacer(
      {
        virtualTime: true,
        learn: (changes) => knownSounds.apply(changes),
        stopAll: () => undefined,
        close: () => Promise.resolve(),
        place: (call) => {
          const observation = simulateCall({
            number: call.dialled,
            dialPlan: new TableDialPlan([[call.dialled, this.behaviour]], '028'),
            sounds,
            areaCode: '028',
            startAtMs: this.nowMs,
            seed: 'walk',
            impairments: { lossRate: 0.005, jitterMs: 5, delayMs: 15 },
            request: {
              trunk: { address: { host: '127.0.0.1', port: 5060 }, callerNumber: '02812345' },
              tonePlan: CHINA,
              announcement: words,
              knownSounds,
              limits: { ringMs: call.ringLimitMs, machineMs: 75_000 },
              ...(call.script && { script: call.script }),
            },
          });
          this.nowMs = Math.ceil(observation.endedAtMs);
          return Promise.resolve(placedCall(observation));
        },
      },
      new SoundMemory(),
    );
  }
}
