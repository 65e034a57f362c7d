import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { decodeALaw } from '@everyline/telephony';
import { expect, test } from 'vitest';
import { measuredDbm0, utterancesOf } from '../test-measures.ts';
import { loadVoices, voicesFolder } from './voice-files.ts';

const repository = resolve(import.meta.dirname, '../../../..');

test('every recording of the manifest is there, as long as it says, at the level of speech', () => {
  const { all } = loadVoices();
  expect(all.length).toBeGreaterThan(90);
  for (const voice of all) {
    expect(Math.abs(voice.octets.length / 8 - voice.durationMs), voice.id).toBeLessThan(1);
    const samples = decodeALaw(voice.octets);
    expect(measuredDbm0(samples), voice.id).toBeGreaterThan(-32);
    expect(measuredDbm0(samples), voice.id).toBeLessThan(-12);
    expect(utterancesOf(samples, -35, 2000), voice.id).toHaveLength(1);
  }
});

test('there are enough voices to tell carriers and persons apart', () => {
  const voices = loadVoices();
  for (const purpose of [
    'unallocated',
    'suspended',
    'powered_off',
    'unreachable',
    'busy',
    'number_changed',
  ] as const) {
    expect(
      new Set(voices.of(purpose).map(({ voice }) => voice)).size,
      purpose,
    ).toBeGreaterThanOrEqual(3);
  }
  const greetings = [...voices.of('greeting'), ...voices.of('greeting_office')];
  expect(new Set(greetings.map(({ says }) => says)).size).toBeGreaterThanOrEqual(12);
  expect(new Set(greetings.map(({ voice }) => voice)).size).toBeGreaterThanOrEqual(6);
});

test('the folder stays small, holds nothing that the manifest does not name, and its licences are told', () => {
  const files = readdirSync(voicesFolder);
  const named = new Set([
    ...loadVoices().all.map(({ id }) => `${id}.alaw`),
    'manifest.json',
    'README.md',
  ]);
  expect(files.filter((file) => !named.has(file))).toEqual([]);
  const size = files.reduce((sum, file) => sum + statSync(resolve(voicesFolder, file)).size, 0);
  expect(size).toBeLessThan(4_000_000);
  const manifest = JSON.parse(readFileSync(resolve(voicesFolder, 'manifest.json'), 'utf8')) as {
    licence: string;
  }[];
  const notice = readFileSync(resolve(repository, 'NOTICE'), 'utf8');
  for (const licence of new Set(manifest.map((entry) => entry.licence)))
    expect(notice).toContain(`"${licence}"`);
});

test('the announcements of the probe are at most 4 s long and silent nowhere for long', () => {
  for (const language of ['zh-CN', 'en']) {
    const file = resolve(repository, `packages/server/assets/probe-announcement.${language}.alaw`);
    expect(existsSync(file)).toBe(true);
    const samples = decodeALaw(new Uint8Array(readFileSync(file)));
    expect(samples.length / 8).toBeLessThanOrEqual(4000);
    expect(samples.length / 8).toBeGreaterThan(2500);
    expect(utterancesOf(samples, -35, 500)).toHaveLength(1);
  }
});
