import { expect, it } from 'vitest';

import { html, jsonLd } from './html.ts';

it('escapes texts and attributes, and leaves HTML as it is', () => {
  const inner = html`<b>${'<i>&"\''}</b>`;
  expect(html`<p title="${'"x'}">${inner}${[inner]}${null}${3}</p>`.text).toBe(
    '<p title="&quot;x"><b>&lt;i&gt;&amp;&quot;&#39;</b><b>&lt;i&gt;&amp;&quot;&#39;</b>3</p>',
  );
});

it('lets no data end its element', () => {
  const { text } = jsonLd({ name: '</script><script>alert(1)</script>' });
  expect(text.match(/<\/script>/g)).toHaveLength(1);
});
