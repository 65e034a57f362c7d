import type { SipRequest } from '../message.ts';

/** How programs that look for open exchanges call themselves, or the marks that they leave. */
const names = [
  'friendly-scanner',
  'friendly-request',
  'sipvicious',
  'sundayddr',
  'sip-scan',
  'sipscan',
  'sipcli',
  'siparmyknife',
  'sipptk',
  'smap',
  'iwar',
  'vaxsipuseragent',
  'vaxipuseragent',
  'voipbuster-scan',
  'pplsip',
  'eyebeam release 3006o stamp 17551',
  'gulp',
  'ozeki voip sip sdk',
  'nmap',
  'masscan',
  'zgrab',
];

/** The name of the scanner that a request shows itself to be of, in User-Agent or display names; null otherwise. */
export function scannerOf(request: SipRequest, further: readonly string[] = []): string | null {
  const shown = [
    request.headers.first('user-agent'),
    request.from.displayName,
    request.to.displayName,
  ];
  for (const text of shown) {
    if (text === null || text === undefined) continue;
    const lower = text.toLowerCase();
    const found =
      names.find((name) => hasWord(lower, name)) ?? further.find((name) => hasWord(lower, name));
    if (found !== undefined) return found;
  }
  return null;
}

/** Whether a name stands in a text as a word of its own: "smap" is a scanner, "smapphone" is not. */
function hasWord(text: string, name: string): boolean {
  const at = text.indexOf(name);
  if (at < 0) return false;
  const isWord = (character: string | undefined): boolean =>
    character !== undefined && /[a-z0-9]/.test(character);
  return !isWord(text[at - 1]) && !isWord(text[at + name.length]);
}
