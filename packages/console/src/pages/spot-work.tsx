import { Alert, Button, Card, Empty, Skeleton } from 'antd';

import { failureText } from '../failure.ts';
import { useWords } from '../words/words.ts';
import { emptyDraft, type Waiting } from './spot-work/kept-work.ts';
import { TaskCard } from './spot-work/task-card.tsx';
import { useSpotWork } from './spot-work/use-spot-work.ts';

/** The tester's screen, made for a telephone: the next line, the call, what came of it, and on. */
export function SpotWorkPage() {
  const words = useWords();
  const { kept, fault, tasks, exchange, draft, finish, putOff, forget } = useSpotWork();
  const [task] = tasks;
  const free = kept.work?.free ?? 0;
  const unsent = kept.waiting.filter(({ refused }) => refused === null);
  return (
    <div className="spot-work">
      <div className="title-row">
        <h1>{words.menu.spotWork}</h1>
        {kept.work !== null && (
          <span className="quiet figures">
            {words.spotChecks.progress(
              kept.work.done + unsent.length,
              Math.max(0, kept.work.left - unsent.length),
            )}
          </span>
        )}
      </div>
      {unsent.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={words.spotChecks.unsent(unsent.length)}
          action={
            <Button size="small" onClick={() => void exchange()}>
              {words.spotChecks.sendNow}
            </Button>
          }
        />
      )}
      {kept.waiting.map((one) => (
        <Refused key={one.taskId} waiting={one} onForget={() => forget(one.taskId)} />
      ))}
      {task !== undefined ? (
        <TaskCard
          key={task.id}
          task={task}
          draft={kept.drafts[task.id] ?? emptyDraft}
          onDraft={(change) => draft(task.id, change)}
          onFinish={(result) => finish(task, result)}
          onLater={tasks.length > 1 ? () => putOff(task.id) : null}
        />
      ) : kept.work === null && fault === null ? (
        <Skeleton active />
      ) : (
        <Card>
          <Empty description={fault === null ? words.spotChecks.nothingToDo : failureText(fault)}>
            <Button
              type={free > 0 ? 'primary' : 'default'}
              size="large"
              onClick={() => void exchange(true)}
            >
              {free > 0 ? words.spotChecks.take(free) : words.spotChecks.askAgain}
            </Button>
          </Empty>
        </Card>
      )}
    </div>
  );
}

/** What the server would not take: it stays readable until the tester has dealt with it. */
function Refused({ waiting, onForget }: { waiting: Waiting; onForget: () => void }) {
  const words = useWords();
  if (waiting.refused === null) return null;
  const { result, display, refused } = waiting;
  return (
    <Alert
      type="error"
      showIcon
      title={`${display}: ${refused}`}
      description={`${result.code}${result.note === '' ? '' : ` · ${result.note}`}`}
      action={
        <Button size="small" onClick={onForget}>
          {words.spotChecks.forget}
        </Button>
      }
    />
  );
}
