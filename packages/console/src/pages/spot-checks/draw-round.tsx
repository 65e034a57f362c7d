import { TierWord, type NewSpotRound, type SpotRoundPlan } from '@everyline/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, App, Form, Input, InputNumber, Select } from 'antd';
import { useNavigate } from 'react-router';

import { given } from '../../address.ts';
import { api, queries } from '../../api.ts';
import { useCityNow } from '../../city-now.ts';
import { DepartmentSelect } from '../../department-select.tsx';
import { failureText, useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

type Fields = Pick<
  NewSpotRound,
  'name' | 'departmentId' | 'tiers' | 'level' | 'size' | 'seed' | 'campaignId' | 'testerIds'
>;

const levels = [1, 2, 3, 4, 5];

/** From which lines a round is drawn, what the draw would take, and who calls them. */
export function DrawRound({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const format = useFormat();
  const nowMs = useCityNow();
  const attempt = useAttempt();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const testers = useQuery({ queryKey: ['spot-testers'], queryFn: () => api.listSpotTesters() });
  const campaigns = useQuery({ queryKey: ['campaigns'], queryFn: () => api.listCampaigns() });
  const draw = (fields: Fields) =>
    attempt(async () => {
      const { name, level, size, ...rest } = fields;
      const round = await api.drawSpotRound({ body: { name, level, size, ...given(rest) } });
      void queries.invalidateQueries({ queryKey: ['spot-rounds'] });
      message.success(words.spotChecks.drawnNow(format.count(round.sample)));
      onClose();
      await navigate(`/spot-checks/${round.id}`);
    });
  return (
    <FormModal
      form={form}
      title={words.spotChecks.draw}
      okText={words.spotChecks.drawOk}
      initialValues={{
        name: words.spotChecks.nameSuggestion(format.date(nowMs)),
        level: 2,
        size: 100,
      }}
      onClose={onClose}
      onFinish={draw}
    >
      <Form.Item
        name="name"
        label={words.spotChecks.name}
        rules={[{ required: true, whitespace: true, message: words.spotChecks.needed }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="departmentId" label={words.spotChecks.department}>
        <DepartmentSelect placeholder={words.spotChecks.wholeCity} />
      </Form.Item>
      <Form.Item name="tiers" label={words.spotChecks.tiers}>
        <Select
          mode="multiple"
          placeholder={words.spotChecks.allTiers}
          options={TierWord.enum.map((value) => ({ value, label: value }))}
        />
      </Form.Item>
      <Form.Item
        name="level"
        label={words.spotChecks.level}
        extra={words.spotChecks.levelHelp}
        rules={[{ required: true }]}
      >
        <Select
          options={levels.map((value) => ({ value, label: words.spotChecks.levelName(value) }))}
        />
      </Form.Item>
      <Form.Item
        name="size"
        label={words.spotChecks.size}
        rules={[{ required: true, message: words.spotChecks.needed }]}
      >
        <InputNumber min={1} max={20_000} precision={0} />
      </Form.Item>
      <Form.Item noStyle dependencies={['departmentId', 'tiers', 'level', 'size']}>
        {() => <Plan wish={form.getFieldsValue()} />}
      </Form.Item>
      <Form.Item name="seed" label={words.spotChecks.seed} extra={words.spotChecks.seedHelp}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="testerIds"
        label={words.spotChecks.testers}
        extra={words.spotChecks.testersHelp}
      >
        <Select
          mode="multiple"
          optionFilterProp="label"
          loading={testers.isPending}
          options={(testers.data ?? []).map(({ id, name, department }) => ({
            value: id,
            label: department === null ? name : `${name} · ${department}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="campaignId" label={words.spotChecks.campaign}>
        <Select
          allowClear
          placeholder={words.spotChecks.noCampaign}
          options={(campaigns.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
    </FormModal>
  );
}

/** What the draw would take, as long as the form says enough. */
function Plan({ wish }: { wish: Partial<Fields> }) {
  const { departmentId, tiers, level, size } = wish;
  const found = useQuery({
    queryKey: ['spot-round-plan', departmentId, tiers, level, size],
    queryFn: () =>
      api.planSpotRound({
        query: { level: level ?? 2, size: size ?? 1, ...given({ departmentId, tiers }) },
      }),
    enabled: level !== undefined && typeof size === 'number',
    placeholderData: keepPreviousData,
  });
  if (found.isError) return <Alert type="error" showIcon title={failureText(found.error)} />;
  return found.data === undefined ? null : <PlanText plan={found.data} size={size ?? 0} />;
}

function PlanText({ plan, size }: { plan: SpotRoundPlan; size: number }) {
  const words = useWords();
  const format = useFormat();
  const outside = plan.outside.map(
    ({ reason, lines }) => `${words.spotChecks.outsideReasons[reason]} ${format.count(lines)}`,
  );
  const planned = words.spotChecks.planned(
    format.count(plan.population),
    format.count(plan.strata.length),
    format.count(plan.sample),
  );
  return (
    <Alert
      className="spaced"
      type={plan.sample > size ? 'warning' : 'info'}
      title={plan.sample > size ? `${planned} (${words.spotChecks.moreThanWanted})` : planned}
      description={
        outside.length === 0 ? undefined : words.spotChecks.outside(words.spotChecks.list(outside))
      }
    />
  );
}
