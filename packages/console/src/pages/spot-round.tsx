import { addressOf, type SpotRoundDetail } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Card, Col, Row, Select, Skeleton } from 'antd';
import { useParams } from 'react-router';

import { given, useAddress } from '../address.ts';
import { api, queries, useSession } from '../api.ts';
import { failureText, useAttempt } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';
import { DrawCard } from './spot-round/draw-card.tsx';
import { FindingsCard } from './spot-round/findings-card.tsx';
import { Rate } from './spot-round/rate.tsx';
import { CodesCard, RatesCard } from './spot-round/rates-card.tsx';
import { TestersCard } from './spot-round/testers-card.tsx';

/** A round as it stands: what it says in a minute, its rates with their samples, and the draw behind it. */
export function SpotRoundPage() {
  const { id = '' } = useParams();
  const address = useAddress();
  const query = given({ againstId: address.one('againstId') });
  const found = useQuery({
    queryKey: ['spot-round', id, query],
    queryFn: () => api.spotRound({ params: { id }, query }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  if (found.isError) return <Alert type="error" showIcon title={failureText(found.error)} />;
  if (found.data === undefined) return <Skeleton active />;
  return <Round round={found.data} />;
}

/** Departments whose effective rate is surely low come first: by the upper end of its interval. */
function Round({ round }: { round: SpotRoundDetail }) {
  const words = useWords();
  const format = useFormat();
  const { language } = useLanguage();
  const session = useSession();
  const address = useAddress();
  const plans = session.permissions.includes('spot_checks.plan') && round.state === 'running';
  return (
    <div className="stack spot-round">
      <div className="title-row">
        <h1>{round.name}</h1>
        <span className="quiet">
          {round.department?.name ?? words.spotChecks.wholeCity} ·{' '}
          {words.spotChecks.states[round.state]} ·{' '}
          {words.spotChecks.progress(round.done, round.sample - round.done - round.dropped)}
        </span>
        <span className="no-print spot-round-actions">
          <Button onClick={() => window.print()}>{words.spotChecks.print}</Button>
          <Button
            href={addressOf('exportSpotRound', {
              params: { id: round.id },
              query: { language, ...given({ againstId: address.one('againstId') }) },
            })}
          >
            {words.spotChecks.workbook}
          </Button>
          {plans && <CloseRound round={round} />}
        </span>
      </div>
      <p className="print-only quiet">
        {session.city.name} · {words.spotChecks.drawnAt} {format.day(round.drawnAtMs)}
        {round.closedAtMs !== null &&
          ` · ${words.spotChecks.roundClosed} ${format.day(round.closedAtMs)}`}
      </p>
      <Card title={words.spotChecks.summary}>
        {round.summary.map((sentence) => (
          <p key={sentence.en} className="spot-sentence">
            {say(sentence, language)}
          </p>
        ))}
      </Card>
      <div className="tiles spot-tiles">
        <div className="tile">
          <span className="tile-name">{words.spotChecks.done}</span>
          <span className="tile-figure figures">
            {words.spotChecks.ofTotal(format.count(round.done), format.count(round.sample))}
          </span>
          {round.dropped > 0 && (
            <span className="tile-means quiet">
              {words.spotChecks.droppedLines} {format.count(round.dropped)}
            </span>
          )}
        </div>
        <div className="tile">
          <span className="tile-name">{words.spotChecks.effective}</span>
          <Rate of={round.result.effective} large />
          <span className="tile-means quiet">{words.spotChecks.effectiveHelp}</span>
        </div>
        <div className="tile">
          <span className="tile-name">{words.spotChecks.knowledge}</span>
          <Rate of={round.result.knowledge} large />
          <span className="tile-means quiet">{words.spotChecks.knowledgeHelp}</span>
        </div>
        <Comparison round={round} />
      </div>
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={14}>
          <RatesCard
            title={words.spotChecks.byDepartment}
            rows={round.byDepartment
              .map((part) => ({
                ...part,
                name: part.department ?? words.spotChecks.noDepartment,
              }))
              .toSorted((a, b) => a.effective.interval[1] - b.effective.interval[1])}
          />
        </Col>
        <Col xs={24} xl={10}>
          <div className="stack">
            <RatesCard
              title={words.spotChecks.byTier}
              rows={round.byTier.map((part) => ({ ...part, name: part.tier }))}
            />
            <CodesCard byCode={round.result.byCode} />
          </div>
        </Col>
      </Row>
      <FindingsCard round={round} />
      <Row gutter={[16, 16]} className="no-print">
        <Col xs={24} xl={14}>
          <DrawCard round={round} />
        </Col>
        <Col xs={24} xl={10}>
          <TestersCard round={round} plans={plans} />
        </Col>
      </Row>
    </div>
  );
}

/** How far the rates are from those of another round, and whether chance alone may have done it. */
function Comparison({ round }: { round: SpotRoundDetail }) {
  const words = useWords();
  const address = useAddress();
  const { comparison, comparable } = round;
  const change = comparison?.effective ?? null;
  const points = (value: number) =>
    `${value > 0 ? '+' : value < 0 ? '−' : ''}${(Math.abs(value) * 100).toFixed(1)}`;
  return (
    <div className="tile">
      <span className="tile-name">{words.spotChecks.difference}</span>
      {comparison === null ? (
        <span className="tile-means quiet">{words.spotChecks.noComparison}</span>
      ) : (
        <>
          {change !== null && (
            <>
              <span className="tile-figure figures">
                {words.spotChecks.points(points(change.difference))}
              </span>
              <span className="tile-means quiet figures">
                {words.spotChecks.interval(points(change.interval[0]), points(change.interval[1]))}
                {' · '}
                {change.withinChance
                  ? words.spotChecks.withinChance
                  : words.spotChecks.beyondChance}
              </span>
            </>
          )}
          <Select
            size="small"
            className="no-print"
            aria-label={words.spotChecks.against}
            value={comparison.round.id}
            onChange={(againstId) => address.change({ againstId })}
            options={comparable.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </>
      )}
    </div>
  );
}

function CloseRound({ round }: { round: SpotRoundDetail }) {
  const words = useWords();
  const attempt = useAttempt();
  const { modal, message } = App.useApp();
  const close = async () => {
    const done = await attempt(() => api.closeSpotRound({ params: { id: round.id } }));
    if (done) message.success(words.spotChecks.roundClosed);
    for (const key of ['spot-round', 'spot-rounds']) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
  };
  return (
    <Button
      danger
      onClick={() =>
        modal.confirm({
          title: words.spotChecks.closeAsk,
          content: words.spotChecks.closeExplain,
          okText: words.spotChecks.close,
          cancelText: words.common.cancel,
          onOk: close,
        })
      }
    >
      {words.spotChecks.close}
    </Button>
  );
}
