import type { NewPolicy, Policy } from '@everyline/contract';
import { Form, Input, InputNumber } from 'antd';

import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';
import { HoursRules, type RuleField } from './hours-rules.tsx';
import { readSpans, spansText } from './hours-text.ts';

interface Fields {
  name: string;
  hours: RuleField[];
  attemptsPerDay: number;
  spacingMinutes: number;
  concurrencyByTrunk: number;
  concurrencyByDepartment: number;
  ringLimitS: number;
  maxCallsPerLine: number;
  healthyPercent: number;
  faultyPercent: number;
  errorPercent: number;
  slowAfterS: number;
  halfLifeDays: number;
}

function fieldsOf({ name, rules }: Policy): Fields {
  return {
    name,
    hours: rules.hours.rules.map((rule) => ({
      kind: rule.days.kind,
      weekdays: rule.days.kind === 'weekdays' ? rule.days.days : [],
      spans: spansText(rule.spans),
    })),
    attemptsPerDay: rules.attemptsPerDay,
    spacingMinutes: rules.spacingMs / 60_000,
    concurrencyByTrunk: rules.concurrencyByTrunk,
    concurrencyByDepartment: rules.concurrencyByDepartment,
    ringLimitS: rules.ringLimitMs / 1000,
    maxCallsPerLine: rules.maxCallsPerLine,
    healthyPercent: percent(rules.verdict.healthyAt),
    faultyPercent: percent(rules.verdict.faultyAt),
    errorPercent: percent(rules.verdict.errorRate),
    slowAfterS: rules.verdict.slowAfterMs / 1000,
    halfLifeDays: rules.verdict.halfLifeDays,
  };
}

const percent = (share: number) => Math.round(share * 1000) / 10;

function bodyOf(fields: Fields, before: Policy): NewPolicy {
  return {
    name: fields.name.trim(),
    rules: {
      ...before.rules,
      hours: {
        rules: fields.hours.map((rule, index) => ({
          days:
            rule.kind === 'weekdays'
              ? {
                  kind: 'weekdays',
                  days: rule.weekdays ?? [],
                  exceptHolidays: true,
                  makeUpDays: false,
                }
              : { kind: rule.kind },
          season: before.rules.hours.rules[index]?.season ?? null,
          spans: readSpans(rule.spans) ?? [],
        })),
      },
      attemptsPerDay: fields.attemptsPerDay,
      spacingMs: Math.round(fields.spacingMinutes * 60_000),
      concurrencyByTrunk: fields.concurrencyByTrunk,
      concurrencyByDepartment: fields.concurrencyByDepartment,
      ringLimitMs: Math.round(fields.ringLimitS * 1000),
      maxCallsPerLine: fields.maxCallsPerLine,
      verdict: {
        healthyAt: fields.healthyPercent / 100,
        faultyAt: fields.faultyPercent / 100,
        errorRate: fields.errorPercent / 100,
        slowAfterMs: Math.round(fields.slowAfterS * 1000),
        halfLifeDays: fields.halfLifeDays,
      },
    },
  };
}

const figures = [
  ['attemptsPerDay', 'attemptsPerDay', 1, 24],
  ['spacing', 'spacingMinutes', 1, 10_080],
  ['ringLimit', 'ringLimitS', 5, 180],
  ['byTrunk', 'concurrencyByTrunk', 1, 2000],
  ['byDepartment', 'concurrencyByDepartment', 1, 500],
  ['maxCalls', 'maxCallsPerLine', 1, 500],
  ['healthyAt', 'healthyPercent', 0, 100],
  ['faultyAt', 'faultyPercent', 0, 100],
  ['errorRate', 'errorPercent', 0.1, 20],
  ['slowAfter', 'slowAfterS', 1, 3600],
  ['halfLife', 'halfLifeDays', 1, 3650],
] as const;

/** Changes a policy, or makes a new one from it. */
export function EditPolicy({
  policy,
  isNew,
  onClose,
}: {
  policy: Policy;
  isNew: boolean;
  onClose: () => void;
}) {
  const words = useWords();
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const names = words.settings.policies;
  const save = async (fields: Fields) => {
    const body = bodyOf(fields, policy);
    const done = await attempt(() =>
      isNew ? api.createPolicy({ body }) : api.changePolicy({ params: { id: policy.id }, body }),
    );
    if (!done) return;
    void queries.invalidateQueries({ queryKey: ['policies'] });
    onClose();
  };
  return (
    <FormModal
      width={640}
      title={isNew ? words.settings.add : policy.name}
      onClose={onClose}
      form={form}
      initialValues={fieldsOf(policy)}
      onFinish={save}
    >
      <Form.Item name="name" label={words.settings.name} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <HoursRules />
      <div className="figure-fields">
        {figures.map(([label, name, min, max]) => (
          <Form.Item key={name} name={name} label={names[label]} rules={[{ required: true }]}>
            <InputNumber min={min} max={max} />
          </Form.Item>
        ))}
      </div>
    </FormModal>
  );
}
