import { AppFault } from '../../app/faults.ts';
import { answerByLink, lookByLink } from '../../app/owners/answer-by-link.ts';
import { answerLine } from '../../app/owners/answer-line.ts';
import { readLineHistory } from '../../app/owners/line-history.ts';
import { LinkLimits } from '../../app/owners/link-limits.ts';
import { listOwnLines, readOwnerProgress } from '../../app/owners/own-lines.ts';
import { listOwnerLinks, makeOwnerLink, withdrawOwnerLink } from '../../app/owners/owner-links.ts';
import { changeOwnerPolicy, readOwnerPolicy } from '../../app/owners/owner-rules.ts';
import { listStillPublished } from '../../app/owners/still-published.ts';
import { listUnowned, takeLines } from '../../app/owners/unowned-lines.ts';
import type { SignInLimits } from '../../app/session/sign-in-limits.ts';
import type { AccountContext } from '../../app/accounts/account-context.ts';
import type { Handlers } from '../handler.ts';

type OwnerRoutes =
  | 'ownLines'
  | 'answerLine'
  | 'ownerProgress'
  | 'unownedLines'
  | 'takeLines'
  | 'stillPublished'
  | 'ownerPolicy'
  | 'changeOwnerPolicy'
  | 'ownerLinks'
  | 'makeOwnerLink'
  | 'withdrawOwnerLink'
  | 'lookByLink'
  | 'answerByLink'
  | 'lineHistory';

/** A request that brings the secret of a personal link. */
interface ByLink {
  readonly context: AccountContext;
  readonly body: { readonly secret: string };
  readonly request: { readonly ip: string };
}

export function ownerHandlers(guesses: SignInLimits): Pick<Handlers, OwnerRoutes> {
  const limits = new LinkLimits();
  /** Does what a link opens, unless too much was asked or guessed from there; a wrong one counts. */
  const byLink = async <T>(
    { context, body, request }: ByLink,
    open: () => Promise<T>,
  ): Promise<T> => {
    const address = request.ip;
    const nowMs = context.clock.nowMs();
    // Who opens an old link again and again does not keep others of the office out.
    const name = `confirm ${body.secret.slice(0, 8)}`;
    const waitMs = Math.max(limits.waitMs(address, nowMs), guesses.waitMs(address, name, nowMs));
    if (waitMs > 0) throw new AppFault('too_many_requests', { seconds: Math.ceil(waitMs / 1000) });
    try {
      return await open();
    } catch (cause) {
      if (cause instanceof AppFault && cause.code === 'owner_link_over') {
        guesses.failed(address, name, nowMs);
      }
      throw cause;
    }
  };
  return {
    ownLines: ({ context, query }) => listOwnLines(context, query),
    answerLine: ({ context, params, body }) => answerLine(context, params.id, body.answer),
    ownerProgress: ({ context }) => readOwnerProgress(context),
    unownedLines: ({ context, query }) => listUnowned(context, query),
    takeLines: ({ context, body }) => takeLines(context, body),
    stillPublished: ({ context, query }) => listStillPublished(context, query),
    ownerPolicy: ({ context }) => readOwnerPolicy(context),
    changeOwnerPolicy: ({ context, body }) => changeOwnerPolicy(context, body),
    ownerLinks: ({ context }) => listOwnerLinks(context),
    makeOwnerLink: ({ context, body }) => makeOwnerLink(context, body),
    withdrawOwnerLink: ({ context, params }) => withdrawOwnerLink(context, params.id),
    lookByLink: (asked) => byLink(asked, () => lookByLink(asked.context, asked.body.secret)),
    answerByLink: (asked) => byLink(asked, () => answerByLink(asked.context, asked.body)),
    lineHistory: ({ context, params }) => readLineHistory(context, params.id),
  };
}
