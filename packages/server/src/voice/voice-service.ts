import type { AppContext } from '../app/context.ts';
import { progressOf } from '../app/campaigns/campaign-progress.ts';
import type { CallPlacer } from '../app/ports/call-placer.ts';
import type { DialRules } from '../app/probes/begin-probe.ts';
import { tellClock } from '../app/probes/tell-clock.ts';
import { recoverInterrupted } from '../app/probes/recover-interrupted.ts';
import { localTime } from '@everyline/domain';

import type { StoredCampaign } from '../app/ports/store/campaigns.ts';
import type { StoredTrunk } from '../app/ports/store/trunks.ts';
import { openRun, type OpenedRun } from './open-run.ts';
import type { TrunkRegistrar } from '../app/ports/trunk-registrar.ts';
import { CertificateWatch } from './certificate-watch.ts';
import { TrunkWatch } from './trunk-watch.ts';

/** How soon a campaign that was started elsewhere is noticed. */
const lookEveryMs = 2_000;
const tellEveryMs = 1_000;
/** An event of the stop button may be lost on its way, or overtake a call that was just allowed. */
const obeyEveryMs = 1_000;
/** How soon a call of a process that was killed gets its end. */
const recoverEveryMs = 30_000;

/**
 * The voice role: ends what a crash left behind, runs every campaign that is running, and obeys the
 * stop-all button at once.
 */
export class VoiceService {
  private readonly context: AppContext;
  private readonly rules: DialRules;
  private readonly placer: CallPlacer;
  private readonly report: (fault: unknown) => void;
  private readonly trunks: TrunkWatch | null;
  private readonly certificates: CertificateWatch;
  private readonly runs = new Map<string, OpenedRun & { readonly terms: string }>();
  private readonly opening = new Set<string>();
  private readonly endings: (() => void)[] = [];

  constructor(options: {
    readonly context: AppContext;
    readonly rules: DialRules;
    readonly placer: CallPlacer;
    /** Keeps trunks registered; absent where none needs it. */
    readonly registrar?: TrunkRegistrar;
    readonly report: (fault: unknown) => void;
  }) {
    this.context = options.context;
    this.rules = options.rules;
    this.placer = options.placer;
    this.report = options.report;
    const { context, registrar, report } = options;
    this.certificates = new CertificateWatch(context);
    this.trunks = registrar === undefined ? null : new TrunkWatch({ context, registrar, report });
  }

  async start(): Promise<void> {
    await recoverInterrupted(this.context);
    this.endings.push(
      this.context.events.subscribe((event) => {
        if (event.type === 'stop.changed' && event.stop.stopped) this.placer.stopAll();
        if (event.type !== 'campaign.progress') return;
        const { campaignId, state } = event.progress;
        if ((state === 'running') !== this.runs.has(campaignId)) void this.look();
      }),
      this.context.clock.every(lookEveryMs, () => this.look()),
      this.context.clock.every(tellEveryMs, () => this.tell()),
      this.context.clock.every(obeyEveryMs, () => this.obey()),
      this.context.clock.every(recoverEveryMs, () =>
        recoverInterrupted(this.context).then(() => undefined, this.report),
      ),
    );
    await this.look();
  }

  /** Begins no further call and waits until those in progress are on record. */
  async stop(): Promise<void> {
    for (const end of this.endings.splice(0)) end();
    const runs = [...this.runs.values()].map(({ run }) => run);
    for (const run of runs) run.stop();
    this.placer.stopAll();
    await Promise.all(runs.map((run) => run.done));
    await this.trunks?.close();
    await this.placer.close();
  }

  private async look(): Promise<void> {
    try {
      const campaigns = await this.context.store.campaigns.all();
      const trunks = await this.context.store.trunks.all();
      this.certificates.look(trunks);
      await this.trunks?.look(trunks);
      for (const campaign of campaigns) {
        const opened = this.runs.get(campaign.id);
        const trunk = trunks.find(({ id }) => id === campaign.trunkId);
        if (opened === undefined) {
          if (campaign.state === 'running') await this.open(campaign.id);
        } else if (
          campaign.state !== 'running' ||
          this.isOver(campaign.period.toDay) ||
          // A run holds to what it was opened with; a campaign that was changed gets another.
          opened.terms !== termsOf(campaign, trunk)
        ) {
          opened.run.stop();
        } else await opened.lookForRetests();
      }
    } catch (fault) {
      this.report(fault);
    }
  }

  /** Ends calls in progress for as long as everything is stopped. */
  private async obey(): Promise<void> {
    try {
      for (const news of this.rules.clockNews()) this.report(tellClock(this.context, news));
      if ((await this.context.store.trunks.stop()) !== null) this.placer.stopAll();
    } catch (fault) {
      this.report(fault);
    }
  }

  private async open(campaignId: string): Promise<void> {
    if (this.opening.has(campaignId)) return;
    this.opening.add(campaignId);
    try {
      const campaign = await this.context.store.campaigns.byId(campaignId);
      const trunk = campaign && (await this.context.store.trunks.byId(campaign.trunkId));
      if (!campaign || !trunk || campaign.state !== 'running') return;
      const opened = await openRun({
        context: this.context,
        rules: this.rules,
        placer: this.placer,
        campaign,
        trunk,
        during: (work) => work(),
        listener: { fault: this.report },
        endsWhenIdle: false,
      });
      this.runs.set(campaignId, { ...opened, terms: termsOf(campaign, trunk) });
      opened.run.start();
      void opened.run.done
        .then(() => this.ended(campaignId, () => opened.close()))
        .catch(this.report);
    } finally {
      this.opening.delete(campaignId);
    }
  }

  private isOver(lastDay: string): boolean {
    return localTime(this.rules.calendar, this.context.clock.nowMs()).day > lastDay;
  }

  /** When its period is over a campaign's lines are judged for good, and it is finished. */
  private async ended(campaignId: string, close: () => Promise<void>): Promise<void> {
    this.runs.delete(campaignId);
    const campaign = await this.context.store.campaigns.byId(campaignId);
    if (campaign === null || campaign.state !== 'running') return;
    if (!this.isOver(campaign.period.toDay)) return;
    await close();
    await this.context.store.campaigns.update({
      ...campaign,
      state: 'finished',
      endedAtMs: this.context.clock.nowMs(),
      stateReason: {
        zh: '行动期限已满。',
        en: 'The period of the campaign is over.',
      },
    });
  }

  private async tell(): Promise<void> {
    for (const [campaignId, { run }] of this.runs) {
      if (run.inProgress === 0) continue;
      try {
        const campaign = await this.context.store.campaigns.byId(campaignId);
        if (campaign === null) continue;
        const trunk = await this.context.store.trunks.byId(campaign.trunkId);
        this.context.events.publish({
          type: 'campaign.progress',
          progress: await progressOf(this.context, campaign, trunk),
        });
      } catch (fault) {
        this.report(fault);
      }
    }
  }
}

/** Everything of a campaign and its trunk that its run is opened with. */
function termsOf(campaign: StoredCampaign, trunk: StoredTrunk | undefined): string {
  const { scope, period, policy, trunkId } = campaign;
  return JSON.stringify([scope, period, policy, trunkId, trunk?.channels]);
}
