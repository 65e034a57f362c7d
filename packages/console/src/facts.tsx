import type { ReactNode } from 'react';

/** Names and values, one under the other; figures stand in columns of equal digits, other values as they are. */
export function Facts({
  facts,
  are = 'plain',
}: {
  facts: readonly (readonly [name: string, value: ReactNode])[];
  are?: 'plain' | 'figures';
}) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={are}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
