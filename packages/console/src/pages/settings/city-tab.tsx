import type { CitySettings } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input, InputNumber, Select, Skeleton, Switch } from 'antd';

import { api, queries, useSession } from '../../api.ts';
import { failureText, useAttempt } from '../../failure.ts';
import { useWords } from '../../words/words.ts';

type Fields = Omit<CitySettings, 'sample' | 'country'>;

/** The city's own settings. */
export function CityTab() {
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => api.settings() });
  if (settings.isError) return <Alert type="error" title={failureText(settings.error)} />;
  if (settings.data === undefined) return <Skeleton active />;
  return <CityForm settings={settings.data} />;
}

function CityForm({ settings }: { settings: CitySettings }) {
  const words = useWords();
  const session = useSession();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const names = words.settings.city;
  const mayEdit = session.permissions.includes('settings.edit');
  const save = async (body: Fields) => {
    if (!(await attempt(() => api.changeSettings({ body })))) return;
    message.success(words.settings.saved);
    void queries.invalidateQueries({ queryKey: ['settings'] });
  };
  const needed = [{ required: true }];
  return (
    <Card className="form-card">
      <Form<Fields>
        layout="vertical"
        disabled={!mayEdit}
        initialValues={settings}
        onFinish={({ cityName, areaCode, timeZone, language, ...rest }) =>
          void save({ cityName, areaCode, timeZone, language, ...rest })
        }
      >
        <Form.Item name="cityName" label={names.cityName} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <div className="filters">
          <Form.Item
            name="areaCode"
            label={names.areaCode}
            rules={[{ required: true, pattern: /^0?[1-9]\d{1,2}$|^010$/ }]}
          >
            <Input inputMode="numeric" style={{ width: 120 }} />
          </Form.Item>
          <Form.Item name="timeZone" label={names.timeZone} rules={needed}>
            <Select
              showSearch
              style={{ width: 220 }}
              options={Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))}
            />
          </Form.Item>
          <Form.Item name="language" label={names.language}>
            <Select
              style={{ width: 120 }}
              options={[
                { value: 'zh-CN', label: '中文' },
                { value: 'en', label: 'English' },
              ]}
            />
          </Form.Item>
        </div>
        <Form.Item
          name="announcement"
          label={names.announcement}
          extra={names.announcementHelp}
          rules={[{ required: true, min: 5 }]}
        >
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
        <div className="filters">
          <Form.Item name="recordingDays" label={names.recordingDays} rules={needed}>
            <InputNumber min={0} max={3650} precision={0} />
          </Form.Item>
          <Form.Item name="observationDays" label={names.observationDays} rules={needed}>
            <InputNumber min={1} max={3650} precision={0} />
          </Form.Item>
        </div>
        <div className="filters">
          <Form.Item name="lineYuanMonthly" label={names.lineYuanMonthly} extra={names.costsHelp}>
            <InputNumber min={0} max={1_000_000} precision={2} />
          </Form.Item>
          <Form.Item name="personYuanMonthly" label={names.personYuanMonthly} extra=" ">
            <InputNumber min={0} max={1_000_000} precision={2} />
          </Form.Item>
        </div>
        <Form.Item
          name="portalOpen"
          label={names.portalOpen}
          extra={names.portalHelp}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
        {mayEdit && (
          <Button type="primary" htmlType="submit">
            {words.common.save}
          </Button>
        )}
      </Form>
    </Card>
  );
}
