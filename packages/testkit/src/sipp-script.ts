/** One step of a sipp scenario, as XML. */
export type SippStep = string;

interface Said {
  readonly headers?: readonly string[];
  readonly sdp?: string;
  /** A body of another type: its Content-Type and text. */
  readonly body?: readonly [type: string, text: string];
}

interface Heard {
  readonly optional?: boolean;
  /** What must stand in the message, as POSIX regular expressions. */
  readonly contains?: readonly string[];
}

/** A session description of sipp's own, with the codecs given by payload type. */
export function sippSdp(payloads: string, ...lines: readonly string[]): string {
  return [
    'v=0',
    'o=sipp 1 [cseq] IN IP[local_ip_type] [local_ip]',
    's=-',
    'c=IN IP[media_ip_type] [media_ip]',
    't=0 0',
    `m=audio [media_port] RTP/AVP ${payloads}`,
    ...lines,
    '',
  ].join('\n');
}

/** A whole scenario. `called` says whether sipp is called: then it remembers who spoke, to send requests itself. */
export function sippScenario(name: string, steps: readonly SippStep[]): string {
  const text = steps.join('\n');
  const variables = [...new Set(text.matchAll(/assign_to="(\w+)"/g).map(([, found]) => found))];
  const reference = variables.length === 0 ? '' : `<Reference variables="${variables.join(',')}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE scenario SYSTEM "sipp.dtd">\n<scenario name="${name}">\n${text}\n${reference}\n</scenario>\n`;
}

let checks = 0;

function hears(kind: string, { optional = false, contains = [] }: Heard, first = ''): SippStep {
  const actions = contains.map((pattern) => {
    checks += 1;
    const escaped = pattern.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
    return `<ereg regexp="${escaped}" search_in="msg" check_it="true" assign_to="check${checks}"/>`;
  });
  const action = first + actions.join('');
  return `<recv ${kind}${optional ? ' optional="true"' : ''}>${action === '' ? '' : `<action>${action}</action>`}</recv>`;
}

/** Waits for a response. */
export function hearsResponse(status: number, heard: Heard = {}): SippStep {
  return hears(`response="${status}"`, heard);
}

/** Waits for a request; the first INVITE is remembered for `asksBack`. */
export function hearsRequest(method: string, heard: Heard & { first?: boolean } = {}): SippStep {
  const remember =
    heard.first === true
      ? '<ereg regexp=".*" search_in="hdr" header="From:" assign_to="theirs"/><ereg regexp=".*" search_in="hdr" header="To:" assign_to="ours"/>'
      : '';
  return hears(`request="${method}"`, heard, remember);
}

export function pauses(ms: number): SippStep {
  return `<pause milliseconds="${ms}"/>`;
}

function message(start: string, fields: readonly string[], said: Said, retrans: boolean): SippStep {
  const [type, text] =
    said.body ?? (said.sdp === undefined ? ['', ''] : ['application/sdp', said.sdp]);
  const lines = [
    start,
    ...fields,
    ...(said.headers ?? []),
    ...(type === '' ? ['Content-Length: 0'] : [`Content-Type: ${type}`, 'Content-Length: [len]']),
  ];
  return `<send${retrans ? ' retrans="500"' : ''}><![CDATA[\n${lines.join('\n')}\n\n${text}]]></send>`;
}

/** As calling party: a request; within the dialog unless it is the first. */
export function asks(
  method: string,
  cseq: number,
  said: Said & { readonly first?: boolean; readonly branch?: number } = {},
): SippStep {
  const branch = said.branch === undefined ? '[branch]' : `[branch-${said.branch}]`;
  return message(
    `${method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0`,
    [
      `Via: SIP/2.0/UDP [local_ip]:[local_port];branch=${branch}`,
      'From: "sipp" <sip:sipp@[local_ip]:[local_port]>;tag=[pid]s[call_number]',
      `To: <sip:[service]@[remote_ip]:[remote_port]>${said.first === true ? '' : '[peer_tag_param]'}`,
      'Call-ID: [call_id]',
      `CSeq: ${cseq} ${method}`,
      'Contact: <sip:sipp@[local_ip]:[local_port]>',
      'Max-Forwards: 70',
      'Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE, INFO, REFER, NOTIFY',
    ],
    said,
    method !== 'ACK',
  );
}

/** As called party: a response to what was heard last. */
export function says(status: string, said: Said = {}): SippStep {
  const tag = status.startsWith('100') ? '' : ';tag=[pid]s[call_number]';
  return message(
    `SIP/2.0 ${status}`,
    [
      '[last_Via:]',
      '[last_From:]',
      `[last_To:]${tag}`,
      '[last_Call-ID:]',
      '[last_CSeq:]',
      'Contact: <sip:[local_ip]:[local_port];transport=UDP>',
      'Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE, INFO, REFER, NOTIFY',
    ],
    said,
    false,
  );
}

/** As called party: a response within the dialog, whose To has its tag already. */
export function saysWithin(status: string, said: Said = {}): SippStep {
  return says(status, said).replace('[last_To:];tag=[pid]s[call_number]', '[last_To:]');
}

/** As called party: a request of its own within the dialog. */
export function asksBack(method: string, cseq: number, said: Said = {}): SippStep {
  return message(
    `${method} sip:[remote_ip]:[remote_port] SIP/2.0`,
    [
      'Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]',
      'From:[$ours];tag=[pid]s[call_number]',
      'To:[$theirs]',
      'Call-ID: [call_id]',
      `CSeq: ${cseq} ${method}`,
      'Contact: <sip:[local_ip]:[local_port];transport=UDP>',
      'Max-Forwards: 70',
    ],
    said,
    method !== 'ACK',
  );
}
