import { describe, expect, it } from 'vitest';
import {
  inviteClientTable,
  inviteServerTable,
  nonInviteClientTable,
  nonInviteServerTable,
} from './transaction-tables.ts';

type Table = Readonly<
  Record<string, Readonly<Record<string, { to: string; does: readonly string[] } | undefined>>>
>;
const machines: readonly (readonly [
  name: string,
  start: string,
  started: readonly string[],
  table: Table,
])[] = [
  ['INVITE client', 'calling', ['start-A', 'start-B'], inviteClientTable],
  ['non-INVITE client', 'trying', ['start-E', 'start-F'], nonInviteClientTable],
  ['INVITE server', 'proceeding', [], inviteServerTable],
  ['non-INVITE server', 'trying', [], nonInviteServerTable],
];

describe.each(machines)('the %s transaction', (_name, start, started, table) => {
  const rows = Object.entries(table).flatMap(([state, events]) =>
    Object.entries(events).map(([event, row]) => ({ state, event, row })),
  );

  it('reaches every state and can end from each of them (RFC 3261 17; RFC 6026 7)', () => {
    const reached = new Set([start]);
    for (let before = 0; before !== reached.size;) {
      before = reached.size;
      for (const { state, row } of rows)
        if (row !== undefined && reached.has(state)) reached.add(row.to);
    }
    expect([...reached].sort()).toEqual(Object.keys(table).sort());
    for (const state of Object.keys(table).filter((other) => other !== 'terminated')) {
      const ahead = new Set([state]);
      for (let before = 0; before !== ahead.size;) {
        before = ahead.size;
        for (const row of rows)
          if (row.row !== undefined && ahead.has(row.state)) ahead.add(row.row.to);
      }
      expect(ahead, state).toContain('terminated');
    }
  });

  it('hears every timer that it sets, in the state that it sets it for (RFC 3261 17; RFC 6026 7)', () => {
    for (const letter of started.map((action) => action.slice('start-'.length))) {
      expect(table[start]?.[`timer-${letter}`]).toBeDefined();
    }
    for (const { row, state, event } of rows) {
      for (const action of row?.does ?? []) {
        const letter = /^start-([A-Z])/.exec(action)?.[1];
        if (letter === undefined || row === undefined) continue;
        expect(table[row.to]?.[`timer-${letter}`], `${state} on ${event}`).toBeDefined();
      }
    }
  });
});
