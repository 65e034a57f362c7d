import { addressOf, type ProbeDetail } from '@everyline/contract';
import type { CallFacts } from '@everyline/domain';

import { authorise, requireInside } from '../access/authorise.ts';
import { reachOf } from '../access/matrix.ts';
import type { AppContext } from '../context.ts';
import { notFound } from '../faults.ts';
import { trunkFaultSentence } from '../trunks/trunk-fault-sentence.ts';
import { guardSentence } from './guard-sentence.ts';
import { probeView } from './probe-view.ts';

/** One test call with its evidence: SIP ladder, times, what was heard, waveform, the guard's answer. */
export async function readProbe(context: AppContext, id: string): Promise<ProbeDetail> {
  const scope = await authorise(context, 'probes.see');
  const row = await context.store.probes.row(id);
  if (!row) throw notFound('probe');
  requireInside(scope, row.departmentId);
  const [ladder, recording, announcements] = await Promise.all([
    context.store.probes.ladderOf(id),
    context.store.probes.recordingOf(id),
    row.observation === null ? [] : context.store.announcementGroups.knownIn(row.observation.id),
  ]);
  const { guard, observation } = row;
  const { actor } = context;
  const mayListen = actor.kind === 'system' || reachOf(actor.role, 'probes.listen') !== 'no';
  return {
    probe: probeView(row),
    guard: guard && {
      allowed: guard.allowed,
      reason: guard.allowed ? null : guard.reason,
      sentence: guard.allowed ? null : guardSentence(guard.reason),
      askedAtMs: guard.askedAtMs,
      retryAtMs: guard.allowed ? null : guard.retryAtMs,
    },
    ladder: fromInvite(ladder),
    q850: observation ? [...observation.sip.q850] : [],
    sip: observation && { status: observation.sip.status, reason: observation.sip.reason },
    unplaced:
      observation?.outcome === 'not_dialled' ? trunkFaultSentence(observation.sip.reason) : null,
    timings: observation?.timings ?? null,
    heard: (observation?.heard ?? []) as ProbeDetail['heard'],
    readings: observation?.readings ?? {},
    media: observation?.media ? { ...observation.media, payloadType: null } : null,
    facts: observation?.facts ? factsView(observation.facts) : null,
    script: (observation?.script ?? null) as ProbeDetail['script'],
    waveform: recording && {
      fromMs: recording.fromMs,
      stepMs: recording.peakStepMs,
      peaks: [...recording.peaks],
    },
    audioUrl: recording && mayListen ? addressOf('probeAudio', { params: { id } }) : null,
    announcementId: observation?.announcementId ?? null,
    announcements,
    reread: row.reread,
  };
}

function factsView(facts: CallFacts): ProbeDetail['facts'] {
  const { ringCadenceMs } = facts;
  return { ...facts, ringCadenceMs: ringCadenceMs === null ? null : [...ringCadenceMs] };
}

/** The ladder with its times counted from the INVITE, as its other times are. */
function fromInvite(ladder: ProbeDetail['ladder']): ProbeDetail['ladder'] {
  const inviteAtMs = ladder[0]?.atMs ?? 0;
  return ladder.map(({ atMs, direction, summary, text }) => ({
    atMs: atMs - inviteAtMs,
    direction,
    summary,
    text,
  }));
}
