import type { ChannelSettings } from '@everyline/contract';
import type { ColumnType, Generated } from 'kysely';

/** Tables of channels, as migration 0600 leaves them. */
export interface ChannelTables {
  channels: Channels;
  channel_senders: ChannelSenders;
  channel_conversations: ChannelConversations;
  channel_messages: ChannelMessages;
  channel_refusals: ChannelRefusals;
}

interface Channels {
  id: string;
  kind: string;
  name: string;
  enabled: boolean;
  settings: ColumnType<ChannelSettings, string, string>;
  secrets_sealed: string;
  token_sealed: string | null;
  token_until_ms: number | null;
  created_at_ms: number;
  last_heard_at_ms: number | null;
}

interface ChannelSenders {
  id: string;
  channel_id: string;
  sender_sha256: string;
  sender_sealed: string;
  way_sealed: string | null;
  conversation_id: string | null;
  heard_at_ms: number;
}

interface ChannelConversations {
  conversation_id: string;
  sender_id: string;
}

interface ChannelMessages {
  channel_id: string;
  message_sha256: string;
  at_ms: number;
  content_sealed: string | null;
  sender_id: string | null;
  conversation_id: string | null;
  after_position: number | null;
  until_position: number | null;
  said: string | null;
  in_response: Generated<boolean>;
}

interface ChannelRefusals {
  channel_id: string;
  day: string;
  reason: string;
  count: number;
  last_at_ms: number;
}
