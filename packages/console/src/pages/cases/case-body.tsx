import { addressOf, type CaseDetail } from '@everyline/contract';
import {
  caseChannelWords,
  caseStateWords,
  satisfactionWords,
  say,
  useLanguage,
} from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Col, Row, Skeleton } from 'antd';
import { Link } from 'react-router';

import { api, queries, useSession } from '../../api.ts';
import { Facts } from '../../facts.tsx';
import { failureText } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useLiveEvents } from '../../live-events.ts';
import { MentionField } from '../../mention-field.tsx';
import { AttachmentList, NoticeList, StepHistory } from '../../papers.tsx';
import { useWords } from '../../words/words.ts';
import { CaseContact } from './case-contact.tsx';
import { CaseMoves, renewCase } from './case-moves.tsx';
import { CaseDue } from './case-table.tsx';
import { CitizenTold } from './citizen-told.tsx';

/** A case whole: what is wanted, what is next, and what happened; beside a list or as a page. */
export function CaseBody({ id, asPage = false }: { id: string; asPage?: boolean }) {
  const detail = useQuery({ queryKey: ['case', id], queryFn: () => api.case({ params: { id } }) });
  useLiveEvents((event) => {
    if (event.type === 'case.changed' && event.caseId === id) {
      void queries.invalidateQueries({ queryKey: ['case', id] });
    }
  });
  if (detail.isError) return <Alert type="error" showIcon title={failureText(detail.error)} />;
  if (detail.data === undefined) return <Skeleton active />;
  const main = (
    <div className="stack">
      <Demand detail={detail.data} />
      <CaseMoves detail={detail.data} />
      <CitizenTold detail={detail.data} />
    </div>
  );
  const side = (
    <div className="stack">
      <CaseFacts detail={detail.data} />
      <CaseContact detail={detail.data} />
    </div>
  );
  const papers = <CasePapers detail={detail.data} />;
  const history = <CaseHistory detail={detail.data} />;
  const head = <Head detail={detail.data} asPage={asPage} />;
  if (!asPage) {
    return (
      <div className="stack">
        {head}
        {main}
        {side}
        {papers}
        {history}
      </div>
    );
  }
  return (
    <>
      {head}
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={14} className="stack">
          <Card>{main}</Card>
          <Card>{history}</Card>
        </Col>
        <Col xs={24} xl={10} className="stack">
          <Card>{side}</Card>
          <Card>{papers}</Card>
        </Col>
      </Row>
    </>
  );
}

function Head({ detail, asPage }: { detail: CaseDetail; asPage: boolean }) {
  const { language } = useLanguage();
  const { case: one } = detail;
  const Level = asPage ? 'h1' : 'h2';
  return (
    <div className="title-row">
      <Level>
        #{one.number} {say(one.category.name, language)}
      </Level>
      <span className="quiet">{say(caseStateWords[one.state], language)}</span>
    </div>
  );
}

function Demand({ detail }: { detail: CaseDetail }) {
  const words = useWords();
  const { demand, place, answer } = detail.case;
  return (
    <section>
      <p className="verdict-sentence pre-line">{demand}</p>
      {place !== '' && (
        <p>
          <span className="quiet">{words.cases.place}: </span>
          {place}
        </p>
      )}
      {answer !== '' && (
        <>
          <h3>{words.cases.answer}</h3>
          <p className="pre-line">{answer}</p>
        </>
      )}
    </section>
  );
}

function CaseFacts({ detail }: { detail: CaseDetail }) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const { case: one } = detail;
  const names = words.cases;
  const facts: (readonly [string, React.ReactNode])[] = [
    [words.tickets.department, one.department?.name ?? '–'],
    [words.tickets.state, say(caseStateWords[one.state], language)],
    [names.due, <CaseDue key="due" one={one} />],
    [names.channel, say(caseChannelWords[one.channel], language)],
    [names.received, format.time(one.receivedAtMs)],
  ];
  if (one.from !== null) facts.push([names.from, one.from]);
  if (detail.conversationId !== null) {
    facts.push([
      words.menu.conversations,
      <Link
        key="conversation"
        to={`/conversations?view=open&conversation=${detail.conversationId}`}
      >
        {words.conversations.see}
      </Link>,
    ]);
  }
  if (one.externalNumber !== null) facts.push([names.externalNumber, one.externalNumber]);
  if (one.line !== null) {
    facts.push([
      names.line,
      <Link key="line" className="telephone" to={`/lines/${one.line.id}`}>
        {one.line.display}
      </Link>,
    ]);
  }
  if (one.extension !== null) {
    facts.push([
      words.tickets.extension,
      `${words.tickets.workingDays(one.extension.workingDays)} · ${words.tickets.extensionStates[one.extension.state]}`,
    ]);
  }
  if (one.answeredAtMs !== null) facts.push([names.answeredAt, format.time(one.answeredAtMs)]);
  if (detail.toldAtMs !== null) facts.push([names.told, format.time(detail.toldAtMs)]);
  if (one.satisfaction !== null) {
    facts.push([names.satisfaction, say(satisfactionWords[one.satisfaction], language)]);
  }
  if (one.timesReopened > 0) facts.push([words.tickets.reopenedTimes, one.timesReopened]);
  if (one.closedAtMs !== null) facts.push([names.closed, format.time(one.closedAtMs)]);
  return <Facts facts={facts} />;
}

function CasePapers({ detail }: { detail: CaseDetail }) {
  const session = useSession();
  const { id } = detail.case;
  const attach = async (file: File) => {
    await api.attachToCase({ params: { id }, files: [file] });
    void renewCase(id);
  };
  return (
    <div className="stack">
      <NoticeList notices={detail.notices} />
      <AttachmentList
        attachments={detail.attachments}
        addressOf={(attachmentId) => addressOf('caseAttachment', { params: { id, attachmentId } })}
        {...(session.permissions.includes('cases.comment') && { onAttach: attach })}
      />
    </div>
  );
}

function CaseHistory({ detail }: { detail: CaseDetail }) {
  const session = useSession();
  const { id } = detail.case;
  const comment = async (text: string) => {
    await api.commentCase({ params: { id }, body: { text } });
    void renewCase(id);
  };
  return (
    <StepHistory
      steps={detail.steps}
      field={<MentionField people={detail.people} />}
      {...(session.permissions.includes('cases.comment') && { onComment: comment })}
    />
  );
}
