import type { TSchema } from 'typebox';

import type { Permission } from '../permissions.ts';

/**
 * One operation of the HTTP API as data: the server registers what stands here, the client calls it,
 * and the tests of completeness and of permissions walk over it.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /**
   * `public`: nobody need be signed in; `signed_in`: every role; `signed_by_system`: the request is
   * signed by a work-order system; otherwise the operation checked.
   */
  readonly permission: Permission | 'public' | 'signed_in' | 'signed_by_system';
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** What the answer is: JSON by the schema, a file, or a stream of server-sent events. */
  readonly answer: 'json' | 'file' | 'events';
  readonly response: TSchema;
  /** The body is `multipart/form-data` with one or more files in the field `file`. */
  readonly upload?: true;
}
