import { Type, type Static } from 'typebox';

import { AtMs, Id, nullable } from './schema.ts';

/**
 * What stands at a place of a menu: a prompt that was heard out; a person, a queue, a voicemail; the end of the call;
 * silence; the prompt of another place (a loop, or a key that was refused); or nothing that was heard out yet.
 */
export const MenuPlaceKind = Type.Enum([
  'menu',
  'person',
  'queue',
  'voicemail',
  'hang_up',
  'silence',
  'same',
  'unheard',
]);
export type MenuPlaceKind = Static<typeof MenuPlaceKind>;

export const MenuPlace = Type.Object({
  path: Type.String({ description: 'The keys pressed to get there, one after the other.' }),
  kind: MenuPlaceKind,
  sameAs: nullable(Type.String({ description: 'The path of the place that it is.' })),
  calls: Type.Integer(),
  prompt: nullable(
    Type.Object({
      probeId: Id,
      fromMs: Type.Number({ description: 'In the call, from the INVITE.' }),
      toMs: Type.Number(),
      audioUrl: nullable(Type.String({ description: 'audio/wav, 8,000 Hz mono.' })),
    }),
  ),
});
export type MenuPlace = Static<typeof MenuPlace>;

export const MenuChange = Type.Object({
  path: Type.String(),
  kind: Type.Enum(['added', 'removed', 'moved', 'changed']),
  from: nullable(Type.String({ description: 'Where a moved place stood before.' })),
});
export type MenuChange = Static<typeof MenuChange>;

/** One walk through the menu of a line, and what has changed since the one before. */
export const MenuWalk = Type.Object({
  id: Id,
  limits: Type.Object({ depth: Type.Integer(), calls: Type.Integer(), keys: Type.String() }),
  calls: Type.Integer({ description: 'Calls made so far.' }),
  startedAtMs: AtMs,
  changedAtMs: AtMs,
  finishedAtMs: nullable(AtMs),
  places: Type.Array(MenuPlace, { description: 'In order of their paths; the first is the top.' }),
  before: nullable(Type.Object({ id: Id, startedAtMs: AtMs, changes: Type.Array(MenuChange) })),
});
export type MenuWalk = Static<typeof MenuWalk>;

export const MenuAudioQuery = Type.Object({
  walk: Id,
  path: Type.Optional(
    Type.String({
      maxLength: 32,
      pattern: '^[0-9*#A-D]*$',
      description: 'The keys; the top of the menu unless given.',
    }),
  ),
});
