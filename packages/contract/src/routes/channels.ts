import { Type } from 'typebox';

import * as channels from '../channels.ts';
import { ById, Done } from '../schema.ts';
import type { Route } from './route.ts';

/** The ways by which citizens write beside the portal, and what came by each. */
export const channelRoutes = {
  listChannels: {
    method: 'GET',
    path: '/api/channels',
    tag: 'channels',
    summary: 'Accounts and windows by which citizens write, without their secrets',
    permission: 'settings.see',
    answer: 'json',
    response: Type.Array(channels.Channel),
  },
  createChannel: {
    method: 'POST',
    path: '/api/channels',
    tag: 'channels',
    summary: 'Add a channel; it is off unless said',
    permission: 'settings.edit',
    body: channels.NewChannel,
    answer: 'json',
    response: channels.Channel,
  },
  changeChannel: {
    method: 'PATCH',
    path: '/api/channels/:id',
    tag: 'channels',
    summary: 'Change a channel; secrets that are not named stay',
    permission: 'settings.edit',
    params: ById,
    body: channels.ChannelChange,
    answer: 'json',
    response: channels.Channel,
  },
  deleteChannel: {
    method: 'DELETE',
    path: '/api/channels/:id',
    tag: 'channels',
    summary: 'Remove a channel with whom it knows; conversations stay',
    permission: 'settings.edit',
    params: ById,
    answer: 'json',
    response: Done,
  },
  checkChannel: {
    method: 'POST',
    path: '/api/channels/:id/check',
    tag: 'channels',
    summary: 'Ask the platform whether it takes our keys',
    permission: 'settings.edit',
    params: ById,
    answer: 'json',
    response: channels.ChannelAnswer,
  },
  publishChannelMenu: {
    method: 'POST',
    path: '/api/channels/:id/menu',
    tag: 'channels',
    summary: 'Give the platform the menu as it is set',
    permission: 'settings.edit',
    params: ById,
    answer: 'json',
    response: channels.ChannelAnswer,
  },
  conversationFigures: {
    method: 'GET',
    path: '/api/conversation-figures',
    tag: 'conversations',
    summary: 'What came by each channel within some days (30 unless said)',
    permission: 'conversations.see',
    query: channels.ConversationFiguresQuery,
    answer: 'json',
    response: channels.ConversationFigures,
  },
} as const satisfies Record<string, Route>;
