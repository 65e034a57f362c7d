import type { MeasureProposal, ProgrammeDocument, ProposalDecision } from '@everyline/contract';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';

import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';
import { acceptedAsRead } from './accepted-as-read.ts';
import { ChangeProposal } from './change-proposal.tsx';

/** A measure as it was read, with the sentence it was read from; a person accepts, changes or refuses it. */
export function ProposalItem({
  proposal,
  document,
  mayEdit,
}: {
  proposal: MeasureProposal;
  document: ProgrammeDocument;
  mayEdit: boolean;
}) {
  const words = useWords().programmes;
  const attempt = useAttempt();
  const [changing, setChanging] = useState(false);
  const { id, state, title, quote, measureId, decidedBy } = proposal;
  const decide = (body: ProposalDecision) =>
    attempt(async () => {
      await api.decideMeasureProposal({ params: { id }, body });
      await queries.invalidateQueries({ queryKey: ['programme-document', document.id] });
      void queries.invalidateQueries({ queryKey: ['programme', document.programmeId] });
    });
  return (
    <div className={`proposal ${state}`}>
      <strong>{title}</strong>
      <blockquote className="small">{quote}</blockquote>
      <ProposalFacts proposal={proposal} />
      {state === 'open' ? (
        mayEdit && (
          <Space wrap>
            <Button
              size="small"
              type="primary"
              onClick={() => void decide({ measure: acceptedAsRead(proposal) })}
            >
              {words.accept}
            </Button>
            <Button size="small" onClick={() => setChanging(true)}>
              {words.change}
            </Button>
            <Button size="small" onClick={() => void decide({ measure: null })}>
              {words.reject}
            </Button>
          </Space>
        )
      ) : (
        <span className="quiet small">
          {words.proposalStates[state]}
          {decidedBy !== null && ` · ${decidedBy}`}
          {measureId !== null && (
            <>
              {' · '}
              <Link to={`/measures/${measureId}`}>{words.open}</Link>
            </>
          )}
        </span>
      )}
      {changing && (
        <ChangeProposal proposal={proposal} onClose={() => setChanging(false)} onAccept={decide} />
      )}
    </div>
  );
}

function ProposalFacts({ proposal }: { proposal: MeasureProposal }) {
  const words = useWords().programmes;
  const format = useFormat();
  const { category, lead, joint, unknownOffices, deadline, indicators } = proposal;
  return (
    <div className="proposal-facts small">
      {category !== '' && (
        <span>
          <span className="quiet">{words.category}</span> {category}
        </span>
      )}
      <span>
        <span className="quiet">{words.lead_office}</span>{' '}
        {lead?.name ?? <span className="late">{words.noOffice}</span>}
      </span>
      {joint.length > 0 && (
        <span>
          <span className="quiet">{words.joint}</span> {joint.map(({ name }) => name).join('、')}
        </span>
      )}
      {unknownOffices.length > 0 && (
        <span className="late">{words.unknownOffices(unknownOffices.join('、'))}</span>
      )}
      <span>
        <span className="quiet">{words.deadline}</span>{' '}
        {deadline === null ? (
          <span className="quiet">{words.noDeadline}</span>
        ) : (
          <span className="figures">
            {deadline.day}
            {deadline.isYearAssumed && <span className="quiet"> ({words.yearAssumed})</span>}
          </span>
        )}
      </span>
      {indicators.map((one, index) => (
        <span key={`${one.name} ${index}`} className="figures">
          <span className="quiet">{words.total(one.name, one.unit)}</span>{' '}
          {one.planned !== null && `${words.planned} ${format.count(one.planned)} `}
          {one.actual !== null && `${words.actual} ${format.count(one.actual)} `}
          {one.isPlanReckoned && <span className="quiet">({words.planReckoned})</span>}
        </span>
      ))}
    </div>
  );
}
