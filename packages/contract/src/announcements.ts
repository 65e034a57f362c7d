import { Type, type Static } from 'typebox';

import { AtMs, Id, LengthMs, nullable, pageOf, paging } from './schema.ts';

/** A recording heard before the answer that nobody has labelled yet; its audio is that of its probe. */
export const UnknownAnnouncement = Type.Object({
  id: Id,
  probeId: Id,
  lineId: Id,
  lineDisplay: Type.String(),
  heardAtMs: AtMs,
  lengthMs: LengthMs,
  sipStatus: nullable(Type.Integer()),
  audioUrl: Type.String(),
  kept: Type.Boolean({ description: 'Kept beyond the retention period for labelling.' }),
});
export type UnknownAnnouncement = Static<typeof UnknownAnnouncement>;
export const UnknownAnnouncementPage = pageOf(UnknownAnnouncement);

export const UnknownAnnouncementQuery = Type.Object({
  kept: Type.Optional(Type.Boolean()),
  ...paging,
});
export type UnknownAnnouncementQuery = Static<typeof UnknownAnnouncementQuery>;

export const KeepAnnouncement = Type.Object({ kept: Type.Boolean() });
