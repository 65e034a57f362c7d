import { decodeALaw, decodeMuLaw, writeWav } from '@everyline/telephony';

import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../context.ts';
import { AppFault, notFound } from '../faults.ts';
import { visibleLine } from '../lines/visible-line.ts';

const bytesPerMs = 8;
/** A little around the prompt, whose edges are soft. */
const aroundMs = 150;

/** The prompt at a place of a walk, as WAV (mono, 16 bits, 8,000 Hz). That somebody listened is audited. */
export async function listenToPrompt(
  context: AppContext,
  lineId: string,
  asked: { readonly walk: string; readonly path: string },
): Promise<Uint8Array> {
  const line = await visibleLine(context, 'probes.listen', lineId);
  const walk = await context.store.menus.byId(asked.walk);
  const place = walk?.places.find(({ path }) => path === asked.path);
  if (walk?.lineId !== line.id || place === undefined) throw notFound('menu');
  const { prompt } = place;
  const recording = prompt && (await context.store.probes.recordingOf(prompt.call));
  const audio = recording && (await context.recordings.read(prompt.call));
  if (!prompt || !recording || !audio) throw new AppFault('no_audio');
  await recordAudit(context, context.store, 'probes.listen', { kind: 'probe', id: prompt.call });
  const byteAt = (atMs: number): number =>
    Math.max(0, Math.round((atMs - recording.fromMs) * bytesPerMs));
  const part = audio.subarray(byteAt(prompt.fromMs - aroundMs), byteAt(prompt.toMs + aroundMs));
  return writeWav(recording.codec === 'PCMA' ? decodeALaw(part) : decodeMuLaw(part), 'pcm');
}
