import type { CapacityRange, ConsolidationProposal } from '@everyline/contract';
import { say, useLanguage, VerdictMark } from '@everyline/ui';
import { Button, Card, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { useSession } from '../../api.ts';
import { useFormat } from '../../formatting.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';
import { useRange } from '../capacity/range.ts';
import { DecideProposal } from './decide-proposal.tsx';

type Need = NonNullable<ConsolidationProposal['effect']['lines']>;

/** One proposal: what is to be done and why, what it would bring, and what a person made of it. */
export function ProposalCard({ proposal }: { proposal: ConsolidationProposal }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const session = useSession();
  const [deciding, setDeciding] = useState<'accept' | 'reject' | null>(null);
  const { decision } = proposal;
  const isOpen = decision === null || decision.word === 'rejected';
  return (
    <Card
      size="small"
      className="proposal"
      title={
        <>
          <Tag>{words.consolidation.kinds[proposal.kind]}</Tag>
          {proposal.department?.name}
        </>
      }
      extra={
        isOpen &&
        session.permissions.includes('consolidation.decide') && (
          <>
            <Button type="primary" size="small" onClick={() => setDeciding('accept')}>
              {words.consolidation.accept}
            </Button>
            {decision === null && (
              <Button
                size="small"
                onClick={() => setDeciding('reject')}
                style={{ marginInlineStart: 8 }}
              >
                {words.consolidation.reject}
              </Button>
            )}
          </>
        )
      }
    >
      <p>{say(proposal.sentence, language)}</p>
      <ul className="proposal-lines">
        {proposal.lines.map((line) => (
          <li key={line.lineId}>
            <Link to={`/lines/${line.lineId}`} className="figures">
              {line.display}
            </Link>
            {line.verdict !== null && <VerdictMark verdict={line.verdict} />}
            {line.kept && proposal.lines.length > 1 && (
              <Tag color="green">{words.consolidation.kept}</Tag>
            )}
          </li>
        ))}
      </ul>
      {proposal.listings > 0 && (
        <p className="quiet small">
          {words.consolidation.listings(format.count(proposal.listings))}
        </p>
      )}
      <Effect proposal={proposal} />
      {decision !== null && <Decision proposal={proposal} decision={decision} />}
      {deciding !== null && (
        <DecideProposal
          proposal={proposal}
          accept={deciding === 'accept'}
          onClose={() => setDeciding(null)}
        />
      )}
    </Card>
  );
}

/** What is needed then with its ends. */
function rangeOf({ then, between: { least, most } }: Need): CapacityRange {
  return { low: least, middle: then, high: most };
}

function Effect({ proposal: { effect, kind } }: { proposal: ConsolidationProposal }) {
  const words = useWords();
  const format = useFormat();
  const range = useRange();
  const { numbers, lines, people, callers, yuanMonthly } = effect;
  const named = words.consolidation.effect;
  const figures: readonly (readonly [string, string, string])[] = [
    ...(numbers.now === numbers.then
      ? []
      : [[named.numbers, format.count(numbers.now), format.count(numbers.then)] as const]),
    ...(lines === null
      ? []
      : [[named.lines, format.count(lines.now), range(rangeOf(lines))] as const]),
    ...(people === null
      ? []
      : [[named.people, format.count(people.now), range(rangeOf(people))] as const]),
    ...(yuanMonthly === null
      ? []
      : [[named.yuan, format.count(yuanMonthly.now), format.count(yuanMonthly.then)] as const]),
    ...(callers === null
      ? []
      : [
          [named.busy, format.share(callers.now.busy), format.share(callers.then.busy)] as const,
          [
            named.wait,
            format.count(Math.round(callers.now.waitS)),
            format.count(Math.round(callers.then.waitS)),
          ] as const,
          [
            named.inTime,
            format.share(callers.now.inTime),
            format.share(callers.then.inTime),
          ] as const,
        ]),
  ];
  return (
    <>
      {figures.length === 1 &&
        figures.map(([name, now, then]) => (
          <p key={name} className="figures">
            {name} {words.consolidation.change(now, then)}
          </p>
        ))}
      {figures.length > 1 && (
        <div className="scroll-x">
          <table className="readings figures">
            <thead>
              <tr>
                <th scope="col" />
                {figures.map(([name]) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">{words.consolidation.now}</th>
                {figures.map(([name, now]) => (
                  <td key={name}>{now}</td>
                ))}
              </tr>
              <tr>
                <th scope="row">{words.consolidation.then}</th>
                {figures.map(([name, , then]) => (
                  <td key={name}>{then}</td>
                ))}
              </tr>
            </tbody>
          </table>
        </div>
      )}
      {kind === 'pool_lines' && callers === null && (
        <p className="quiet small">{words.consolidation.unknown}</p>
      )}
    </>
  );
}

function Decision({
  proposal: { before, effect },
  decision,
}: {
  proposal: ConsolidationProposal;
  decision: NonNullable<ConsolidationProposal['decision']>;
}) {
  const words = useWords();
  const format = useFormat();
  const { since, ticketIds, note } = decision;
  return (
    <div className="proposal-decision">
      <p>
        <Tag color={decision.word === 'rejected' ? 'default' : 'blue'}>
          {words.consolidation.decisions[decision.word]}
        </Tag>
        <Measured atMs={decision.atMs} both /> · {decision.by}
        {note !== '' && <> · {note}</>}
      </p>
      {ticketIds.length > 0 && (
        <p>
          {words.consolidation.tickets}{' '}
          {ticketIds.map((id, n) => (
            <Link key={id} to={`/tickets/${id}`} style={{ marginInlineEnd: 8 }}>
              {format.count(n + 1)}
            </Link>
          ))}
        </p>
      )}
      {decision.word !== 'rejected' && (
        <p className="quiet small">
          {words.consolidation.before(format.count(before.busy), format.count(before.calls))}
          {effect.callers !== null && (
            <> · {words.consolidation.foreseen(format.share(effect.callers.then.busy))}</>
          )}
          {' · '}
          {since.calls === 0
            ? words.consolidation.sinceNone
            : words.consolidation.since(format.count(since.busy), format.count(since.calls))}
        </p>
      )}
    </div>
  );
}
