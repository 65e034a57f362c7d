import type { Address } from '../address.ts';

type Send = (to: Address, text: string) => void;

interface Branch {
  readonly id: string;
  readonly to: Address;
  final: number | null;
}

interface Fork {
  readonly caller: Address;
  readonly invite: string;
  readonly branches: readonly Branch[];
  answered: boolean;
  refusal: string | null;
}

/**
 * A proxy that sends each new INVITE to several places at once (RFC 3261 section 16), as small as it can be: it reads
 * texts, keeps no timers, and lets the ends repeat what is lost. Written without the parser that it tests.
 */
export class ForkingProxy {
  readonly #at: Address;
  readonly #targets: readonly Address[];
  readonly #send: Send;
  readonly #forks = new Map<string, Fork>();

  constructor(at: Address, targets: readonly Address[], send: Send) {
    this.#at = at;
    this.#targets = targets;
    this.#send = send;
  }

  receive(text: string, from: Address): void {
    if (text.startsWith('SIP/2.0')) this.#response(text);
    else this.#request(text, from);
  }

  #request(text: string, from: Address): void {
    const method = text.slice(0, text.indexOf(' '));
    const key = /branch=([^;\s]+)/.exec(text)?.[1] ?? '';
    const known = this.#forks.get(key);
    if (method === 'INVITE') {
      const fork: Fork = known ?? {
        caller: from,
        invite: text,
        branches: this.#targets.map((to, index) => ({ id: `${key}.${index}`, to, final: null })),
        answered: false,
        refusal: null,
      };
      this.#forks.set(key, fork);
      if (fork.refusal !== null) this.#send(from, fork.refusal);
      else
        for (const branch of fork.branches)
          if (branch.final === null) this.#send(branch.to, this.#withVia(text, branch));
      return;
    }
    if (method !== 'CANCEL' || known === undefined) return;
    this.#send(from, responseTo(text, 'SIP/2.0 200 OK'));
    this.#cancel(known);
  }

  #cancel({ invite, branches }: Fork): void {
    for (const branch of branches)
      if (branch.final === null)
        this.#send(branch.to, this.#withVia(request(invite, 'CANCEL'), branch));
  }

  #response(text: string): void {
    const id = /branch=([^;\s]+)/.exec(text)?.[1] ?? '';
    const fork = this.#forks.get(id.slice(0, id.lastIndexOf('.')));
    const branch = fork?.branches.find((one) => one.id === id);
    const status = Number(text.slice(8, 11));
    if (fork === undefined || branch === undefined || !/^CSeq: \d+ INVITE/im.test(text)) return;
    const passed = text.replace(/^Via: [^\r]*\r\n/im, '');
    if (status < 200) {
      if (!fork.answered && fork.refusal === null) this.#send(fork.caller, passed);
      return;
    }
    branch.final = status;
    if (status < 300) {
      fork.answered = true;
      this.#send(fork.caller, passed);
      this.#cancel(fork);
      return;
    }
    const to = /^To: ([^\r]*)/im.exec(text)?.[1] ?? '';
    const ack = request(fork.invite, 'ACK').replace(/^To: [^\r]*/im, `To: ${to}`);
    this.#send(branch.to, this.#withVia(ack, branch));
    if (fork.answered || fork.branches.some(({ final }) => final === null)) return;
    fork.refusal ??= passed;
    this.#send(fork.caller, fork.refusal);
  }

  #withVia(text: string, { id }: Branch): string {
    const via = `Via: SIP/2.0/UDP ${this.#at.host}:${this.#at.port};branch=${id}\r\n`;
    return text.replace(/^Via: /im, `${via}Via: `);
  }
}

/** The same request with another method and without its body. */
function request(invite: string, method: string): string {
  const head = invite.slice(0, invite.indexOf('\r\n\r\n'));
  return `${head
    .replace(/^INVITE /, `${method} `)
    .replace(/^CSeq: (\d+) INVITE/im, `CSeq: $1 ${method}`)
    .replace(/^Content-Type: [^\r]*\r\n/im, '')
    .replace(/^Require: [^\r]*\r\n/im, '')
    .replace(/^Content-Length: \d+/im, 'Content-Length: 0')}\r\n\r\n`;
}

function responseTo(text: string, startLine: string): string {
  const lines = text.split('\r\n').filter((line) => /^(?:via|from|to|call-id|cseq):/i.test(line));
  return `${[startLine, ...lines, 'Content-Length: 0'].join('\r\n')}\r\n\r\n`;
}
