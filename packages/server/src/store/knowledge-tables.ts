import type { Localised } from '@everyline/contract';
import type { EntryContent } from '@everyline/domain';
import type { ColumnType, Generated } from 'kysely';

import type {
  ImportCounts,
  ImportSettings,
  StoredKnowledgeImport,
} from '../app/ports/store/knowledge-imports.ts';

/** Tables of the migrations 0520 to 0522. */
export interface KnowledgeTables {
  knowledge_entries: KnowledgeEntries;
  knowledge_versions: KnowledgeVersions;
  knowledge_events: KnowledgeEvents;
  knowledge_documents: KnowledgeDocuments;
  knowledge_document_versions: KnowledgeDocumentVersions;
  knowledge_passages: KnowledgePassages;
  knowledge_imports: KnowledgeImports;
  knowledge_import_rows: KnowledgeImportRows;
}

type Json<T> = ColumnType<T, string, string>;

/** What the newest version says stands here as far as lists and searches need it. */
interface KnowledgeEntries {
  id: string;
  revision: Generated<number>;
  version: number;
  state: string;
  published_version: number | null;
  published_from: string | null;
  published_until: string | null;
  question: string;
  question_key: string;
  answer: string;
  texts: string;
  department_id: string | null;
  category: string;
  valid_until: string | null;
  owner_id: string | null;
  reviewer_id: string | null;
  source_document_id: string | null;
  source_lost: Generated<boolean>;
  written_by_id: string | null;
  created_at_ms: number;
  created_by: string;
  changed_at_ms: number;
  changed_by: string;
  /** The place of its last change among all changes of what is published; null while none of it ever was. */
  change: number | null;
}

interface KnowledgeVersions {
  entry_id: string;
  version: number;
  content: Json<EntryContent>;
  at_ms: number;
  by: string;
  by_id: string | null;
  note: string;
}

interface KnowledgeEvents {
  id: Generated<number>;
  entry_id: string;
  at_ms: number;
  by: string;
  kind: string;
  version: number;
  note: string;
}

interface KnowledgeImports {
  id: string;
  file: string;
  read_at_ms: number;
  read_by: string;
  columns: Json<StoredKnowledgeImport['columns']>;
  rows: number;
  unread: Json<Localised[]>;
  settings: Json<ImportSettings>;
  counts: ColumnType<ImportCounts | null, string | null, string | null>;
  applied_at_ms: number | null;
  applied_by: string | null;
}

interface KnowledgeImportRows {
  import_id: string;
  position: number;
  sheet: string | null;
  row: number;
  cells: Json<string[]>;
  word: Generated<string | null>;
  question: Generated<string | null>;
  answer: Generated<string | null>;
  problem: Generated<unknown>;
  same_row: Generated<number | null>;
  entry_id: Generated<string | null>;
}

interface KnowledgeDocuments {
  id: string;
  name: string;
  department_id: string | null;
  version: number;
  changed_at_ms: number;
  changed_by: string;
}

interface KnowledgeDocumentVersions {
  document_id: string;
  version: number;
  file: string;
  format: string;
  sha256: string;
  unread: Json<Localised[]>;
  passages: number;
  at_ms: number;
  by: string;
}

interface KnowledgePassages {
  document_id: string;
  version: number;
  position: number;
  headings: Json<string[]>;
  text: string;
}
