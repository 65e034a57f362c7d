import type { CampaignPlan as Plan } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Select, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { api, queries } from '../../api.ts';
import { DepartmentSelect } from '../../department-select.tsx';
import { failureText, useAttempt } from '../../failure.ts';
import { useWords } from '../../words/words.ts';
import { MeasureTable } from '../programme/measure-table.tsx';
import { Completion } from '../programmes/completion.tsx';

/** The milestones of a campaign by step: who, by when, how far. */
export function CampaignPlan({ campaignId }: { campaignId: string }) {
  const all = useWords();
  const words = all.campaignPlan;
  const key = ['campaign-plan', campaignId];
  const plan = useQuery({
    queryKey: key,
    queryFn: () => api.campaignPlan({ params: { id: campaignId } }),
    refetchInterval: 60_000,
  });
  if (plan.isError) return <Alert type="error" showIcon title={failureText(plan.error)} />;
  if (plan.data === undefined) return null;
  const { programme, steps, mayMake } = plan.data;
  if (programme === null) {
    return mayMake ? <MakePlan campaignId={campaignId} /> : null;
  }
  return (
    <Card
      title={words.title}
      extra={<Link to={`/programmes/${programme.id}`}>{words.programme}</Link>}
    >
      <p className="plan-summary">
        {words.summary(programme.measures, programme.states.done)}{' '}
        {programme.states.overdue > 0 && (
          <strong className="late">{words.overdue(programme.states.overdue)}</strong>
        )}{' '}
        <Completion of={programme.completion} />
      </p>
      <div className="stack">
        {steps.map((one) => (
          <PlanStep key={one.step ?? ''} of={one} />
        ))}
      </div>
      <p className="quiet small">{words.live}</p>
    </Card>
  );
}

function PlanStep({ of }: { of: Plan['steps'][number] }) {
  const words = useWords().campaignPlan;
  return (
    <section>
      <h3 className="plan-step">
        {of.step === null ? words.others : words.steps[of.step]} <Completion of={of.completion} />
      </h3>
      {of.milestones.length === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <MeasureTable measures={of.milestones} />
      )}
    </section>
  );
}

/** Makes the milestones from the template, or takes a programme that there is. */
function MakePlan({ campaignId }: { campaignId: string }) {
  const words = useWords().campaignPlan;
  const attempt = useAttempt();
  const [lead, setLead] = useState<string>();
  const [programmeId, setProgrammeId] = useState<string>();
  const [making, setMaking] = useState(false);
  const programmes = useQuery({ queryKey: ['programmes'], queryFn: () => api.listProgrammes() });
  const make = async () => {
    setMaking(true);
    await attempt(async () => {
      const made = await api.makeCampaignPlan({
        params: { id: campaignId },
        body: programmeId === undefined ? { leadOfficeId: lead ?? null } : { programmeId },
      });
      queries.setQueryData(['campaign-plan', campaignId], made);
      void queries.invalidateQueries({ queryKey: ['programmes'] });
    });
    setMaking(false);
  };
  const running = (programmes.data ?? []).filter(({ state }) => state === 'running');
  return (
    <Card title={words.title}>
      <p>{words.lead}</p>
      <Space wrap>
        {programmeId === undefined && (
          <DepartmentSelect
            value={lead}
            placeholder={words.leadOffice}
            onChange={setLead}
            style={{ minWidth: 240 }}
          />
        )}
        {running.length > 0 && (
          <Select
            allowClear
            aria-label={words.existing}
            placeholder={words.existing}
            style={{ minWidth: 240 }}
            value={programmeId}
            onChange={setProgrammeId}
            options={running.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <Button type="primary" loading={making} onClick={() => void make()}>
          {programmeId === undefined ? words.make : words.take}
        </Button>
      </Space>
    </Card>
  );
}
