import type { CampaignPlan, NewCampaignPlan } from '@everyline/contract';
import {
  campaignMilestones,
  departmentsUnder,
  liveUnits,
  officeOverAll,
  type CampaignMilestone,
  type LiveFigure,
} from '@everyline/domain';

import { actorName } from '../access/actor.ts';
import { authorise } from '../access/authorise.ts';
import type { Scope } from '../access/scope.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { namedDepartment } from '../departments/named-department.ts';
import { AppFault, notFound } from '../faults.ts';
import { newId } from '../new-id.ts';
import type { StoredCampaign } from '../ports/store/campaigns.ts';
import type { NewMeasureRow, StoredProgramme } from '../ports/store/programmes.ts';
import { editableProgramme } from '../programmes/visible-programme.ts';
import { requireCampaignInside } from './change-campaign.ts';
import { linesOfCampaign } from './lines-of-campaign.ts';
import { cityCalendar } from '../settings/city-calendar.ts';
import { readCampaignPlan } from './read-campaign-plan.ts';

/** What each milestone asks for, in the language of the city. */
const titles: Readonly<Record<LiveFigure, { readonly zh: string; readonly en: string }>> = {
  confirmed_share: {
    zh: '责任单位确认公布的号码',
    en: 'Offices confirm the numbers that are published',
  },
  cleared_lines: { zh: '取得拨测许可', en: 'Permission to test is given' },
  ended_lines: {
    zh: '归并、停用重复和无用的号码',
    en: 'Numbers that are double or of no use are merged or ended',
  },
  tickets_in_time: { zh: '问题号码按期整改', en: 'Faulty numbers are repaired in time' },
  healthy_share: { zh: '公开电话打得通', en: 'Published numbers get through' },
};

const names: Readonly<Record<LiveFigure, { readonly zh: string; readonly en: string }>> = {
  confirmed_share: { zh: '已确认', en: 'confirmed' },
  cleared_lines: { zh: '已获许可', en: 'cleared' },
  ended_lines: { zh: '已停用', en: 'ended' },
  tickets_in_time: { zh: '按期办结', en: 'repaired in time' },
  healthy_share: { zh: '健康', en: 'healthy' },
};

/** So many offices one measure can have. */
const mostOffices = 50;

/**
 * Gives a campaign its milestones: a programme made from the template, whose measures read their figures
 * from the lines and tickets of the campaign's offices; or one that there is.
 */
export async function makeCampaignPlan(
  context: AppContext,
  id: string,
  wish: NewCampaignPlan,
): Promise<CampaignPlan> {
  const scope = await authorise(context, 'campaigns.edit');
  const campaign = await context.store.campaigns.byId(id);
  if (campaign === null) throw notFound('campaign');
  requireCampaignInside(scope, campaign);
  if (campaign.state === 'finished') throw new AppFault('wrong_state', { state: campaign.state });
  const made =
    wish.programmeId === undefined
      ? await fromTemplate(context, campaign, wish.leadOfficeId ?? null)
      : { programme: await editableProgramme(context, wish.programmeId), measures: [] };
  await context.store.transaction(async (within) => {
    if (wish.programmeId === undefined) {
      await within.programmes.insert(made.programme);
      for (const { measure } of made.measures) await within.programmes.addMeasure(measure);
    }
    const added = await within.campaigns.addPlan(id, {
      programmeId: made.programme.id,
      milestones: made.measures.map(({ measure, step }) => ({ measureId: measure.id, step })),
    });
    if (!added) throw new AppFault('campaign_has_plan');
    await recordAudit(
      context,
      within,
      'campaigns.plan',
      { kind: 'campaign', id },
      {
        programmeId: made.programme.id,
        fromTemplate: wish.programmeId === undefined,
        milestones: made.measures.map(({ measure: { title, deadline } }) => ({ title, deadline })),
      },
    );
  });
  return readCampaignPlan(context, id);
}

interface Made {
  readonly programme: StoredProgramme;
  readonly measures: readonly {
    readonly measure: NewMeasureRow;
    readonly step: CampaignMilestone['step'];
  }[];
}

async function fromTemplate(
  context: AppContext,
  campaign: StoredCampaign,
  leadOfficeId: string | null,
): Promise<Made> {
  await authorise(context, 'programmes.edit');
  await namedDepartment(context, leadOfficeId);
  const offices = campaign.scope.departmentIds ?? [];
  if (offices.length > mostOffices) {
    const detail = {
      zh: `行动涉及的单位超过 ${mostOffices} 个，请先建任务台账再选用`,
      en: `the campaign has more than ${mostOffices} offices: begin a programme and choose it`,
    };
    throw new AppFault('invalid_input', { detail }, 'programmeId');
  }
  const word = (await context.store.settings.city())?.language === 'en' ? 'en' : 'zh';
  const nowMs = context.clock.nowMs();
  const [only] = offices.length === 1 ? offices : [];
  const programme: StoredProgramme = {
    id: newId(context),
    name: campaign.name,
    description: '',
    departmentId: only ?? null,
    state: 'running',
    createdAtMs: nowMs,
    createdBy: actorName(context.actor),
  };
  const departments = await context.store.departments.all();
  const { actor } = context;
  // A plan of the whole city is led by the office above all others, else by that of whoever makes it.
  const own = actor.kind === 'person' ? actor.departmentId : null;
  const lead = leadOfficeId ?? only ?? officeOverAll(departments) ?? own;
  // Live figures count all lines of the offices, so that many are planned, whichever of them are called.
  const lines = await linesOfCampaign(context, {
    scope: campaign.scope.departmentIds === undefined ? {} : { departmentIds: offices },
  });
  const scope =
    offices.length === 0
      ? 'all'
      : new Set(offices.flatMap((office) => [...departmentsUnder(departments, office)]));
  const toEnd = await numbersToEnd(context, scope);
  const milestones = campaignMilestones({ ...campaign, lines: lines.length, toEnd });
  return {
    programme,
    measures: milestones.map(({ step, figure, deadline, planned }) => ({
      step,
      measure: {
        id: newId(context),
        programmeId: programme.id,
        title: titles[figure][word],
        category: '',
        leadOfficeId: lead,
        jointOfficeIds: offices.filter((office) => office !== lead),
        deadline,
        quote: '',
        documentId: null,
        createdAtMs: nowMs,
        indicators: [
          {
            id: newId(context),
            name: names[figure][word],
            unit: liveUnits[figure],
            planned,
            actual: null,
            live: { figure, of: offices.length > 1 ? 'offices' : 'programme' },
          },
        ],
      },
    })),
  };
}

/** Numbers of these departments that have ended, and those that open proposals would end; null where there are none. */
async function numbersToEnd({ store, clock }: AppContext, scope: Scope): Promise<number | null> {
  const [{ wouldEnd }, counts] = await Promise.all([
    store.consolidation.sums({ scope, lineId: undefined, kinds: [] }),
    store.programmes.liveCounts(clock.nowMs(), cityCalendar().utcOffsetMinutes),
  ]);
  const ended = counts
    .filter(({ departmentId: id }) => scope === 'all' || (id !== null && scope.has(id)))
    .reduce((sum, one) => sum + one.ended, 0);
  return wouldEnd === 0 ? null : ended + wouldEnd;
}
