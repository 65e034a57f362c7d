import type { Campaign } from '@everyline/contract';
import { say, tierWords, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { DatePicker, Form, Input, InputNumber, Select, Switch, TreeSelect } from 'antd';
import type { Dayjs } from 'dayjs';

import { api, queries } from '../api.ts';
import { departmentTree } from '../department-tree.ts';
import { useAttempt } from '../failure.ts';
import { FormModal } from '../form-modal.tsx';
import { useWords } from '../words/words.ts';

interface Fields {
  name: string;
  period: [Dayjs, Dayjs];
  trunkId: string;
  policyId?: string;
  departmentIds?: string[];
  tiers?: ('A' | 'B' | 'C')[];
  walksMenus: boolean;
  everyDays?: number;
  callsPerWalk?: number;
  depth?: number;
  keys?: string;
}

/** A month between walks; a tree of two levels under the keys that most menus have. */
const usualWalks = { everyDays: 30, callsPerWalk: 60, depth: 2, keys: '12340' };

/** Makes a draft of a campaign: scope, period, policy and trunk; it starts on its own page. */
export function NewCampaign({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (campaign: Campaign) => void;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const walksMenus = Form.useWatch('walksMenus', form) as boolean | undefined;
  const trunks = useQuery({ queryKey: ['trunks'], queryFn: () => api.listTrunks() });
  const policies = useQuery({ queryKey: ['policies'], queryFn: () => api.listPolicies() });
  const departments = useQuery({ queryKey: ['departments'], queryFn: () => api.listDepartments() });
  const create = (fields: Fields) =>
    attempt(async () => {
      const [from, to] = fields.period;
      const campaign = await api.createCampaign({
        body: {
          name: fields.name,
          trunkId: fields.trunkId,
          ...(fields.policyId === undefined ? {} : { policyId: fields.policyId }),
          ...(fields.walksMenus && {
            menuWalks: {
              everyDays: fields.everyDays ?? usualWalks.everyDays,
              callsPerWalk: fields.callsPerWalk ?? usualWalks.callsPerWalk,
              depth: fields.depth ?? usualWalks.depth,
              keys: fields.keys ?? usualWalks.keys,
            },
          }),
          fromDate: from.format('YYYY-MM-DD'),
          toDate: to.format('YYYY-MM-DD'),
          scope: {
            ...(fields.departmentIds?.length ? { departmentIds: fields.departmentIds } : {}),
            ...(fields.tiers?.length ? { tiers: fields.tiers } : {}),
          },
        },
      });
      void queries.invalidateQueries({ queryKey: ['campaigns'] });
      onMade(campaign);
    });
  const needed = [{ required: true }];
  return (
    <FormModal
      title={words.campaigns.create}
      onClose={onClose}
      form={form}
      onFinish={create}
      initialValues={{ walksMenus: false, ...usualWalks }}
    >
      <Form.Item name="name" label={words.campaigns.name} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="period" label={words.campaigns.period} rules={needed}>
        <DatePicker.RangePicker style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="trunkId" label={words.campaigns.trunk} rules={needed}>
        <Select
          options={trunks.data?.map((trunk) => ({ value: trunk.id, label: trunk.name })) ?? []}
          notFoundContent={words.campaigns.noTrunk}
        />
      </Form.Item>
      <Form.Item name="policyId" label={words.campaigns.policy}>
        <Select
          allowClear
          placeholder={words.campaigns.defaultPolicy}
          options={policies.data?.map((one) => ({ value: one.id, label: one.name })) ?? []}
        />
      </Form.Item>
      <Form.Item name="departmentIds" label={words.campaigns.departments}>
        <TreeSelect
          multiple
          allowClear
          treeData={departmentTree(departments.data ?? [])}
          treeNodeFilterProp="title"
          placeholder={words.campaigns.allDepartments}
        />
      </Form.Item>
      <Form.Item name="tiers" label={words.campaigns.tiers}>
        <Select
          mode="multiple"
          allowClear
          placeholder={words.campaigns.allTiers}
          options={(['A', 'B', 'C'] as const).map((tier) => ({
            value: tier,
            label: say(tierWords[tier], language),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="walksMenus"
        label={words.campaigns.menuWalks}
        extra={words.campaigns.menuWalksHelp}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      {walksMenus && (
        <div className="filters">
          <Form.Item name="everyDays" label={words.campaigns.menuEveryDays} rules={needed}>
            <InputNumber min={7} max={366} precision={0} />
          </Form.Item>
          <Form.Item name="callsPerWalk" label={words.campaigns.menuCalls} rules={needed}>
            <InputNumber min={3} max={200} precision={0} />
          </Form.Item>
          <Form.Item name="depth" label={words.campaigns.menuDepth} rules={needed}>
            <InputNumber min={1} max={5} precision={0} />
          </Form.Item>
          <Form.Item
            name="keys"
            label={words.campaigns.menuKeys}
            rules={[{ required: true, pattern: /^[0-9*#]{1,12}$/ }]}
          >
            <Input maxLength={12} />
          </Form.Item>
        </div>
      )}
    </FormModal>
  );
}
