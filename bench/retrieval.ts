import {
  CUT,
  crossFit,
  fitWeights,
  halfOf,
  lessonOf,
  meanOf,
  measureQuestion,
  pairedBootstrap,
  Retriever,
  type Lesson,
  type QuestionMeasure,
} from '@everyline/knowledge';

import type { BenchOptions } from './main.ts';
import { peers, type Searcher } from './retrieval-peers.ts';
import { measureScale, midAndLate, secondsSince, variedEntries } from './retrieval-scale.ts';
import { readPublicSet, setsFolder, VARIANTS, WEIGHT, type PublicSet } from './retrieval-sets.ts';

interface Result {
  readonly cell: string;
  readonly measures: readonly QuestionMeasure[];
}

interface Speed {
  readonly buildEntriesASecond: number;
  readonly searchMs: { readonly p50: number; readonly p95: number };
}

interface Measured {
  readonly results: Result[];
  readonly speeds: Record<string, Speed>;
}

/**
 * Finding entries: the public sets as written and misheard, beside other searches in the same run, and what a large index
 * costs. Ours is scored on each half of the questions with weights fitted on the other (`--seed` halves them). `--size full`
 * takes all questions, 100,000 entries and the 57,800 statutes with every eighth of their questions, since some searches
 * take seconds for one (`--statutes-every 1` for all); the usual size a part of them.
 */
export async function run(options: BenchOptions): Promise<object> {
  const folder = setsFolder();
  if (folder === null) {
    console.warn('retrieval: the folder fixtures/knowledge is absent, so nothing was measured.');
    return { skipped: 'fixtures/knowledge is absent' };
  }
  const seed = Number(options.flags['seed'] ?? '7');
  const isFull = options.flags['size'] === 'full';
  const everyStatuteQuestion = Number(options.flags['statutes-every'] ?? '8');
  const say = (what: string): void => {
    if (!options.json) console.warn(`retrieval: ${what}`);
  };
  const sets = [
    await readPublicSet(folder, 'lecoqa-answer', 'lecoqa-answer', isFull ? 1 : 4),
    await readPublicSet(folder, 'cmrc2018', 'cmrc2018', isFull ? 1 : 10),
    ...(isFull
      ? [await readPublicSet(folder, 'lecoqa-statute', 'lecoqa-answer', everyStatuteQuestion)]
      : []),
  ];
  const { results: ours, speeds: ourSpeeds, transfer } = measureOurs(sets, seed, say);
  const compared: object[] = [];
  let isNowhereWorse = true;
  let isBetterOnAverage = true;
  const theirs = new Map<string, Result[]>();
  for (const name of peers().map((peer) => peer.name)) {
    const { results, speeds } = await measurePeer(name, sets, say);
    theirs.set(name, results);
    const cells = results.map(({ cell, measures }, n) => {
      const difference = pairedBootstrap(ranks(ours[n]!.measures), ranks(measures), seed);
      if (difference.high < 0) isNowhereWorse = false;
      return {
        cell,
        ...figures(measures),
        oursBetterBy: [difference.mean, difference.low, difference.high].map(points),
      };
    });
    const average = meanOf(results.map(({ measures }) => meanOf(ranks(measures))));
    const ourAverage = meanOf(ours.map(({ measures }) => meanOf(ranks(measures))));
    if (ourAverage <= average) isBetterOnAverage = false;
    compared.push({ name, averageMrr: points(average), cells, speeds });
  }
  const mrrOf = (results: readonly Result[], cell: string): number =>
    meanOf(ranks(results.find((one) => one.cell === cell)!.measures));
  const lostToNoise =
    100 * (mrrOf(ours, 'lecoqa-answer clean') - mrrOf(ours, 'lecoqa-answer asr20'));
  const cleanAgainstCharacters = pairedBootstrap(
    ranks(ours[0]!.measures),
    ranks(theirs.get('BM25, characters and their pairs')![0]!.measures),
    seed,
  );
  const count = Number(options.flags['entries'] ?? (isFull ? '100000' : '20000'));
  say(`${count} entries of the length of answers`);
  const scale = measureScale(
    variedEntries([...sets[0]!.entries, ...sets[1]!.entries], count, seed),
    sets[0]!.questions.clean.slice(0, 1000).map(({ text }) => text),
  );
  const goals = {
    nowhereWorse: isNowhereWorse,
    betterOnAverageThanEveryPeer: isBetterOnAverage,
    atMostFourPointsLostToNoise: lostToNoise <= 4,
    cleanNoWorseThanCharacters:
      cleanAgainstCharacters.high >= 0 && cleanAgainstCharacters.mean >= 0,
    p95Below10Ms: scale.searchMs.p95 < 10,
    buildAtLeast5000ASecond: scale.entriesASecond >= 5000,
  };
  return {
    ok: Object.values(goals).every(Boolean),
    goals,
    seed,
    size: isFull ? 'full' : 'part',
    rule: `MRR@${CUT} and recall@${CUT} in points; oursBetterBy: difference of MRR with its 95 % interval by paired bootstrap of 2000 draws; times are of the processor`,
    ours: {
      averageMrr: points(meanOf(ours.map(({ measures }) => meanOf(ranks(measures))))),
      cells: ours.map(({ cell, measures }) => ({ cell, ...figures(measures) })),
      lostToNoise: Math.round(lostToNoise * 100) / 100,
      speeds: ourSpeeds,
    },
    fittedOnTheOtherSourceOnly: transfer,
    peers: compared,
    scale,
  };
}

/** Ours with weights of the other half; and, beside it, with weights fitted on questions from the other source only. */
function measureOurs(
  sets: readonly PublicSet[],
  seed: number,
  say: (what: string) => void,
): Measured & { transfer: object[] } {
  const speeds: Record<string, Speed> = {};
  const lessons: { half: 0 | 1; source: string; lesson: Lesson }[] = [];
  const filled = sets.map((set) => {
    say(`ours on ${set.name}`);
    const from = process.cpuUsage();
    const retriever = new Retriever();
    for (const entry of set.entries) retriever.put(entry);
    const build = set.entries.length / secondsSince(from);
    for (const variant of VARIANTS) {
      const { length } = set.questions[variant];
      for (const question of set.questions[variant]) {
        const right = set.answers.get(question.id)!;
        const lesson = lessonOf(retriever, question, right, WEIGHT[variant] / length);
        if (lesson === null) continue;
        lessons.push({ half: halfOf(set.group(question.id), seed), source: sourceOf(set), lesson });
      }
    }
    return { set, retriever, build };
  });
  say('fitting');
  const halves = crossFit(lessons);
  const sources = [...new Set(lessons.map(({ source }) => source))];
  const elsewhere = new Map(
    sources.map((source) => [
      source,
      fitWeights(lessons.filter((one) => one.source !== source).map(({ lesson }) => lesson)),
    ]),
  );
  const results: Result[] = [];
  const transfer: object[] = [];
  for (const { set, retriever, build } of filled) {
    const times: number[] = [];
    for (const variant of VARIANTS) {
      const measures: QuestionMeasure[] = [];
      const moved: QuestionMeasure[] = [];
      for (const { id, text } of set.questions[variant]) {
        const right = set.answers.get(id)!;
        const from = process.cpuUsage();
        const hits = retriever.search(text, CUT, halves[halfOf(set.group(id), seed)]);
        times.push(1000 * secondsSince(from));
        measures.push(
          measureQuestion(
            hits.map(({ entry }) => entry.id),
            right,
          ),
        );
        const other = retriever.search(text, CUT, elsewhere.get(sourceOf(set)));
        moved.push(
          measureQuestion(
            other.map(({ entry }) => entry.id),
            right,
          ),
        );
      }
      results.push({ cell: `${set.name} ${variant}`, measures });
      transfer.push({ cell: `${set.name} ${variant}`, ...figures(moved) });
    }
    speeds[set.name] = speedOf(build, times);
  }
  return { results, speeds, transfer };
}

async function measurePeer(
  name: string,
  sets: readonly PublicSet[],
  say: (what: string) => void,
): Promise<Measured> {
  const results: Result[] = [];
  const speeds: Record<string, Speed> = {};
  for (const set of sets) {
    say(`${name} on ${set.name}`);
    const peer: Searcher = peers().find((one) => one.name === name)!;
    const from = process.cpuUsage();
    await peer.fill(set.entries);
    const build = set.entries.length / secondsSince(from);
    const times: number[] = [];
    for (const variant of VARIANTS) {
      const measures: QuestionMeasure[] = [];
      for (const { id, text } of set.questions[variant]) {
        const start = process.cpuUsage();
        const found = await peer.find(text);
        times.push(1000 * secondsSince(start));
        measures.push(measureQuestion(found, set.answers.get(id)!));
      }
      results.push({ cell: `${set.name} ${variant}`, measures });
    }
    speeds[set.name] = speedOf(build, times);
  }
  return { results, speeds };
}

/** Where the questions of a set come from: those on statutes are those on answers. */
function sourceOf(set: PublicSet): string {
  return set.name.split('-')[0]!;
}

function speedOf(build: number, times: readonly number[]): Speed {
  return {
    buildEntriesASecond: Math.round(build),
    searchMs: midAndLate(times),
  };
}

function ranks(measures: readonly QuestionMeasure[]): number[] {
  return measures.map(({ reciprocalRank }) => reciprocalRank);
}

function figures(measures: readonly QuestionMeasure[]): {
  mrr: number;
  recall: number;
  questions: number;
} {
  return {
    mrr: points(meanOf(ranks(measures))),
    recall: points(meanOf(measures.map(({ recall }) => recall))),
    questions: measures.length,
  };
}

function points(share: number): number {
  return Math.round(share * 10_000) / 100;
}
