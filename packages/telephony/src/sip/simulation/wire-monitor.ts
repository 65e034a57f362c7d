/** What one party has under way in one dialog. */
interface DialogRecord {
  /** Offers of ours within the dialog whose final response we have not received, by `method cseq`. */
  readonly offers: Set<string>;
  lastSdp: string | null;
  version: number;
}

/**
 * Watches what one party sends and receives and names each breach of the rules of offer and answer (RFC 3264
 * sections 5 and 8, RFC 3261 section 14, RFC 3311). Reads texts, not what the stack makes of them.
 */
export class WireMonitor {
  readonly breaches: string[] = [];
  readonly #dialogs = new Map<string, DialogRecord>();
  readonly #seen = new Set<string>();
  /** Requests with an offer that have come in, by branch: their 2xx must carry the answer. */
  readonly #asked = new Map<string, boolean>();

  sent(text: string): void {
    const message = read(text);
    const isNew = !this.#seen.has(text);
    this.#seen.add(text);
    if (!isNew) return;
    const own = message.status === null ? message.fromTag : message.toTag;
    const other = message.status === null ? message.toTag : message.fromTag;
    const record = this.#record(message.callId, own, other);
    if (message.sdp !== '') this.#version(record, message.sdp);
    if (own === '' || other === '') return;
    if (message.status === null) {
      const changes = message.method === 'INVITE' || message.method === 'UPDATE';
      if (!changes || message.sdp === '') return;
      if (record.offers.size > 0)
        this.breaches.push(`offer in ${message.method} while ${[...record.offers].join()} is open`);
      record.offers.add(`${message.method} ${message.cseq}`);
      return;
    }
    if (message.status < 200 || message.status >= 300) return;
    const asked = this.#asked.get(message.branch);
    if (asked === undefined) return;
    if (asked && message.sdp === '')
      this.breaches.push(`${message.status} to ${message.method} without the answer`);
    if (message.sdp !== '' && record.offers.size > 0)
      this.breaches.push(`${message.method} answered while ${[...record.offers].join()} is open`);
  }

  received(text: string): void {
    const message = read(text);
    if (message.status !== null) {
      if (message.status < 200) return;
      const record = this.#dialogs.get(`${message.callId}|${message.fromTag}|${message.toTag}`);
      record?.offers.delete(`${message.method} ${message.cseq}`);
      return;
    }
    const changes = message.method === 'INVITE' || message.method === 'UPDATE';
    if (changes && message.toTag !== '') this.#asked.set(message.branch, message.sdp !== '');
  }

  /** What one tag of ours describes: another description has a higher version, the same version the same text. */
  #version(record: DialogRecord, sdp: string): void {
    const version = Number(/^o=\S+ \S+ (\d+)/m.exec(sdp)?.[1]);
    if (version < record.version) this.breaches.push(`version ${version} after ${record.version}`);
    if (version === record.version && record.lastSdp !== null && record.lastSdp !== sdp)
      this.breaches.push(`another description with the same version ${version}`);
    record.version = Math.max(version, record.version);
    record.lastSdp = sdp;
  }

  /** A dialog begins with what the INVITE said, before there was a tag of the other side. */
  #record(callId: string, own: string, other: string): DialogRecord {
    const key = `${callId}|${own}|${other}`;
    const known = this.#dialogs.get(key);
    if (known !== undefined) return known;
    const first = this.#dialogs.get(`${callId}|${own}|`);
    const made: DialogRecord = {
      offers: new Set(),
      lastSdp: first?.lastSdp ?? null,
      version: first?.version ?? -1,
    };
    this.#dialogs.set(key, made);
    return made;
  }
}

function read(text: string) {
  const header = (name: string): string =>
    new RegExp(`^${name}: ([^\\r]*)`, 'im').exec(text)?.[1] ?? '';
  const tagOf = (value: string): string => /;tag=([^;>\s]+)/.exec(value)?.[1] ?? '';
  const [cseq = '', method = ''] = header('CSeq').split(' ');
  const body = text.slice(text.indexOf('\r\n\r\n') + 4);
  return {
    status: text.startsWith('SIP/2.0') ? Number(text.slice(8, 11)) : null,
    method,
    cseq,
    callId: header('Call-ID'),
    fromTag: tagOf(header('From')),
    toTag: tagOf(header('To')),
    branch: /branch=([^;\s]+)/.exec(text)?.[1] ?? '',
    sdp: body.startsWith('v=0') ? body : '',
  };
}
