import { queries, useSession } from '../api.ts';
import { useWords } from '../words/words.ts';
import { OwnPassword } from './account/own-password.tsx';
import { OwnSessions } from './account/own-sessions.tsx';
import { SecondFactor } from './account/second-factor.tsx';

/** What everybody decides about the own account: password, second factor, and where one is signed in. */
export function AccountPage() {
  const words = useWords();
  const session = useSession();
  return (
    <>
      <h1>{words.people.mine}</h1>
      <p className="quiet">
        {session.account.displayName} · {session.account.name}
      </p>
      <SecondFactor
        on={session.secondFactor.on}
        onChanged={() => void queries.invalidateQueries({ queryKey: ['entry'] })}
      />
      <OwnPassword />
      <OwnSessions />
    </>
  );
}
