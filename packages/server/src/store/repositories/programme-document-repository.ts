import { sql } from 'kysely';

import type { ProgrammeStore, StoredProposal } from '../../app/ports/store/programmes.ts';
import type { Database } from '../database.ts';

type DocumentStore = Pick<
  ProgrammeStore,
  'documents' | 'document' | 'addDocument' | 'proposals' | 'heldProposal' | 'decideProposal'
>;

export function programmeDocumentRepository(db: Database): DocumentStore {
  const proposals = () => db.selectFrom('measure_proposals').selectAll();
  return {
    documents: async (programmeId) =>
      (
        await db
          .selectFrom('programme_documents as d')
          .select(['d.id', 'd.programme_id', 'd.name', 'd.read_at_ms', 'd.read_by', 'd.flags'])
          .select([
            sql<number>`(select count(*) from measure_proposals p where p.document_id = d.id)`.as(
              'proposals',
            ),
            sql<number>`(select count(*) from measure_proposals p where p.document_id = d.id
              and p.state = 'open')`.as('open_proposals'),
          ])
          .where('d.programme_id', '=', programmeId)
          .orderBy('d.read_at_ms', 'desc')
          .orderBy('d.id', 'desc')
          .execute()
      ).map((row) => ({
        id: row.id,
        programmeId: row.programme_id,
        name: row.name,
        readAtMs: row.read_at_ms,
        readBy: row.read_by,
        flags: row.flags,
        proposals: row.proposals,
        openProposals: row.open_proposals,
      })),
    document: async (id) => {
      const row = await db
        .selectFrom('programme_documents')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row
        ? {
            id: row.id,
            programmeId: row.programme_id,
            name: row.name,
            text: row.text,
            unread: row.unread,
            checks: row.checks,
            readAtMs: row.read_at_ms,
            readBy: row.read_by,
          }
        : null;
    },
    addDocument: async (one, found) => {
      await db
        .insertInto('programme_documents')
        .values({
          id: one.id,
          programme_id: one.programmeId,
          name: one.name,
          text: one.text,
          unread: JSON.stringify(one.unread),
          checks: JSON.stringify(one.checks),
          flags: one.checks.filter(({ result }) => result !== 'holds').length,
          read_at_ms: one.readAtMs,
          read_by: one.readBy,
        })
        .execute();
      for (let from = 0; from < found.length; from += 500) {
        await db
          .insertInto('measure_proposals')
          .values(
            found.slice(from, from + 500).map(({ id, documentId, position, proposal, state }) => ({
              id,
              document_id: documentId,
              position,
              proposal: JSON.stringify(proposal),
              state,
              measure_id: null,
              decided_at_ms: null,
              decided_by: null,
            })),
          )
          .execute();
      }
    },
    proposals: async (documentId) =>
      (await proposals().where('document_id', '=', documentId).orderBy('position').execute()).map(
        toProposal,
      ),
    heldProposal: async (id) => {
      const row = await proposals().where('id', '=', id).forUpdate().executeTakeFirst();
      return row ? toProposal(row) : null;
    },
    decideProposal: async (id, { state, measureId, atMs, by }) => {
      await db
        .updateTable('measure_proposals')
        .set({ state, measure_id: measureId, decided_at_ms: atMs, decided_by: by })
        .where('id', '=', id)
        .execute();
    },
  };
}

function toProposal(row: {
  id: string;
  document_id: string;
  position: number;
  proposal: StoredProposal['proposal'];
  state: string;
  measure_id: string | null;
  decided_by: string | null;
}): StoredProposal {
  return {
    id: row.id,
    documentId: row.document_id,
    position: row.position,
    proposal: row.proposal,
    state: row.state as StoredProposal['state'],
    measureId: row.measure_id,
    decidedBy: row.decided_by,
  };
}
