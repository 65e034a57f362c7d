import {
  callOutcomes,
  guardReasons,
  listingConflictKinds,
  numberTypes,
  outcomeClasses,
  purposes,
  spotCheckCodes,
  ticketFaults,
  ticketNoticeKinds,
  ticketOrigins,
  ticketStates,
  tiers,
  trunkStopReasons,
  trunkTransports,
  verdictKinds,
  verdictRules,
} from '@everyline/domain';
import { Type, type Static } from 'typebox';

/** The closed lists of the glossary as the outside sees them. */
export const Outcome = Type.Enum([...callOutcomes]);
export type Outcome = Static<typeof Outcome>;

export const VerdictWord = Type.Enum([...verdictKinds]);
export type VerdictWord = Static<typeof VerdictWord>;

export const OutcomeClassWord = Type.Enum([...outcomeClasses]);

export const VerdictRuleWord = Type.Enum([...verdictRules]);
export type VerdictRuleWord = Static<typeof VerdictRuleWord>;

export const NumberTypeWord = Type.Enum([...numberTypes]);
export type NumberTypeWord = Static<typeof NumberTypeWord>;

export const PurposeWord = Type.Enum([...purposes]);
export type PurposeWord = Static<typeof PurposeWord>;

/** Class of a line by importance and volume: A is probed most often. */
export const TierWord = Type.Enum([...tiers]);
export type TierWord = Static<typeof TierWord>;

export const TicketStateWord = Type.Enum([...ticketStates]);
export type TicketStateWord = Static<typeof TicketStateWord>;

export const TicketFaultWord = Type.Enum([...ticketFaults]);
export type TicketFaultWord = Static<typeof TicketFaultWord>;

export const TicketOriginWord = Type.Enum([...ticketOrigins]);
export type TicketOriginWord = Static<typeof TicketOriginWord>;

export const TicketNoticeWord = Type.Enum([...ticketNoticeKinds]);
export type TicketNoticeWord = Static<typeof TicketNoticeWord>;

export const GuardReasonWord = Type.Enum([...guardReasons]);
export const ConflictKind = Type.Enum([...listingConflictKinds]);
export const SpotCheckCodeWord = Type.Enum([...spotCheckCodes]);
export const TrunkStopReasonWord = Type.Enum([...trunkStopReasons]);
export const TrunkTransportWord = Type.Enum([...trunkTransports]);

export const HeardKind = Type.Enum([
  'silence',
  'tone',
  'sit',
  'speech',
  'music',
  'fax',
  'beep',
  'noise',
  'dtmf',
]);
export type HeardKind = Static<typeof HeardKind>;
