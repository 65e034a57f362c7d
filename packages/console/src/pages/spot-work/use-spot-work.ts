import { RequestFault, type SpotTask, type SpotTaskResult } from '@everyline/contract';
import { useCallback, useEffect, useRef, useState } from 'react';

import { api, useSession } from '../../api.ts';
import { failureText } from '../../failure.ts';
import {
  finished,
  openTasks,
  readKept,
  refused,
  settled,
  withDraft,
  withWork,
  type Draft,
  type KeptWork,
} from './kept-work.ts';

/** How often is tried again what could not be sent. */
const againMs = 10_000;

/** A request that may work later as it is: the network or the server was away. */
function mayWorkLater(fault: unknown): boolean {
  return !(fault instanceof RequestFault) || fault.status === 0 || fault.status >= 500;
}

/** The tester's lines, kept on this device with all that is typed until the server has it. */
export function useSpotWork() {
  const { account } = useSession();
  const key = `everyline.spot-work.${account.id}`;
  const [kept, setKept] = useState<KeptWork>(() => readKept(localStorage.getItem(key)));
  const [later, setLater] = useState<readonly string[]>([]);
  const [fault, setFault] = useState<unknown>(null);
  const latest = useRef(kept);
  const busy = useRef(false);
  const change = useCallback(
    (next: (kept: KeptWork) => KeptWork) => {
      // Written before it is shown: what is seen on the screen is kept.
      latest.current = next(latest.current);
      localStorage.setItem(key, JSON.stringify(latest.current));
      setKept(latest.current);
    },
    [key],
  );

  /**
   * Sends what waits, in its order, then asks what is to be done. Lines that nobody has are taken by
   * whoever works or asks for them: to look at the page takes none.
   */
  const exchange = useCallback(
    async (take = false) => {
      if (busy.current) return;
      busy.current = true;
      try {
        let works = take;
        for (const { taskId, result, refused: why } of latest.current.waiting) {
          if (why !== null) continue;
          try {
            await api.doSpotTask({ params: { id: taskId }, body: result });
            works = true;
            change((held) => settled(held, taskId));
          } catch (failure) {
            if (mayWorkLater(failure)) throw failure;
            change((held) => refused(held, taskId, failureText(failure)));
          }
        }
        const work = works ? await api.takeSpotWork() : await api.spotWork();
        change((held) => withWork(held, work));
        setFault(null);
      } catch (failure) {
        setFault(failure);
      } finally {
        busy.current = false;
      }
    },
    [change],
  );

  useEffect(() => {
    void exchange();
    const online = () => void exchange();
    window.addEventListener('online', online);
    const again = setInterval(() => {
      const { waiting, work } = latest.current;
      if (work === null || waiting.some((one) => one.refused === null)) void exchange();
    }, againMs);
    return () => {
      window.removeEventListener('online', online);
      clearInterval(again);
    };
  }, [exchange]);

  return {
    kept,
    fault,
    tasks: openTasks(kept, later),
    exchange,
    draft: (taskId: string, part: Partial<Draft>) =>
      change((held) => withDraft(held, taskId, part)),
    finish: (task: SpotTask, result: SpotTaskResult) => {
      change((held) => finished(held, task, result));
      void exchange();
    },
    putOff: (taskId: string) => setLater((ids) => [...ids.filter((id) => id !== taskId), taskId]),
    forget: (taskId: string) => change((held) => settled(held, taskId)),
  };
}
