import type { FastifyRequest } from 'fastify';

import { changeAnswerPolicy, readAnswerPolicy } from '../../app/conversations/answer-rules.ts';
import { askForPerson } from '../../app/conversations/ask-for-person.ts';
import { beginConversation } from '../../app/conversations/begin-conversation.ts';
import { giveFeedback } from '../../app/conversations/give-feedback.ts';
import { listConversations, readConversation } from '../../app/conversations/list-conversations.ts';
import { lookAtConversation } from '../../app/conversations/look-at-conversation.ts';
import { moveConversation } from '../../app/conversations/move-conversation.ts';
import { openCaseOfConversation } from '../../app/conversations/open-case-of-conversation.ts';
import { replyToCitizen } from '../../app/conversations/reply-to-citizen.ts';
import { saySomething } from '../../app/conversations/say-something.ts';
import type { AppContext } from '../../app/context.ts';
import { AppFault } from '../../app/faults.ts';
import { LinkLimits } from '../../app/owners/link-limits.ts';
import type { Handlers } from '../handler.ts';

type ConversationRoutes =
  | 'beginConversation'
  | 'lookAtConversation'
  | 'saySomething'
  | 'askForPerson'
  | 'giveFeedback'
  | 'listConversations'
  | 'conversation'
  | 'moveConversation'
  | 'replyToCitizen'
  | 'openCaseOfConversation'
  | 'answerPolicy'
  | 'changeAnswerPolicy';

/** Conversations with citizens; whoever asks too often is told to wait before anything is looked up. */
export function conversationHandlers(): Pick<Handlers, ConversationRoutes> {
  const limits = new LinkLimits();
  const looks = new LinkLimits();
  const counted = (held: LinkLimits, context: AppContext, { ip }: FastifyRequest) => {
    const waitMs = held.waitMs(ip, context.clock.nowMs());
    if (waitMs > 0) {
      throw new AppFault('too_many_requests', { seconds: Math.ceil(waitMs / 1000) });
    }
  };
  return {
    beginConversation: ({ context, body, request }) => {
      counted(limits, context, request);
      return beginConversation(context, body, request.ip);
    },
    lookAtConversation: ({ context, params, query, request, reply }) => {
      counted(looks, context, request);
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      return lookAtConversation(context, params.id, secretOf(request), query, gone.signal);
    },
    saySomething: ({ context, params, body, request }) => {
      counted(limits, context, request);
      return saySomething(context, params.id, secretOf(request), body);
    },
    askForPerson: ({ context, params, request }) => {
      counted(limits, context, request);
      return askForPerson(context, params.id, secretOf(request));
    },
    giveFeedback: ({ context, params, body, request }) => {
      counted(limits, context, request);
      return giveFeedback(context, params.id, secretOf(request), body);
    },
    listConversations: ({ context, query }) => listConversations(context, query),
    conversation: ({ context, params }) => readConversation(context, params.id),
    moveConversation: ({ context, params, body }) => moveConversation(context, params.id, body),
    replyToCitizen: ({ context, params, body }) => replyToCitizen(context, params.id, body),
    openCaseOfConversation: ({ context, params, body }) =>
      openCaseOfConversation(context, params.id, body),
    answerPolicy: ({ context }) => readAnswerPolicy(context),
    changeAnswerPolicy: ({ context, body }) => changeAnswerPolicy(context, body),
  };
}

/** The secret of a conversation; it stands in a header, so that no log of addresses has it. */
function secretOf({ headers }: FastifyRequest): string | null {
  return /^Bearer (\S{20,100})$/.exec(headers.authorization ?? '')?.[1] ?? null;
}
