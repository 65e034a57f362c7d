import type { ProgrammeDocumentDetail } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Card, Empty, Skeleton } from 'antd';
import { Link, useParams } from 'react-router';

import { api, queries } from '../api.ts';
import { failureText, useAttempt } from '../failure.ts';
import { useFormat } from '../formatting.ts';
import { useWords } from '../words/words.ts';
import { acceptedAsRead } from './programme-document/accepted-as-read.ts';
import { FigureChecks } from './programme-document/figure-checks.tsx';
import { MarkedText } from './programme-document/marked-text.tsx';
import { ProposalItem } from './programme-document/proposal-item.tsx';

/** A document: what its figures do not add up to, the measures proposed from it, and its text. */
export function ProgrammeDocumentPage() {
  const { id = '' } = useParams();
  const found = useQuery({
    queryKey: ['programme-document', id],
    queryFn: () => api.programmeDocument({ params: { id } }),
  });
  if (found.isError) return <Alert type="error" showIcon title={failureText(found.error)} />;
  if (found.data === undefined) return <Skeleton active />;
  return <DocumentBody detail={found.data} />;
}

function DocumentBody({ detail }: { detail: ProgrammeDocumentDetail }) {
  const words = useWords().programmes;
  const format = useFormat();
  const { language } = useLanguage();
  const { document, programme, checks, proposals, text, unread, mayEdit } = detail;
  const flags = checks.filter(({ result }) => result !== 'holds');
  return (
    <div className="stack">
      <p>
        <Link to={`/programmes/${programme.id}`}>{words.back(programme.name)}</Link>
      </p>
      <div className="title-row">
        <h1>{document.name}</h1>
        <span className="quiet">
          {words.readAt} {format.time(document.readAtMs)} · {document.readBy}
        </span>
      </div>
      {unread.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={words.unread}
          description={unread.map((one) => (
            <div key={one.en}>{say(one, language)}</div>
          ))}
        />
      )}
      <FigureChecks checks={checks} />
      <Card
        size="small"
        title={words.proposalsTitle}
        extra={
          <>
            {proposals.length > 0 && (
              <span className="quiet">
                {words.proposals(
                  format.count(document.openProposals),
                  format.count(proposals.length),
                )}{' '}
              </span>
            )}
            {mayEdit && document.openProposals > 1 && <AcceptAll detail={detail} />}
          </>
        }
      >
        {proposals.length === 0 ? (
          <Empty description={words.proposalsNone} />
        ) : (
          <ul className="plain-list spaced">
            {proposals.map((one) => (
              <li key={one.id}>
                <ProposalItem proposal={one} document={document} mayEdit={mayEdit} />
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Card size="small" title={words.text}>
        <MarkedText text={text} stretches={flags} />
      </Card>
    </div>
  );
}

function AcceptAll({ detail }: { detail: ProgrammeDocumentDetail }) {
  const all = useWords();
  const words = all.programmes;
  const format = useFormat();
  const attempt = useAttempt();
  const { modal } = App.useApp();
  const { document, programme } = detail;
  const open = detail.proposals.filter(({ state }) => state === 'open');
  const acceptAll = async () => {
    await attempt(async () => {
      for (const proposal of open) {
        await api.decideMeasureProposal({
          params: { id: proposal.id },
          body: { measure: acceptedAsRead(proposal) },
        });
      }
    });
    await queries.invalidateQueries({ queryKey: ['programme-document', document.id] });
    void queries.invalidateQueries({ queryKey: ['programme', programme.id] });
  };
  return (
    <Button
      size="small"
      onClick={() =>
        modal.confirm({
          title: words.acceptAll(format.count(open.length)),
          content: words.acceptAllAsk,
          okText: words.accept,
          cancelText: all.common.cancel,
          onOk: acceptAll,
        })
      }
    >
      {words.acceptAll(format.count(open.length))}
    </Button>
  );
}
