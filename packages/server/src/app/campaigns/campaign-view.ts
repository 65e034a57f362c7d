import type { Campaign as CampaignView, CampaignProgress, Localised } from '@everyline/contract';
import { isOpenAt, localTime, nextOpenMs, type Calendar } from '@everyline/domain';

import { pausedSentence } from '../bad-hours/bad-hour-sentences.ts';
import type { AppContext } from '../context.ts';
import type { StoredCampaign } from '../ports/store/campaigns.ts';
import type { StoredTrunk } from '../ports/store/trunks.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { clockText } from '../settings/city-time-text.ts';
import { campaignMenus } from './campaign-menus.ts';
import { linesOfCampaign } from './lines-of-campaign.ts';

/** How far a campaign has come, counted from what is on record. */
export async function campaignProgress(
  context: Pick<AppContext, 'store' | 'clock'>,
  campaign: StoredCampaign,
  trunk: StoredTrunk | null,
): Promise<CampaignProgress> {
  const calendar = cityCalendar();
  const nowMs = context.clock.nowMs();
  const [counts, lines, stop, badHours] = await Promise.all([
    context.store.campaigns.counts(campaign.id, nowMs),
    linesOfCampaign(context, campaign),
    context.store.trunks.stop(),
    context.store.badHours.open(),
  ]);
  const badHour = badHours.find(({ trunkId }) => trunkId === campaign.trunkId);
  const decided = counts.verdicts.reduce(
    (sum, one) => (one.verdict === 'undetermined' ? sum : sum + one.lines),
    0,
  );
  const judged = counts.verdicts.reduce((sum, one) => sum + one.lines, 0);
  const unjudged = Math.max(0, lines.length - judged);
  const verdicts = counts.verdicts.map((one) =>
    one.verdict === 'undetermined' ? { ...one, lines: one.lines + unjudged } : one,
  );
  if (unjudged > 0 && !verdicts.some((one) => one.verdict === 'undetermined')) {
    verdicts.push({ verdict: 'undetermined', lines: unjudged });
  }
  return {
    campaignId: campaign.id,
    atMs: nowMs,
    state: campaign.state,
    lines: lines.length,
    decided,
    calls: counts.calls,
    inProgress: counts.inProgress,
    refused: counts.refused,
    callsPerMinute: counts.callsLastMinute,
    channels: Math.min(trunk?.channels ?? 0, campaign.policy.concurrencyByTrunk),
    verdicts,
    outcomes: [...counts.outcomes],
    waitingFor:
      waitingFor(calendar, campaign, trunk, stop !== null, nowMs) ??
      (campaign.state === 'running' && badHour ? pausedSentence(badHour) : null),
  };
}

/** Why a running campaign places no calls at the moment, as a sentence; null when it does. */
function waitingFor(
  calendar: Calendar,
  campaign: StoredCampaign,
  trunk: StoredTrunk | null,
  stopped: boolean,
  nowMs: number,
): Localised | null {
  if (campaign.state !== 'running') return null;
  if (stopped) {
    return {
      zh: '已按下“全部停止”，恢复前不会拨出。',
      en: 'Everything is stopped; nothing is dialled until somebody resumes.',
    };
  }
  if (trunk === null || trunk.state.kind !== 'ready') {
    return {
      zh: '中继已停用或自动停止，请在设置中检查后恢复。',
      en: 'The trunk is disabled or has stopped by itself; look at it in the settings and release it.',
    };
  }
  const { day } = localTime(calendar, nowMs);
  if (day < campaign.period.fromDay) {
    return {
      zh: `行动从 ${campaign.period.fromDay} 开始。`,
      en: `The campaign begins on ${campaign.period.fromDay}.`,
    };
  }
  if (day > campaign.period.toDay) {
    return { zh: '行动期限已过。', en: 'The period of the campaign is over.' };
  }
  if (!isOpenAt(campaign.policy.hours, calendar, nowMs)) {
    const openMs = nextOpenMs([campaign.policy.hours], calendar, nowMs);
    const opening = openMs === null ? null : localTime(calendar, openMs);
    const time = opening === null ? '' : ` ${opening.day} ${clockText(opening.minute)}`;
    return {
      zh: `现在不在拨测时段内，${time === '' ? '' : `下次开始：${time.trim()}。`}`,
      en: `Outside the hours for test calls${time === '' ? '' : `; they go on at${time}`}.`,
    };
  }
  return null;
}

/** A campaign as screens show it. */
export async function campaignView(
  context: Pick<AppContext, 'store' | 'clock'>,
  campaign: StoredCampaign,
): Promise<CampaignView> {
  const trunk = await context.store.trunks.byId(campaign.trunkId);
  return {
    id: campaign.id,
    name: campaign.name,
    state: campaign.state,
    scope: {
      ...(campaign.scope.departmentIds && { departmentIds: [...campaign.scope.departmentIds] }),
      ...(campaign.scope.tiers && { tiers: [...campaign.scope.tiers] }),
      ...(campaign.scope.purposes && { purposes: [...campaign.scope.purposes] }),
      ...(campaign.scope.lineIds && { lineIds: [...campaign.scope.lineIds] }),
      ...(campaign.scope.excludedLineIds && {
        excludedLineIds: [...campaign.scope.excludedLineIds],
      }),
    },
    policy: campaign.policy as CampaignView['policy'],
    trunkId: campaign.trunkId,
    trunkName: trunk?.name ?? '',
    fromDate: campaign.period.fromDay,
    toDate: campaign.period.toDay,
    targets: campaign.targets,
    createdAtMs: campaign.createdAtMs,
    startedAtMs: campaign.startedAtMs,
    endedAtMs: campaign.endedAtMs,
    stateReason: campaign.stateReason,
    progress: await campaignProgress(context, campaign, trunk),
    menus: await campaignMenus(context, campaign),
  };
}
