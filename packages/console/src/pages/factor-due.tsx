import { Alert, Button } from 'antd';

import { leave, queries } from '../api.ts';
import { Brand } from '../shell/brand.tsx';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { useWords } from '../words/words.ts';
import { SecondFactor } from './account/second-factor.tsx';

/** All that is shown to whoever still has to set up a second factor. */
export function FactorDue() {
  const words = useWords();
  return (
    <main className="front">
      <div className="front-wide">
        <div className="head-row">
          <Brand dark />
          <span className="head-space" />
          <LanguageSwitch />
          <Button size="small" onClick={() => void leave()}>
            {words.common.signOut}
          </Button>
        </div>
        <Alert type="warning" title={words.people.factor.due} style={{ margin: '12px 0' }} />
        <SecondFactor
          on={false}
          onChanged={() => void queries.invalidateQueries({ queryKey: ['entry'] })}
        />
      </div>
    </main>
  );
}
