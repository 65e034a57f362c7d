import { addressOf, type ProgrammeBoard } from '@everyline/contract';
import { useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Card, Col, Empty, Row, Skeleton } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';

import { api, queries } from '../api.ts';
import { failureText, useAttempt } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';
import { EditMeasure } from './measure/edit-measure.tsx';
import { BoardGroups } from './programme/board-groups.tsx';
import { ImportDocument } from './programme/import-document.tsx';
import { MeasureTable } from './programme/measure-table.tsx';
import { Completion, Totals } from './programmes/completion.tsx';

/** The board of a programme: how far it is, what is overdue, by category and office, and every measure. */
export function ProgrammePage() {
  const { id = '' } = useParams();
  const found = useQuery({
    queryKey: ['programme', id],
    queryFn: () => api.programme({ params: { id } }),
    refetchInterval: 60_000,
  });
  if (found.isError) return <Alert type="error" showIcon title={failureText(found.error)} />;
  if (found.data === undefined) return <Skeleton active />;
  return <Board board={found.data} />;
}

function Board({ board }: { board: ProgrammeBoard }) {
  const words = useWords().programmes;
  const format = useFormat();
  const { language } = useLanguage();
  const [adding, setAdding] = useState(false);
  const [importing, setImporting] = useState(false);
  const { programme, total, measures, mayEdit } = board;
  const late = measures.filter(({ state }) => state === 'overdue');
  return (
    <div className="stack">
      <div className="title-row">
        <h1>{programme.name}</h1>
        <span className="quiet">
          {programme.department?.name ?? words.wholeCity} · {words.states[programme.state]}
        </span>
        <span className="spot-round-actions">
          {mayEdit && (
            <>
              <Button type="primary" onClick={() => setImporting(true)}>
                {words.import}
              </Button>
              <Button onClick={() => setAdding(true)}>{words.addMeasure}</Button>
            </>
          )}
          <Button
            href={addressOf('exportProgramme', {
              params: { id: programme.id },
              query: { language },
            })}
          >
            {words.workbook}
          </Button>
          <CloseOrOpen board={board} />
        </span>
      </div>
      {programme.description !== '' && <p className="quiet">{programme.description}</p>}
      <div className="tiles">
        <Tile name={words.measures} figure={format.count(total.measures)} />
        <Tile name={words.measureStates.not_begun} figure={format.count(total.states.not_begun)} />
        <Tile
          name={words.measureStates.in_progress}
          figure={format.count(total.states.in_progress)}
        />
        <Tile name={words.measureStates.done} figure={format.count(total.states.done)} />
        <Tile name={words.measureStates.overdue} figure={format.count(total.states.overdue)} />
        <div className="tile">
          <span className="tile-name">{words.meanCompletion}</span>
          <Completion of={total.completion} />
        </div>
      </div>
      {total.totals.length > 0 && (
        <Card size="small" title={words.totals}>
          <Totals totals={total.totals} />
        </Card>
      )}
      {late.length > 0 && (
        <Card size="small" title={words.overdue}>
          <MeasureTable measures={late} />
        </Card>
      )}
      <Row gutter={[16, 16]}>
        <Col xs={24} xxl={12}>
          <BoardGroups title={words.byCategory} groups={board.byCategory} none={words.noCategory} />
        </Col>
        <Col xs={24} xxl={12}>
          <BoardGroups title={words.byOffice} groups={board.byOffice} none={words.noOffice} />
        </Col>
      </Row>
      <Card size="small" title={words.measures}>
        <MeasureTable measures={measures} />
      </Card>
      <Documents board={board} />
      {adding && (
        <EditMeasure programmeId={programme.id} measure={null} onClose={() => setAdding(false)} />
      )}
      {importing && (
        <ImportDocument programmeId={programme.id} onClose={() => setImporting(false)} />
      )}
    </div>
  );
}

function Tile({ name, figure }: { name: string; figure: string }) {
  return (
    <div className="tile">
      <span className="tile-name">{name}</span>
      <span className="tile-figure figures">{figure}</span>
    </div>
  );
}

function CloseOrOpen({ board }: { board: ProgrammeBoard }) {
  const all = useWords();
  const words = all.programmes;
  const attempt = useAttempt();
  const { modal } = App.useApp();
  const { id, state } = board.programme;
  if (!board.mayEdit && state === 'running') return null;
  if (!board.mayReopen && state === 'closed') return null;
  const set = (next: 'running' | 'closed') =>
    attempt(async () => {
      await api.changeProgramme({ params: { id }, body: { state: next } });
      await queries.invalidateQueries({ queryKey: ['programme', id] });
      void queries.invalidateQueries({ queryKey: ['programmes'] });
    });
  if (state === 'closed')
    return <Button onClick={() => void set('running')}>{words.reopen}</Button>;
  return (
    <Button
      onClick={() =>
        modal.confirm({
          title: words.close,
          content: words.closeAsk,
          okText: words.close,
          cancelText: all.common.cancel,
          onOk: () => set('closed'),
        })
      }
    >
      {words.close}
    </Button>
  );
}

function Documents({ board }: { board: ProgrammeBoard }) {
  const words = useWords().programmes;
  const format = useFormat();
  return (
    <Card size="small" title={words.documents}>
      {board.documents.length === 0 ? (
        <Empty description={words.documentsNone} />
      ) : (
        <ul className="plain-list spaced">
          {board.documents.map((one) => (
            <li key={one.id}>
              <Link to={`/programme-documents/${one.id}`}>{one.name}</Link>{' '}
              <span className="quiet">
                {words.proposals(format.count(one.openProposals), format.count(one.proposals))} ·{' '}
                {words.readAt} {format.time(one.readAtMs)} · {one.readBy}
              </span>{' '}
              {one.flags > 0 && (
                <span className="late">{words.flags(format.count(one.flags))}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
