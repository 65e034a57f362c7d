import type { Localised } from '@everyline/contract';

import type { Scope } from '../../access/scope.ts';
import type { Page, Paging } from './page.ts';

export interface DocumentVersion {
  readonly version: number;
  readonly file: string;
  readonly format: string;
  readonly sha256: string;
  readonly unread: readonly Localised[];
  readonly passages: number;
  readonly atMs: number;
  readonly by: string;
}

/** A document with its newest version, and how many entries rest on it. */
export interface KnowledgeDocumentRow {
  readonly id: string;
  readonly name: string;
  readonly department: { readonly id: string; readonly name: string } | null;
  readonly newest: DocumentVersion;
  readonly entries: number;
  /** Entries whose quotations stand in it no longer. */
  readonly lost: number;
}

/** A piece of a version; one behind the other they are its whole text. */
export interface StoredPassage {
  readonly position: number;
  readonly headings: readonly string[];
  readonly text: string;
}

export interface KnowledgeDocumentStore {
  page(scope: Scope, paging: Paging): Promise<Page<KnowledgeDocumentRow>>;
  byId(id: string): Promise<KnowledgeDocumentRow | null>;
  /** Holds a document until the transaction ends; its newest version, null where there is none such. */
  held(id: string): Promise<number | null>;
  versions(id: string): Promise<DocumentVersion[]>;
  add(
    document: { readonly id: string; readonly name: string; readonly departmentId: string | null },
    version: DocumentVersion,
    passages: readonly StoredPassage[],
  ): Promise<void>;
  addVersion(
    id: string,
    version: DocumentVersion,
    passages: readonly StoredPassage[],
  ): Promise<void>;
  /** Passages of the newest version, with a text those in which it stands. */
  passages(id: string, q: string | undefined, paging: Paging): Promise<Page<StoredPassage>>;
  /** The whole text of the newest version; empty where there is none such. */
  text(id: string): Promise<string>;
}
