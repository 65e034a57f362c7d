import type { ReportFigures } from '@everyline/contract';

import { PngImage, type Colour } from './png-image.ts';

const GROUND: Colour = '#ffffff';
const RULE: Colour = '#d7dde0';
const REACHED: Colour = '#0f6b6b';
const MISSED: Colour = '#d9822b';
const UNCOUNTED: Colour = '#b9c3c8';

/** Pixels a millimetre of paper: about 200 dots an inch. */
const DOTS_PER_MM = 8;

/** A picture with the size at which it stands on paper, in millimetres. */
export interface Chart {
  readonly png: Buffer;
  readonly widthMm: number;
  readonly heightMm: number;
}

/**
 * Calls by day as columns: those that got through, those that did not, and those that say nothing of
 * their line. It holds no text: the names of the columns stand in the table below it, in columns of
 * the same width.
 */
export function callChart(days: ReportFigures['days'], widthMm: number, heightMm: number): Chart {
  const image = new PngImage(widthMm * DOTS_PER_MM, heightMm * DOTS_PER_MM, GROUND);
  const most = Math.max(1, ...days.map(({ calls }) => calls));
  for (let line = 0; line <= 4; line += 1) {
    image.fill(0, ((image.height - 2) * line) / 4, image.width, 2, RULE);
  }
  const slot = image.width / Math.max(1, days.length);
  for (const [at, { calls, reach }] of days.entries()) {
    const left = slot * (at + 0.25);
    let bottom = image.height;
    for (const [count, colour] of [
      [reach.successes, REACHED],
      [reach.of - reach.successes, MISSED],
      [calls - reach.of, UNCOUNTED],
    ] as const) {
      const height = (count / most) * image.height;
      image.fill(left, bottom - height, slot / 2, height, colour);
      bottom -= height;
    }
  }
  return { png: image.encode(), widthMm, heightMm };
}

/** A share as a bar: the part that is healthy or got through, and the rest; empty where nothing was counted. */
export function shareBar(share: number | null, widthMm: number): Chart {
  const heightMm = 3;
  const image = new PngImage(widthMm * DOTS_PER_MM, heightMm * DOTS_PER_MM, RULE);
  if (share !== null) {
    image.fill(0, 0, image.width * share, image.height, REACHED);
    image.fill(image.width * share, 0, image.width, image.height, MISSED);
  }
  return { png: image.encode(), widthMm, heightMm };
}

/** A square of the colour of a part of the columns, for the key beside them. */
export function keyMark(part: 'reached' | 'missed' | 'uncounted'): Chart {
  const colour = { reached: REACHED, missed: MISSED, uncounted: UNCOUNTED }[part];
  const image = new PngImage(3 * DOTS_PER_MM, 3 * DOTS_PER_MM, colour);
  return { png: image.encode(), widthMm: 3, heightMm: 3 };
}
