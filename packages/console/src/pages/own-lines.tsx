import { RequestFault, type NewOwnerAnswer } from '@everyline/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Card, Empty, Pagination, Skeleton } from 'antd';

import { given as present, useAddress } from '../address.ts';
import { api, queries, useSession } from '../api.ts';
import { DepartmentSelect } from '../department-select.tsx';
import { failureText } from '../failure.ts';
import { OnlyFilter } from '../filters.tsx';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';
import { KeeperText } from './line/name-keeper.tsx';
import { AnswerCard } from './owners/answer-card.tsx';
import { ClearanceAnswer } from './owners/clearance-answer.tsx';

const pageSize = 50;

/** The numbers that somebody answers for, made for a telephone: one tap says whether each is right. */
export function OwnLinesPage() {
  const words = useWords();
  const format = useFormat();
  const session = useSession();
  const address = useAddress();
  const { message } = App.useApp();
  const names = words.owners;
  const query = present({
    departmentId: address.one('departmentId'),
    open: address.one('open') === 'true' ? true : undefined,
    page: address.page,
    pageSize,
  });
  const lines = useQuery({
    queryKey: ['own-lines', query],
    queryFn: () => api.ownLines({ query }),
  });
  const answer = (id: string) => async (given: NewOwnerAnswer) => {
    try {
      const line = await api.answerLine({ params: { id }, body: { answer: given } });
      const handed = given.word === 'disputed' && line.standing === 'disputed';
      message.success(
        given.word === 'confirmed' ? names.thanks : handed ? names.handed : names.changed,
      );
      void queries.invalidateQueries({ queryKey: ['own-lines'] });
      return true;
    } catch (fault) {
      message.error(failureText(fault), 8);
      if (fault instanceof RequestFault && fault.status === 409) {
        void queries.invalidateQueries({ queryKey: ['own-lines'] });
      }
      return false;
    }
  };
  const { data } = lines;
  return (
    <div className="owner-page">
      <h1>{names.own}</h1>
      {lines.isError && <Alert type="error" showIcon title={failureText(lines.error)} />}
      {data === undefined && !lines.isError && <Skeleton active />}
      {data && (
        <>
          <p>{names.ownLead(format.count(data.validDays))}</p>
          <div className="filters">
            <strong>{names.waiting(format.count(data.waiting), format.count(data.all))}</strong>
            <OnlyFilter name="open" label={names.onlyOpen} />
            {session.permissions.includes('lines.edit') && (
              <DepartmentSelect
                value={address.one('departmentId')}
                placeholder={words.lines.department}
                onChange={(departmentId) => address.change({ departmentId })}
                style={{ width: '100%' }}
              />
            )}
          </div>
          {data.all > 0 && data.waiting === 0 && (
            <Alert type="success" showIcon title={names.allDone} />
          )}
          {data.all === 0 && (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={names.noneOwn} />
          )}
          {data.items.map((line) => (
            <AnswerCard
              key={line.lineId}
              line={line}
              format={format}
              onAnswer={answer(line.lineId)}
            >
              <p className="quiet small answer-when">
                {line.department?.name}
                {line.keeper !== null && (
                  <>
                    {' · '}
                    {names.keeper} <KeeperText keeper={line.keeper} />
                  </>
                )}
              </p>
              <ClearanceAnswer line={line} />
            </AnswerCard>
          ))}
          {data.total > pageSize && (
            <Pagination
              current={address.page}
              pageSize={pageSize}
              total={data.total}
              showSizeChanger={false}
              onChange={(page) => address.change({ page })}
            />
          )}
          {data.all > 0 && (
            <Card size="small" title={names.testCalls}>
              {data.testCallsFrom.length === 0 ? (
                <p className="quiet">{names.noTrunk}</p>
              ) : (
                <p>
                  {names.testFrom}：
                  <strong className="telephone">{data.testCallsFrom.join('、')}</strong>
                  <br />
                  <span className="quiet">
                    {names.testSay}：“{data.testCallsSay}”
                  </span>
                </p>
              )}
            </Card>
          )}
        </>
      )}
    </div>
  );
}
