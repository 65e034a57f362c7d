import type { Words } from '../shape.ts';

/** What people ask about. */
export const topics: Words['topics'] = {
  lead: 'What citizens ask about by all channels, what is suddenly asked more, and what is new. The same question counts once in a conversation; who asked is not recorded. Demands that went to offices as cases are counted by category and office.',
  count: (topics, conversations, demands) =>
    `${topics} topics; ${conversations} conversations and ${demands} demands now`,
  partial: 'Much was asked; only the newest is counted, and bursts and new topics are not marked.',
  empty: 'Nothing was asked in this time',
  by: { matter: 'Matter', category: 'Category', department: 'Office', place: 'Place' },
  nameless: {
    matter: 'Without a name',
    category: 'No category (no entry answers it)',
    department: 'No office',
    place: 'No place named',
  },
  weeks: 'By week',
  months: 'By four weeks',
  channel: 'Channel',
  now: { '7': 'Last 7 days', '28': 'Last 28 days' },
  usual: 'Usual before',
  course: 'Course',
  courseSaid: (counts) => `Times in each stretch, the oldest first: ${counts}`,
  unanswered: 'Not answered',
  examples: 'How it was asked',
  offices: 'Whose it is',
  places: 'Places named',
  marks: { burst: 'Burst', new: 'New' },
  demand: 'Cases',
};
