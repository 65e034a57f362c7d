import { authorise } from '../../app/access/authorise.ts';
import { AppFault } from '../../app/faults.ts';
import {
  addKnowledgeDocument,
  replaceKnowledgeDocument,
} from '../../app/knowledge/save-document.ts';
import {
  listKnowledgeDocuments,
  listPassages,
  namedDocument,
  showKnowledgeDocument,
} from '../../app/knowledge/show-document.ts';
import type { Handlers } from '../handler.ts';
import type { Uploads } from '../uploads.ts';

type DocumentRoutes =
  | 'listKnowledgeDocuments'
  | 'addKnowledgeDocument'
  | 'knowledgeDocument'
  | 'replaceKnowledgeDocument'
  | 'knowledgePassages';

export function knowledgeDocumentHandlers(uploads: Uploads): Pick<Handlers, DocumentRoutes> {
  return {
    listKnowledgeDocuments: ({ context, query }) => listKnowledgeDocuments(context, query),
    addKnowledgeDocument: async ({ context, query, request }) => {
      // Asked before a byte is written to disk.
      await authorise(context, 'knowledge.edit');
      for await (const { name, sizeBytes, path } of uploads.receive(request)) {
        const file = { name, sizeBytes, at: { path } };
        return await addKnowledgeDocument(context, file, query.departmentId);
      }
      throw new AppFault('unsupported_media');
    },
    knowledgeDocument: ({ context, params }) => showKnowledgeDocument(context, params.id),
    replaceKnowledgeDocument: async ({ context, params, request }) => {
      await namedDocument(context, params.id, 'knowledge.edit');
      for await (const { name, sizeBytes, path } of uploads.receive(request)) {
        return await replaceKnowledgeDocument(context, params.id, {
          name,
          sizeBytes,
          at: { path },
        });
      }
      throw new AppFault('unsupported_media');
    },
    knowledgePassages: ({ context, params, query }) => listPassages(context, params.id, query),
  };
}
