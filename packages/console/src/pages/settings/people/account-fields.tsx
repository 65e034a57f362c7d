import { ROLES } from '@everyline/contract';
import { roleWords } from '@everyline/ui';
import { Form, Input, Select } from 'antd';

import { DepartmentSelect } from '../../../department-select.tsx';
import { useOptions } from '../../../filters.tsx';
import { useWords } from '../../../words/words.ts';

/** The name with which somebody signs in. */
export function AccountNameField() {
  const words = useWords();
  return (
    <Form.Item
      name="name"
      label={words.settings.accounts.account}
      rules={[{ required: true, min: 2, pattern: /^[A-Za-z0-9._-]+$/ }]}
    >
      <Input autoComplete="off" maxLength={64} />
    </Form.Item>
  );
}

const personRoles = ROLES.filter((role) => role !== 'api_token');

/** What somebody may do, and where. */
export function RoleFields() {
  const words = useWords();
  const roles = useOptions(personRoles, roleWords);
  const names = words.settings.accounts;
  return (
    <>
      <Form.Item name="role" label={names.role} rules={[{ required: true }]}>
        <Select options={roles} />
      </Form.Item>
      <Form.Item name="departmentId" label={names.department}>
        <DepartmentSelect placeholder={names.wholeCity} />
      </Form.Item>
    </>
  );
}
