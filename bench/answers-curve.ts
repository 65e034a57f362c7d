import type { CurvePoint } from '@everyline/knowledge';

const WIDTH = 640;
const HEIGHT = 360;
const LEFT = 64;
const BOTTOM = 52;
const TOP = 24;
const RIGHT = 24;
/** The part of the errors that is drawn, 0…1. */
const MOST_ERROR = 0.16;

/** The curve of coverage against error as an SVG, with the point of the threshold in use and the goal of 2 %. */
export function curveDrawing(curve: readonly CurvePoint[], threshold: number): string {
  const x = (coverage: number): number => LEFT + coverage * (WIDTH - LEFT - RIGHT);
  const y = (error: number): number =>
    HEIGHT - BOTTOM - (Math.min(error, MOST_ERROR) / MOST_ERROR) * (HEIGHT - TOP - BOTTOM);
  const at = (value: number): string => value.toFixed(1);
  const drawn = curve.filter(({ coverage, error }) => coverage > 0 && error <= MOST_ERROR);
  const line = drawn.map((point) => `${at(x(point.coverage))},${at(y(point.error))}`).join(' ');
  const used = curve.reduce((near, one) =>
    Math.abs(one.threshold - threshold) < Math.abs(near.threshold - threshold) ? one : near,
  );
  const across = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
    (share) =>
      `<line class="grid" x1="${at(x(share))}" y1="${TOP}" x2="${at(x(share))}" y2="${HEIGHT - BOTTOM}"/><text x="${at(x(share))}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${Math.round(share * 100)} %</text>`,
  );
  const up = [0, 0.04, 0.08, 0.12, 0.16].map(
    (share) =>
      `<line class="grid" x1="${LEFT}" y1="${at(y(share))}" x2="${WIDTH - RIGHT}" y2="${at(y(share))}"/><text x="${LEFT - 8}" y="${at(y(share) + 4)}" text-anchor="end">${Math.round(share * 100)} %</text>`,
  );
  const labels = drawn
    .filter((point) => [0.5, 0.6, 0.7, 0.8, 0.9].includes(point.threshold))
    .map(
      (point) =>
        `<circle class="step" cx="${at(x(point.coverage))}" cy="${at(y(point.error))}" r="3"/><text x="${at(x(point.coverage) - 6)}" y="${at(y(point.error) - 8)}" text-anchor="end">${point.threshold}</text>`,
    );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="coverage against error">
<style>text{font:12px sans-serif;fill:#344}.grid{stroke:#dde3e6}.curve{fill:none;stroke:#0b6e75;stroke-width:2}.goal{stroke:#b3541e;stroke-dasharray:5 4}.step{fill:#0b6e75}.used{fill:none;stroke:#b3541e;stroke-width:2}</style>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${[...across, ...up].join('\n')}
<line class="goal" x1="${LEFT}" y1="${at(y(0.02))}" x2="${WIDTH - RIGHT}" y2="${at(y(0.02))}"/>
<polyline class="curve" points="${line}"/>
${labels.join('\n')}
<circle class="used" cx="${at(x(used.coverage))}" cy="${at(y(used.error))}" r="7"/>
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 12}" text-anchor="middle">可答问题中答对的比例 · answerable questions answered rightly</text>
<text transform="rotate(-90)" x="${-(TOP + HEIGHT - BOTTOM) / 2}" y="16" text-anchor="middle">给出的答案中答错的比例 · wrong answers</text>
</svg>
`;
}
