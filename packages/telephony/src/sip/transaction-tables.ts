/**
 * The four transaction machines of RFC 3261 section 17 with the accepted state of RFC 6026, as data.
 * Each row says: in this state, on this event, go there and do this. What is not in a table is ignored.
 * Timers have the RFC's letters; `start-A` and the like set them, `stop-timers` and termination stop them. A server
 * has no transport-error row: a response that could not be sent is repeated or asked for again.
 */
export interface Transition<State extends string, Action extends string> {
  readonly to: State;
  readonly does: readonly Action[];
}

export type TransitionTable<State extends string, Event extends string, Action extends string> = {
  readonly [state in State]: { readonly [event in Event]?: Transition<State, Action> };
};

export type InviteClientState = 'calling' | 'proceeding' | 'completed' | 'accepted' | 'terminated';
export type InviteClientEvent =
  | '1xx'
  | '2xx'
  | '3xx-6xx'
  | 'timer-A'
  | 'timer-B'
  | 'timer-D'
  | 'timer-M'
  | 'hush'
  | 'abandon'
  | 'transport-error';
export type ClientAction =
  | 'send'
  | 'start-A'
  | 'start-B'
  | 'start-D'
  | 'start-M'
  | 'start-E'
  | 'start-E-slow'
  | 'start-F'
  | 'start-K'
  | 'stop-A'
  | 'stop-timers'
  | 'report'
  | 'ack'
  | 'report-timeout'
  | 'report-transport-error';

/** RFC 3261 figure 5 with RFC 6026 section 8.4. `hush`: the user has given up before anything came. */
export const inviteClientTable: TransitionTable<
  InviteClientState,
  InviteClientEvent,
  ClientAction
> = {
  calling: {
    'timer-A': { to: 'calling', does: ['send', 'start-A'] },
    'timer-B': { to: 'terminated', does: ['stop-timers', 'report-timeout'] },
    '1xx': { to: 'proceeding', does: ['stop-timers', 'report'] },
    '2xx': { to: 'accepted', does: ['stop-timers', 'start-M', 'report'] },
    '3xx-6xx': { to: 'completed', does: ['stop-timers', 'ack', 'start-D', 'report'] },
    hush: { to: 'calling', does: ['stop-A'] },
    'transport-error': { to: 'terminated', does: ['stop-timers', 'report-transport-error'] },
  },
  proceeding: {
    '1xx': { to: 'proceeding', does: ['report'] },
    '2xx': { to: 'accepted', does: ['start-M', 'report'] },
    '3xx-6xx': { to: 'completed', does: ['ack', 'start-D', 'report'] },
    abandon: { to: 'terminated', does: ['report-timeout'] },
  },
  completed: {
    '3xx-6xx': { to: 'completed', does: ['ack'] },
    'timer-D': { to: 'terminated', does: [] },
    'transport-error': { to: 'terminated', does: ['stop-timers'] },
  },
  accepted: {
    '2xx': { to: 'accepted', does: ['report'] },
    'timer-M': { to: 'terminated', does: [] },
  },
  terminated: {},
};

export type NonInviteClientState = 'trying' | 'proceeding' | 'completed' | 'terminated';
export type NonInviteClientEvent =
  '1xx' | 'final' | 'timer-E' | 'timer-F' | 'timer-K' | 'transport-error';

/** RFC 3261 figure 6. */
export const nonInviteClientTable: TransitionTable<
  NonInviteClientState,
  NonInviteClientEvent,
  ClientAction
> = {
  trying: {
    'timer-E': { to: 'trying', does: ['send', 'start-E'] },
    'timer-F': { to: 'terminated', does: ['stop-timers', 'report-timeout'] },
    '1xx': { to: 'proceeding', does: ['report', 'start-E-slow'] },
    final: { to: 'completed', does: ['stop-timers', 'start-K', 'report'] },
    'transport-error': { to: 'terminated', does: ['stop-timers', 'report-transport-error'] },
  },
  proceeding: {
    'timer-E': { to: 'proceeding', does: ['send', 'start-E-slow'] },
    'timer-F': { to: 'terminated', does: ['stop-timers', 'report-timeout'] },
    '1xx': { to: 'proceeding', does: ['report'] },
    final: { to: 'completed', does: ['stop-timers', 'start-K', 'report'] },
    'transport-error': { to: 'terminated', does: ['stop-timers', 'report-transport-error'] },
  },
  completed: { 'timer-K': { to: 'terminated', does: [] } },
  terminated: {},
};

export type InviteServerState =
  'proceeding' | 'completed' | 'confirmed' | 'accepted' | 'terminated';
export type InviteServerEvent =
  | 'request'
  | 'ack'
  | 'send-1xx'
  | 'send-2xx'
  | 'send-3xx-6xx'
  | 'timer-G'
  | 'timer-H'
  | 'timer-I'
  | 'timer-L';
export type ServerAction =
  'send' | 'resend' | 'start-G' | 'start-H' | 'start-I' | 'start-L' | 'start-J' | 'stop-timers';

/** RFC 3261 figure 7 with RFC 6026 section 8.5. */
export const inviteServerTable: TransitionTable<
  InviteServerState,
  InviteServerEvent,
  ServerAction
> = {
  proceeding: {
    request: { to: 'proceeding', does: ['resend'] },
    'send-1xx': { to: 'proceeding', does: ['send'] },
    'send-2xx': { to: 'accepted', does: ['send', 'start-L'] },
    'send-3xx-6xx': { to: 'completed', does: ['send', 'start-G', 'start-H'] },
  },
  completed: {
    request: { to: 'completed', does: ['resend'] },
    'timer-G': { to: 'completed', does: ['resend', 'start-G'] },
    'timer-H': { to: 'terminated', does: ['stop-timers'] },
    ack: { to: 'confirmed', does: ['stop-timers', 'start-I'] },
  },
  confirmed: { 'timer-I': { to: 'terminated', does: [] } },
  accepted: {
    'send-2xx': { to: 'accepted', does: ['send'] },
    'timer-L': { to: 'terminated', does: [] },
  },
  terminated: {},
};

export type NonInviteServerState = 'trying' | 'proceeding' | 'completed' | 'terminated';
export type NonInviteServerEvent = 'request' | 'send-1xx' | 'send-final' | 'timer-J';

/** RFC 3261 figure 8. */
export const nonInviteServerTable: TransitionTable<
  NonInviteServerState,
  NonInviteServerEvent,
  ServerAction
> = {
  trying: {
    'send-1xx': { to: 'proceeding', does: ['send'] },
    'send-final': { to: 'completed', does: ['send', 'start-J'] },
  },
  proceeding: {
    request: { to: 'proceeding', does: ['resend'] },
    'send-1xx': { to: 'proceeding', does: ['send'] },
    'send-final': { to: 'completed', does: ['send', 'start-J'] },
  },
  completed: {
    request: { to: 'completed', does: ['resend'] },
    'timer-J': { to: 'terminated', does: [] },
  },
  terminated: {},
};
