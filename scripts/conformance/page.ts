import type { ConformanceTest } from './read-tests.ts';

/** The tests of one file, by its path from the root of the repository. */
export interface TestedFile {
  readonly path: string;
  readonly tests: readonly ConformanceTest[];
}

/** What the documents are about; one that a test names must stand here. */
const titles: Readonly<Record<string, string>> = {
  'RFC 2617': 'HTTP authentication, digest with MD5',
  'RFC 2782': 'SRV records',
  'RFC 3261': 'SIP: Session Initiation Protocol',
  'RFC 3262': 'Reliability of provisional responses (100rel, PRACK)',
  'RFC 3263': 'Locating SIP servers (NAPTR, SRV)',
  'RFC 3264': 'Offer and answer',
  'RFC 3311': 'UPDATE',
  'RFC 3312': 'Preconditions',
  'RFC 3323': 'Privacy',
  'RFC 3325': 'P-Asserted-Identity',
  'RFC 3326': 'Reason',
  'RFC 3428': 'MESSAGE: instant messages',
  'RFC 3327': 'Path',
  'RFC 3389': 'Comfort noise',
  'RFC 3515': 'REFER',
  'RFC 3550': 'RTP and RTCP',
  'RFC 3551': 'Audio profile of RTP',
  'RFC 3581': 'rport',
  'RFC 3605': 'RTCP ports in SDP',
  'RFC 3611': 'RTCP extended reports',
  'RFC 3711': 'SRTP',
  'RFC 3891': 'Replaces',
  'RFC 3892': 'Referred-By',
  'RFC 3960': 'Early media',
  'RFC 3966': 'tel: URIs',
  'RFC 4028': 'Session timers',
  'RFC 4320': 'Non-INVITE transactions',
  'RFC 4475': 'Torture test messages',
  'RFC 4488': 'REFER without subscription',
  'RFC 4568': 'SDES: keys in SDP',
  'RFC 4733': 'Telephone events (DTMF)',
  'RFC 4961': 'Symmetric RTP',
  'RFC 5009': 'P-Early-Media',
  'RFC 5393': 'Forking loops, Max-Breadth',
  'RFC 5626': 'Outbound, keep-alives',
  'RFC 5761': 'RTP and RTCP on one port',
  'RFC 5763': 'DTLS-SRTP in SIP',
  'RFC 5764': 'DTLS-SRTP',
  'RFC 5806': 'Diversion',
  'RFC 5922': 'Certificates for domains',
  'RFC 5923': 'Connection reuse',
  'RFC 6026': 'INVITE transactions: the accepted state',
  'RFC 6086': 'INFO',
  'RFC 6141': 'Re-INVITE',
  'RFC 6337': 'Use of offer and answer',
  'RFC 6665': 'Event notification',
  'RFC 7044': 'History-Info',
  'RFC 7118': 'SIP over WebSocket',
  'RFC 7329': 'Session-ID',
  'RFC 7362': 'Latching of media addresses',
  'RFC 7616': 'Digest with SHA-256',
  'RFC 7714': 'AES-GCM in SRTP',
  'RFC 8445': 'ICE',
  'RFC 8643': 'Opportunistic SRTP',
  'RFC 8760': 'Digest with SHA-256 in SIP',
  'RFC 8866': 'SDP',
  'ITU-T E.180': 'Tones in national networks',
  'ITU-T G.107': 'The E-model',
  'ITU-T G.113': 'Impairments of codecs',
  'ITU-T G.711': 'A-law and µ-law',
  'ITU-T G.722': '7 kHz audio at 64 kbit/s',
  'ITU-T Q.23': 'Push-button signals',
  'ITU-T Q.24': 'Push-button signal reception',
  'ITU-T Q.850': 'Causes',
  'ITU-T T.30': 'Fax signals',
  'ITU-T V.8': 'The answering tone of modems',
};

/** Parties that are not ours, by the word that names them in the files of tests that start them. */
const strangers: readonly (readonly [word: string, party: string])[] = [
  ...['sipp', 'kamailio', 'baresip', 'asterisk', 'rtpengine', 'jssip'].map(
    (name) => [name, name] as const,
  ),
  ['web-rtc', 'chromium'],
];

interface Row {
  readonly section: string;
  readonly behaviour: string;
  readonly path: string;
  readonly witness: string;
}

/** The page: a table for each document, a row for each place and behaviour with the test that shows it. */
export function conformancePage(files: readonly TestedFile[]): string {
  const rows = new Map<string, Row[]>();
  for (const { path, tests } of files) {
    for (const { references, groups, behaviour } of tests) {
      for (const { document, section } of references) {
        if (titles[document] === undefined)
          throw new Error(
            `${path} names ${document}, whose title is not in scripts/conformance/page.ts`,
          );
        const stranger = strangers.find(([word]) => path.toLowerCase().includes(word));
        const witness = stranger?.[1] ?? 'ours';
        const told = [...groups, behaviour].join(': ');
        const list = rows.get(document) ?? [];
        list.push({ section, behaviour: told, path, witness });
        rows.set(document, list);
      }
    }
  }
  const documents = [...rows].toSorted(([one], [other]) => compareNumbered(one, other));
  const total = documents.reduce((sum, [, list]) => sum + list.length, 0);
  return [
    '# SIP and media conformance',
    '',
    '<!-- Made from the names of the tests by `npm run conformance`; a test fails when it is out of date. -->',
    '',
    'One row for each behaviour of a specification with the test that shows it. The page is made from the names of the tests: a name that ends with the places of a specification, such as `… (RFC 3261 9.1)`, makes a row. *Witness* says who stood at the other end: a stranger’s program, or only ours.',
    '',
    `${total} rows, ${documents.length} documents.`,
    ...documents.flatMap(([document, list]) => [
      '',
      `## ${document}: ${titles[document] ?? ''}`,
      '',
      '| section | behaviour | witness | test |',
      '| --- | --- | --- | --- |',
      ...list.toSorted(bySection).map(rowText),
    ]),
    '',
  ].join('\n');
}

function rowText({ section, behaviour, witness, path }: Row): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const cell = behaviour.replaceAll('|', '\\|');
  return `| ${section} | ${cell} | ${witness} | [${file}](../../${path}) |`;
}

function bySection(one: Row, other: Row): number {
  return (
    compareNumbered(one.section, other.section) ||
    compareNumbered(one.behaviour, other.behaviour) ||
    compareNumbered(one.path, other.path)
  );
}

/** Numbers within the texts count as numbers: 9.1 before 13.2. Does not depend on the machine's language. */
function compareNumbered(one: string, other: string): number {
  const padded = (text: string): string =>
    text.replace(/\d+/g, (digits) => digits.padStart(8, '0'));
  const [a, b] = [padded(one), padded(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}
