import { readParams } from './header-values.ts';
import { unescaped } from './uri.ts';

/** A dialog that an INVITE is to take the place of, tags as its receiver sees them (RFC 3891 section 6.1). */
export interface Replaces {
  readonly callId: string;
  /** The receiver's own tag. */
  readonly localTag: string;
  readonly remoteTag: string;
  readonly earlyOnly: boolean;
}

/** Reads a Replaces value; null when Call-ID or a tag is missing. */
export function readReplaces(value: string): Replaces | null {
  const semicolon = value.indexOf(';');
  const callId = value.slice(0, Math.max(semicolon, 0)).trim();
  const params = readParams(value.slice(semicolon));
  const localTag = params.get('to-tag') ?? '';
  const remoteTag = params.get('from-tag') ?? '';
  if (semicolon < 0 || callId === '' || localTag === '' || remoteTag === '') return null;
  return { callId, localTag, remoteTag, earlyOnly: params.has('early-only') };
}

/** Writes a Replaces value for the far end of a dialog: its tag is what it calls its own. */
export function writeReplaces(dialog: {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
}): string {
  return `${dialog.callId};to-tag=${dialog.remoteTag};from-tag=${dialog.localTag}`;
}

/** Whom a Refer-To names: the URI to call, and the dialog to replace there (RFC 3515 section 2.1, RFC 3891 section 4). */
export interface ReferTarget {
  /** Without headers. */
  readonly uri: string;
  readonly replaces: string | null;
  /** Extensions that the new INVITE is to require. */
  readonly require: string | null;
}

/** Splits the URI of a Refer-To; other headers in it are not copied, so that nobody writes our requests for us. */
export function readReferTarget(uri: string): ReferTarget {
  const question = uri.indexOf('?');
  if (question < 0) return { uri, replaces: null, require: null };
  let replaces: string | null = null;
  let require: string | null = null;
  for (const piece of uri.slice(question + 1).split('&')) {
    const equals = piece.indexOf('=');
    const name = piece.slice(0, Math.max(equals, 0)).toLowerCase();
    if (name === 'replaces') replaces = unescaped(piece.slice(equals + 1));
    if (name === 'require') require = unescaped(piece.slice(equals + 1));
  }
  return { uri: uri.slice(0, question), replaces, require };
}

/** The Refer-To of an attended transfer: the far end of one call is to take the place of us in another. */
export function referToReplacing(target: string, replaces: string): string {
  const bare = target.split('?', 1)[0] ?? target;
  return `<${bare}?Replaces=${encodeURIComponent(replaces)}>`;
}
