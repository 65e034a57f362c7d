import type { CallEvidence, Classification } from './call-evidence.ts';

/** Decides the outcome of one finished call: announcement, before tone, before Q.850 cause, before SIP status. */
export declare function classifyCall(evidence: CallEvidence): Classification;
