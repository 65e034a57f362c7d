import type { KnowledgeDocumentView } from '@everyline/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty, Table } from 'antd';
import { Link, useNavigate } from 'react-router';

import { pagesOf, useAddress } from '../../address.ts';
import { api, useSession } from '../../api.ts';
import { failureText } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { Measured } from '../../measured.tsx';
import { useWords } from '../../words/words.ts';
import { UploadButton } from './upload-button.tsx';

const pageSize = 50;

/** The documents that entries rest on, the last changed first. */
export function DocumentList() {
  const words = useWords().knowledge;
  const said = words.documents;
  const format = useFormat();
  const session = useSession();
  const address = useAddress();
  const navigate = useNavigate();
  const query = { page: address.page, pageSize };
  const found = useQuery({
    queryKey: ['knowledge', 'documents', query],
    queryFn: () => api.listKnowledgeDocuments({ query }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className="title-row">
        <span className="quiet">{said.lead}</span>
        {session.permissions.includes('knowledge.edit') && (
          <UploadButton
            label={said.add}
            send={async (file) => {
              const { id } = await api.addKnowledgeDocument({ files: [file] });
              await navigate(`/knowledge-documents/${id}`);
            }}
          />
        )}
      </div>
      {found.isError && <Alert type="error" showIcon title={failureText(found.error)} />}
      <Card styles={{ body: { padding: 0 } }}>
        <Table<KnowledgeDocumentView>
          size="small"
          rowKey="id"
          loading={found.isPending}
          dataSource={found.data?.items ?? []}
          scroll={{ x: 'max-content' }}
          locale={{
            emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={said.none} />,
          }}
          pagination={pagesOf(address, pageSize, found.data?.total)}
          columns={[
            {
              title: said.name,
              render: (_, { id, name }) => (
                <div className="entry-cell">
                  <Link to={`/knowledge-documents/${id}`}>{name}</Link>
                </div>
              ),
            },
            {
              title: words.department,
              render: (_, { department }) => department?.name ?? words.wholeCity,
            },
            { title: said.version, render: (_, { version }) => words.versionOf(version) },
            {
              title: said.passages,
              align: 'right',
              render: (_, { passages }) => format.count(passages),
            },
            {
              title: said.entries,
              align: 'right',
              render: (_, { entries }) => format.count(entries),
            },
            {
              title: words.sourceLost,
              align: 'right',
              render: (_, { lost }) => (
                <span className={lost > 0 ? 'late' : 'quiet'}>{format.count(lost)}</span>
              ),
            },
            {
              title: words.changed,
              render: (_, { changedAtMs }) => <Measured atMs={changedAtMs} />,
            },
          ]}
        />
      </Card>
    </>
  );
}
