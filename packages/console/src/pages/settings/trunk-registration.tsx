import type { Trunk } from '@everyline/contract';
import { Tag } from 'antd';

import { useFormat } from '../../formatting.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';

const colours = { registering: 'default', registered: 'green', failed: 'red', refused: 'red' };

/** How it stands with a trunk's registration at its carrier: a word, since when, until when, and why not. */
export function TrunkRegistrationState({ trunk }: { trunk: Trunk }) {
  const words = useWords();
  const format = useFormat();
  const names = words.settings.trunks;
  if (trunk.registration === null)
    return <span className="quiet">{names.needsNoRegistration}</span>;
  const state = trunk.registrationState;
  if (state === null) return <span className="quiet">{names.notKept}</span>;
  const why = [state.status === 200 ? null : state.status, state.reason]
    .filter((part) => part !== null)
    .join(' ');
  return (
    <>
      <Tag color={colours[state.state]}>{names.registrationStates[state.state]}</Tag>
      <span className="small">
        {state.registrar !== null && <>{state.registrar} · </>}
        {why !== '' && <>{why} · </>}
        {state.expiresAtMs !== null && (
          <>
            {names.registeredUntil} {format.moment(state.expiresAtMs)} ·{' '}
          </>
        )}
        <Measured atMs={state.changedAtMs} />
      </span>
    </>
  );
}
