import { SignInRules } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { App, Select } from 'antd';

import { api, queries, useSession } from '../../../api.ts';
import { useAttempt } from '../../../failure.ts';
import { useWords } from '../../../words/words.ts';

/** Who has to have a second factor. */
export function SignInRulesChoice() {
  const words = useWords();
  const session = useSession();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const rules = useQuery({ queryKey: ['sign-in-rules'], queryFn: () => api.signInRules() });
  const names = words.people.rules;
  const choose = (secondFactor: SignInRules['secondFactor']) =>
    attempt(async () => {
      await api.changeSignInRules({ body: { secondFactor } });
      message.success(`${words.settings.saved}. ${secondFactor === 'optional' ? '' : names.ask}`);
      await queries.invalidateQueries({ queryKey: ['sign-in-rules'] });
      await queries.invalidateQueries({ queryKey: ['entry'] });
    });
  return (
    <label>
      {names.label}{' '}
      <Select
        style={{ minWidth: 180 }}
        value={rules.data?.secondFactor ?? 'optional'}
        loading={rules.isPending}
        disabled={!session.permissions.includes('accounts.edit')}
        onChange={(value) => void choose(value)}
        options={SignInRules.properties.secondFactor.enum.map((value) => ({
          value,
          label: names[value],
        }))}
      />
    </label>
  );
}
