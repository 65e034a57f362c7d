import { describe, expect, it } from 'vitest';

import { deviceText } from './device-text.ts';

describe('a device', () => {
  it('is named by browser and system, whatever the browser pretends to be beside', () => {
    const chrome =
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
    expect(deviceText(chrome)).toBe('Chrome · Linux');
    expect(deviceText(`${chrome} Edg/141.0.0.0`)).toBe('Edge · Linux');
    const phone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50';
    expect(deviceText(phone)).toBe('WeChat · iPhone');
    expect(deviceText('curl/8.9.0')).toBe('curl/8.9.0');
    expect(deviceText('')).toBeNull();
  });
});
