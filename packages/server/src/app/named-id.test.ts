import { describe, expect, it } from 'vitest';

import { isId } from './is-id.ts';
import { namedId } from './named-id.ts';

describe('an identity made of a name', () => {
  it('is a UUID of version 8, the same for the same name only', async () => {
    const id = await namedId('phone 1');
    expect(isId(id)).toBe(true);
    expect(id).toMatch(/^.{14}8.{4}[89ab]/);
    expect(await namedId('phone 1')).toBe(id);
    expect(await namedId('phone 2')).not.toBe(id);
  });
});
