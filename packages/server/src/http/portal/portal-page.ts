import type { Language } from '@everyline/contract';

import { html, Html } from './html.ts';
import { portalWords } from './portal-words.ts';

/** How one visitor sees the portal. */
export interface PortalView {
  readonly language: Language;
  readonly large: boolean;
  /** The address of this page, from its `/`. */
  readonly address: string;
}

/** Everything that a page needs to look as it should comes with it: nothing else is asked for. */
const style = new Html(`
*{box-sizing:border-box}
html{font:1rem/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei",sans-serif;color:#1c2430;background:#fff}
html.large{font-size:1.375rem}
body{margin:0;overflow-wrap:anywhere}
header,main,footer{max-width:44rem;margin:0 auto;padding:.75rem 1rem}
header{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;border-bottom:1px solid #c9d1da}
header a:first-of-type{font-weight:700;margin-right:auto}
a{color:#1f5fa8}
header a,li>a{display:inline-block;padding:.3rem 0}
h1{font-size:1.4rem;line-height:1.3;margin:.5rem 0}
h2{font-size:1.1rem;margin:1.5rem 0 .25rem}
form.search{display:flex;flex-wrap:wrap;gap:.5rem}
form.search label{flex-basis:100%;font-weight:600}
input{flex:1 1 12rem;min-width:0;font:inherit;padding:.6rem;border:1px solid #59636f;border-radius:.3rem}
button,.call{font:inherit;padding:.6rem 1.1rem;border:1px solid #1f5fa8;border-radius:.3rem;background:#1f5fa8;color:#fff;text-decoration:none;cursor:pointer;display:inline-block}
.kinds button{background:#fff;color:#1f5fa8;margin:.25rem .25rem .25rem 0}
a:focus-visible,button:focus-visible,input:focus-visible,summary:focus-visible{outline:3px solid #b4541a;outline-offset:2px}
ul{list-style:none;padding:0;margin:0}
li{border-bottom:1px solid #e1e6ec;padding:.5rem 0}
.number{font-size:1.2rem;font-variant-numeric:tabular-nums;font-weight:600}
.quiet{color:#4c5663}
summary{cursor:pointer;padding:.6rem 0;color:#1f5fa8;font-weight:600}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{border-bottom:1px solid #e1e6ec;padding:.4rem .5rem;text-align:right}
th:first-child{text-align:left;font-weight:400}
thead th{font-weight:600}
.wide{overflow-x:auto}
figure{margin:.5rem 0}
svg{display:block;width:100%;height:auto}
svg rect{fill:#e1e6ec}
svg .reached{fill:#6f8fb3}
svg .best{fill:#1f5fa8}
svg line{stroke:#59636f}
svg text{font-size:12px;text-anchor:middle;fill:#1c2430}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
footer{color:#4c5663;font-size:.875rem}
@media (prefers-contrast:more){html,.quiet,footer{color:#000}a,summary{color:#003a80}}
`);

/** A whole page of the portal around its content. */
export function portalPage(
  view: PortalView,
  cityName: string,
  title: string | null,
  content: Html,
): string {
  const words = portalWords[view.language];
  const other = view.language === 'en' ? 'zh-CN' : 'en';
  const back = encodeURIComponent(view.address);
  const name = `${cityName}${view.language === 'en' && cityName !== '' ? ' ' : ''}${words.title}`;
  return html`<!doctype html>
    <html lang="${view.language}" class="${view.large ? 'large' : ''}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${title === null ? name : `${title} · ${name}`}</title>
        <link rel="icon" href="data:," />
        <style>
          ${style}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">${words.skip}</a>
        <header>
          <a href="/portal">${name}</a>
          <a href="/portal/view?size=${view.large ? 'usual' : 'large'}&amp;back=${back}"
            >${view.large ? words.usualType : words.largeType}</a
          >
          <a href="/portal/view?language=${other}&amp;back=${back}" lang="${other}"
            >${words.otherLanguage}</a
          >
        </header>
        <main id="content">${content}</main>
        <footer>
          <p><a href="/portal/status">${words.status}</a></p>
          ${words.cookies}
        </footer>
      </body>
    </html> `.text;
}
