import { RequestFault, type Session } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Result, Spin } from 'antd';
import { useState } from 'react';

import { api, queries, SessionContext } from '../api.ts';
import { ConfirmByLink } from '../pages/owners/confirm-by-link.tsx';
import { FactorDue } from '../pages/factor-due.tsx';
import { Join } from '../pages/join.tsx';
import { Setup } from '../pages/setup.tsx';
import { SignIn } from '../pages/sign-in.tsx';
import { useWords } from '../words/words.ts';
import { Shell } from './shell.tsx';

/** Lets nobody past who is not signed in: first-run set-up, then sign-in, then the console. */
export function Gate() {
  const words = useWords();
  const [confirming] = useState(() => secretBehind('/confirm'));
  const [invitation, setInvitation] = useState(() => secretBehind('/join'));
  const entry = useQuery({
    queryKey: ['entry'],
    queryFn: async (): Promise<'setup' | 'sign-in' | Session> => {
      const setup = await api.setupState();
      if (setup.needed) return 'setup';
      try {
        return await api.session();
      } catch (fault) {
        if (fault instanceof RequestFault && fault.status === 401) return 'sign-in';
        throw fault;
      }
    },
    staleTime: Infinity,
    enabled: confirming === null,
  });
  const enter = (session: Session) => {
    if (invitation !== null) {
      // The secret is used up; what stays in the address is the console.
      window.history.replaceState(null, '', '/');
      setInvitation(null);
    }
    queries.setQueryData(['entry'], session);
  };
  // A keeper's own link: whoever else is signed in on this telephone is none of its business.
  if (confirming !== null) return <ConfirmByLink secret={confirming} />;
  if (entry.isPending) return <Spin fullscreen />;
  if (entry.isError) {
    return (
      <Result
        status="warning"
        title={words.common.unreachable}
        subTitle={entry.error.message}
        extra={<Button onClick={() => void entry.refetch()}>{words.common.retry}</Button>}
      />
    );
  }
  if (entry.data === 'setup') return <Setup onDone={enter} />;
  if (invitation !== null) return <Join secret={invitation} onDone={enter} />;
  if (entry.data === 'sign-in') return <SignIn onDone={enter} />;
  return (
    <SessionContext value={entry.data}>
      {entry.data.secondFactor.due ? <FactorDue /> : <Shell />}
    </SessionContext>
  );
}

/** What stands behind `/join#` or `/confirm#`: it goes to no server but in the request that uses it. */
function secretBehind(path: string): string | null {
  const { pathname, hash } = window.location;
  return pathname === path && hash.length > 1 ? hash.slice(1) : null;
}
