import type { CampaignProgress, Localised } from '@everyline/contract';
import {
  departmentsUnder,
  isOpenAt,
  localTime,
  nextOpenMs,
  type Calendar,
} from '@everyline/domain';

import { pausedSentence } from '../bad-hours/bad-hour-sentences.ts';
import type { AppContext } from '../context.ts';
import type { CampaignCounts, StoredCampaign } from '../ports/store/campaigns.ts';
import type { StoredTrunk } from '../ports/store/trunks.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { clockText } from '../settings/city-time-text.ts';

/** How far campaigns have come, counted from what is on record; what they share is read once. */
export async function campaignProgress(
  context: Pick<AppContext, 'store' | 'clock'>,
  campaigns: readonly StoredCampaign[],
  trunks: readonly StoredTrunk[],
): Promise<CampaignProgress[]> {
  const { store } = context;
  const nowMs = context.clock.nowMs();
  const [counts, lines, stop, badHours] = await Promise.all([
    store.campaigns.counts(
      campaigns.map(({ id }) => id),
      nowMs,
    ),
    linesWithin(context, campaigns),
    store.trunks.stop(),
    store.badHours.open(),
  ]);
  return campaigns.map((campaign, at): CampaignProgress => {
    const trunk = trunks.find(({ id }) => id === campaign.trunkId) ?? null;
    const badHour = badHours.find(({ trunkId }) => trunkId === campaign.trunkId);
    const own = counts.get(campaign.id) ?? uncounted;
    const within = lines[at] ?? 0;
    return {
      campaignId: campaign.id,
      atMs: nowMs,
      state: campaign.state,
      lines: within,
      decided: own.verdicts.reduce(
        (sum, one) => (one.verdict === 'undetermined' ? sum : sum + one.lines),
        0,
      ),
      calls: own.calls,
      inProgress: own.inProgress,
      refused: own.refused,
      callsPerMinute: own.callsLastMinute,
      channels: Math.min(trunk?.channels ?? 0, campaign.policy.concurrencyByTrunk),
      verdicts: withUnjudged(own.verdicts, within),
      outcomes: [...own.outcomes],
      waitingFor:
        waitingFor(cityCalendar(), campaign, trunk, stop !== null, nowMs) ??
        (campaign.state === 'running' && badHour ? pausedSentence(badHour) : null),
    };
  });
}

/** How many lines each campaign is about. */
async function linesWithin(
  { store }: Pick<AppContext, 'store'>,
  campaigns: readonly StoredCampaign[],
): Promise<number[]> {
  const departments = await store.departments.all();
  return Promise.all(
    campaigns.map(({ scope }) =>
      store.lines.countInScope({
        ...scope,
        ...(scope.departmentIds && {
          departmentIds: scope.departmentIds.flatMap((id) => [
            ...departmentsUnder(departments, id),
          ]),
        }),
      }),
    ),
  );
}

const uncounted: CampaignCounts = {
  ...{ calls: 0, inProgress: 0, refused: 0, callsLastMinute: 0 },
  ...{ outcomes: [], verdicts: [] },
};

/** Lines that nobody has judged yet are undetermined. */
function withUnjudged(
  verdicts: CampaignCounts['verdicts'],
  lines: number,
): CampaignProgress['verdicts'] {
  const judged = verdicts.reduce((sum, one) => sum + one.lines, 0);
  const unjudged = Math.max(0, lines - judged);
  if (unjudged === 0) return [...verdicts];
  const undetermined = verdicts.find(({ verdict }) => verdict === 'undetermined');
  return [
    ...verdicts.filter((one) => one !== undetermined),
    { verdict: 'undetermined', lines: (undetermined?.lines ?? 0) + unjudged },
  ];
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

/** How far one campaign has come. */
export async function progressOf(
  context: Pick<AppContext, 'store' | 'clock'>,
  campaign: StoredCampaign,
  trunk: StoredTrunk | null,
): Promise<CampaignProgress> {
  const [progress] = await campaignProgress(context, [campaign], trunk === null ? [] : [trunk]);
  if (progress === undefined) throw new RangeError('a campaign without its progress');
  return progress;
}
