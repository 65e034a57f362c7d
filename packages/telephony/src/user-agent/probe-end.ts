/** Why the probe ended as it did. */
export type ProbeEnd =
  | 'refused' // the far end gave a final response before an answer
  | 'remote' // the far end hung up after the answer
  | 'ring_limit'
  | 'total_limit'
  | 'tone' // busy, congestion, vacant or dial tone heard
  | 'fax'
  | 'silence'
  | 'person' // it may have been a person: spoken to and let go
  | 'announcement' // a known recording said after the answer that nobody will come
  | 'machine' // a recording, menu or music was listened to for long enough
  | 'script' // the script was worked off, or said so
  | 'stopped' // stop-all
  | 'no_response' // nothing came in answer to the INVITE (timer B)
  | 'transport'; // the INVITE could not be sent
