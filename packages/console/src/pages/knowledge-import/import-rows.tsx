import {
  ImportWordWord,
  type KnowledgeImport,
  type KnowledgeImportRows,
} from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Card, Segmented, Table } from 'antd';
import { Link } from 'react-router';

import { pagesOf, useAddress, wordsOf } from '../../address.ts';
import { api } from '../../api.ts';
import { failureText } from '../../failure.ts';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

type Row = KnowledgeImportRows['items'][number];
const pageSize = 50;

/** The rows of a table by what becomes of them; what a person has to look at is one click away. */
export function ImportRows({
  id,
  counts,
}: {
  id: string;
  counts: NonNullable<KnowledgeImport['counts']>;
}) {
  const words = useWords().knowledge;
  const said = words.import;
  const format = useFormat();
  const { language } = useLanguage();
  const address = useAddress();
  const word = wordsOf(address.many('word'), ImportWordWord.enum)[0] ?? 'new';
  const query = { word, page: address.page, pageSize };
  const rows = useQuery({
    queryKey: ['knowledge-import-rows', id, query],
    queryFn: () => api.knowledgeImportRows({ params: { id }, query }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card size="small" title={said.rows}>
      <div className="scroll-x">
        <Segmented
          value={word}
          onChange={(next) => address.change({ word: next })}
          options={ImportWordWord.enum.map((value) => ({
            value,
            label: `${said.words[value]} ${format.count(counts[value])}`,
          }))}
        />
      </div>
      <p className="quiet">{said.wordHelp[word]}</p>
      {rows.isError && <Alert type="error" showIcon title={failureText(rows.error)} />}
      <div className="scroll-x" role="region" aria-label={said.rows} tabIndex={0}>
        <Table<Row>
          size="small"
          rowKey={({ sheet, row }) => `${sheet ?? ''} ${row}`}
          loading={rows.isPending}
          dataSource={rows.data?.items ?? []}
          pagination={pagesOf(address, pageSize, rows.data?.total)}
          columns={[
            {
              title: said.row,
              render: (_, { sheet, row }) => (
                <span className="figures">{sheet === null ? row : `${sheet} ${row}`}</span>
              ),
            },
            {
              title: words.question,
              render: (_, { question, answer }) => (
                <div className="entry-cell">
                  {question}
                  {answer !== '' && <div className="quiet small entry-answer">{answer}</div>}
                </div>
              ),
            },
            {
              title: said.remark,
              render: (_, { problem, sameRow, entryId }) => (
                <div className="entry-cell">
                  {problem !== null && say(problem, language)}
                  {sameRow !== null && said.sameAs(sameRow)}
                  {entryId !== null && <Link to={`/knowledge/${entryId}`}>{said.stored}</Link>}
                </div>
              ),
            },
          ]}
        />
      </div>
    </Card>
  );
}
