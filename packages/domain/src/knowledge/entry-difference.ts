import type { EntryContent } from './entry-content.ts';
import { textDifference, type TextPart } from './text-difference.ts';

export const entryFields = [
  'question',
  'paraphrases',
  'shortAnswer',
  'longAnswer',
  'department',
  'category',
  'serviceItems',
  'region',
  'audience',
  'source',
  'validFrom',
  'validUntil',
  'owner',
  'reviewer',
] as const;
export type EntryField = (typeof entryFields)[number];

/** What a version changed in one field. */
export interface FieldDifference {
  readonly field: EntryField;
  readonly parts: readonly TextPart[];
}

/** How ids of departments, people and documents are called. */
export type NameOf = (kind: 'department' | 'account' | 'document', id: string) => string;

/** The fields in which two versions differ; `before` is null for the first version, of which everything is new. */
export function entryDifference(
  before: EntryContent | null,
  after: EntryContent,
  nameOf: NameOf,
): FieldDifference[] {
  return entryFields.flatMap((field) => {
    const old = before === null ? '' : fieldText(before, field, nameOf);
    const now = fieldText(after, field, nameOf);
    return old === now ? [] : [{ field, parts: textDifference(old, now) }];
  });
}

function fieldText(content: EntryContent, field: EntryField, nameOf: NameOf): string {
  const named = (kind: Parameters<NameOf>[0], id: string | null) =>
    id === null ? '' : nameOf(kind, id);
  switch (field) {
    case 'paraphrases':
    case 'serviceItems':
      return content[field].join('\n');
    case 'department':
      return named('department', content.departmentId);
    case 'owner':
      return named('account', content.ownerId);
    case 'reviewer':
      return named('account', content.reviewerId);
    case 'source': {
      if (content.source === null) return '';
      const { title, address, documentId, quotation } = content.source;
      return [title, address ?? '', named('document', documentId), quotation]
        .filter((one) => one !== '')
        .join('\n');
    }
    default:
      return content[field] ?? '';
  }
}
