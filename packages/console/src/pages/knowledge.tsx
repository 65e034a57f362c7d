import { useQuery } from '@tanstack/react-query';
import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';

import { useAddress, wordsOf } from '../address.ts';
import { api, useSession } from '../api.ts';
import { useWords } from '../words/words.ts';
import { AskIndex } from './knowledge/ask-index.tsx';
import { DocumentList } from './knowledge/document-list.tsx';
import { EditEntry } from './knowledge/edit-entry.tsx';
import { EntryList } from './knowledge/entry-list.tsx';
import { ImportButton } from './knowledge/import-button.tsx';
import { KnowledgeRules } from './knowledge/knowledge-rules.tsx';

const tabs = ['entries', 'search', 'documents'] as const;
const pages = { entries: <EntryList />, search: <AskIndex />, documents: <DocumentList /> };

/** The knowledge base: its entries, and what is found in them. */
export function Knowledge() {
  const words = useWords();
  const session = useSession();
  const address = useAddress();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'entry' | 'rules' | null>(null);
  const policy = useQuery({
    queryKey: ['knowledge', 'policy'],
    queryFn: () => api.knowledgePolicy(),
  });
  const close = () => setOpen(null);
  return (
    <>
      <div className="title-row">
        <h1>{words.menu.knowledge}</h1>
        {session.permissions.includes('settings.edit') && policy.data && (
          <Button onClick={() => setOpen('rules')}>{words.knowledge.rules}</Button>
        )}
        {session.permissions.includes('knowledge.edit') && <ImportButton />}
        {session.permissions.includes('knowledge.edit') && (
          <Button type="primary" onClick={() => setOpen('entry')}>
            {words.knowledge.add}
          </Button>
        )}
      </div>
      <p className="quiet">{words.knowledge.lead}</p>
      <Tabs
        activeKey={wordsOf(address.many('tab'), tabs)[0] ?? 'entries'}
        destroyOnHidden
        onChange={(tab) => address.change({ tab: tab === 'entries' ? undefined : tab })}
        items={tabs.map((key) => ({
          key,
          label: words.knowledge.tabs[key],
          children: pages[key],
        }))}
      />
      {open === 'entry' && (
        <EditEntry
          entry={null}
          onClose={close}
          onSaved={(id) => void navigate(`/knowledge/${id}`)}
        />
      )}
      {open === 'rules' && policy.data && <KnowledgeRules policy={policy.data} onClose={close} />}
    </>
  );
}
