import { accent } from '../../shell/theme.ts';

const barWidth = 9;
const gap = 3;
const height = 28;

/** How often a topic was asked about in each stretch, the present one last and darkest; `label` says it in words. */
export function TopicCourse({ counts, label }: { counts: readonly number[]; label: string }) {
  const most = Math.max(1, ...counts);
  return (
    <svg
      role="img"
      aria-label={label}
      width={counts.length * (barWidth + gap)}
      height={height}
      style={{ verticalAlign: 'middle' }}
    >
      <title>{label}</title>
      {counts.map((count, n) => {
        const tall = count === 0 ? 1 : Math.max(2, (count / most) * height);
        return (
          <rect
            // The place in the course is what tells one bar from another.
            key={n}
            x={n * (barWidth + gap)}
            y={height - tall}
            width={barWidth}
            height={tall}
            fill={n === counts.length - 1 ? accent : '#a9bfc2'}
          />
        );
      })}
    </svg>
  );
}
