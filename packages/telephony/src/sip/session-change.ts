/** What a change of ours is for: hold and resume, another description, or only to say that we are still there. */
export type ChangeKind = 'hold' | 'resume' | 'redescribe' | 'refresh' | 'confirm';

export interface SessionChange {
  readonly kind: ChangeKind;
  /** Our new description, for `redescribe`. */
  readonly sdp?: string;
  /** UPDATE asks no person and is answered at once (RFC 3311); it needs a far end that allows it. */
  readonly by?: 'INVITE' | 'UPDATE';
}
