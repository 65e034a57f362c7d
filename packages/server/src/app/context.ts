import type { Language } from '@everyline/contract';

import type { Actor } from './access/actor.ts';
import type { Answers } from './ports/answers.ts';
import type { Attachments } from './ports/attachments.ts';
import type { ChannelAdapters } from './ports/channels.ts';
import type { CertificateReader } from './ports/certificate-reader.ts';
import type { Clock } from './ports/clock.ts';
import type { Documents } from './ports/document-reader.ts';
import type { Events } from './ports/events.ts';
import type { KnowledgeIndex } from './ports/knowledge-index.ts';
import type { Outbound } from './ports/outbound.ts';
import type { Random } from './ports/random.ts';
import type { Reckoning } from './ports/reckoning.ts';
import type { Recordings } from './ports/recordings.ts';
import type { Secrets } from './ports/secrets.ts';
import type { Store } from './ports/store.ts';

/** What every verb gets first: who asks, in which language, and the ports it may use. */
export interface AppContext {
  readonly actor: Actor;
  readonly language: Language;
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly documents: Documents;
  readonly events: Events;
  readonly recordings: Recordings;
  readonly attachments: Attachments;
  readonly secrets: Secrets;
  readonly outbound: Outbound;
  /** By kind; others are added here. */
  readonly channelAdapters: ChannelAdapters;
  readonly certificates: CertificateReader;
  readonly reckoning: Reckoning;
  readonly knowledge: KnowledgeIndex;
  readonly answers: Answers;
}
