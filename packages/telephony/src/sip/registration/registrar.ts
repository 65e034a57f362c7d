import type { Address } from '../address.ts';
import { readNameAddress } from '../header-values.ts';
import type { SipRequest } from '../message.ts';
import { nextHopOf } from '../next-hop.ts';
import type { Field } from '../outgoing-message.ts';
import type { TimerQueue } from '../timer-queue.ts';
import { sameUri } from '../uri-equality.ts';
import { readUri, unescaped } from '../uri.ts';
import type { Binding, BindingEvent, BindingStore } from './binding.ts';
import { bindingField, lasting } from './binding-text.ts';
import { readAskedContacts, type AskedContact } from './contact-list.ts';
import { ExpiryCalendar } from './expiry-calendar.ts';

export interface RegistrarOptions {
  /** The domains whose addresses of record are kept here, in lower case; `*` for any. */
  readonly domains: readonly string[];
  readonly store: BindingStore;
  /**
   * Whether an account may register an address of record (`user@domain`); the account is null when the request came
   * without digest, from a trusted address. By default an account may register the address of its own name.
   */
  readonly mayRegister?: (aor: string, account: string | null) => boolean;
  /** In seconds: shorter is refused with 423 (60), asked by nobody (3600), the longest given (7200). */
  readonly expiresS?: { readonly least: number; readonly usual: number; readonly most: number };
  /** More contacts of one address of record are refused; 10 unless given. */
  readonly maxContacts?: number;
  /** Told of each change, when the machine is at rest. */
  readonly watch?: (event: BindingEvent) => void;
}

/** What a REGISTER is answered with. */
export interface RegistrarAnswer {
  readonly status: number;
  readonly reason?: string;
  readonly fields: readonly Field[];
}

/** Where to send a request for an address of record: as a request outside of a dialog is made from it. */
export interface ContactTarget {
  readonly requestUri: string;
  readonly route: readonly string[];
  readonly sendTo: Address;
  readonly binding: Binding;
}

type Change = Pick<BindingEvent, 'kind' | 'binding'>;

/**
 * A registrar (RFC 3261 section 10.3) that keeps Path (RFC 3327) and outbound flows (RFC 5626 section 6). Whether
 * the sender is who it says has been asked before; here is decided what it may bind.
 */
export class Registrar {
  readonly #options: RegistrarOptions;
  readonly #calendar: ExpiryCalendar;
  readonly #userAgents = new Map<string, string>();

  constructor(options: RegistrarOptions, timers: TimerQueue) {
    this.#options = options;
    this.#calendar = new ExpiryCalendar(timers, (aor, nowMs) => {
      this.#current(aor, nowMs);
    });
  }

  /** The contacts of an address of record (`user@domain` or a SIP URI) in the order in which to try them. */
  targetsOf(aor: string, nowMs: number): ContactTarget[] {
    const key = aor.includes(':') ? addressOfRecord(aor) : aor;
    if (key === null) return [];
    const current = [...this.#current(key, nowMs)];
    current.sort((a, b) => b.q - a.q || b.expiresAtMs - a.expiresAtMs);
    return current.map((binding) => targetOf(binding));
  }

  /** Serves a REGISTER of an account that has shown who it is. */
  receive(
    request: SipRequest,
    from: Address,
    account: string | null,
    nowMs: number,
  ): RegistrarAnswer {
    const required = request.headers
      .list('require')
      .filter((extension) => !['path', 'outbound'].includes(extension.toLowerCase()));
    if (required.length > 0) return { status: 420, fields: [['unsupported', required.join(', ')]] };
    const aor = addressOfRecord(request.to.uri);
    if (aor === null || !this.#isOurs(aor)) return { status: 404, fields: [] };
    const may = this.#options.mayRegister ?? ownName;
    if (!may(aor, account)) return { status: 403, fields: [] };
    const asked = readAskedContacts(request);
    switch (asked.kind) {
      case 'malformed':
        return { status: 400, reason: asked.reason, fields: [] };
      case 'none':
        return this.#answer(request, this.#current(aor, nowMs), nowMs);
      case 'all':
        return this.#removeAll(aor, request, nowMs);
      case 'some':
        return this.#bind(aor, asked.contacts, request, from, nowMs);
    }
  }

  #isOurs(aor: string): boolean {
    const domain = aor.slice(aor.lastIndexOf('@') + 1);
    const { domains } = this.#options;
    return domains.includes('*') || domains.includes(domain);
  }

  #removeAll(aor: string, request: SipRequest, nowMs: number): RegistrarAnswer {
    const current = this.#current(aor, nowMs);
    if (current.some((binding) => outdates(binding, request))) return outOfOrder;
    const changes = current.map((binding): Change => ({ kind: 'unbound', binding }));
    this.#store(aor, [], changes, nowMs);
    return this.#answer(request, [], nowMs);
  }

  /** All of the request or nothing (RFC 3261 section 10.3 step 7). */
  #bind(
    aor: string,
    contacts: readonly AskedContact[],
    request: SipRequest,
    from: Address,
    nowMs: number,
  ): RegistrarAnswer {
    const { least, usual, most } = this.#options.expiresS ?? { least: 60, usual: 3600, most: 7200 };
    const kept = [...this.#current(aor, nowMs)];
    const changes: Change[] = [];
    for (const contact of contacts) {
      const asked = contact.expiresS ?? usual;
      if (asked > 0 && asked < least && asked < 3600)
        return { status: 423, fields: [['min-expires', String(least)]] };
      const at = kept.findIndex((binding) => isFor(binding, contact));
      const before = kept[at];
      if (before !== undefined && outdates(before, request)) return outOfOrder;
      if (asked === 0) {
        if (before === undefined) continue;
        kept.splice(at, 1);
        changes.push({ kind: 'unbound', binding: before });
        continue;
      }
      const expiresAtMs = nowMs + Math.min(asked, most) * 1000;
      const binding = lasting(contact, request, from, expiresAtMs, this.#userAgents);
      if (before === undefined) kept.push(binding);
      else kept[at] = binding;
      changes.push({ kind: before === undefined ? 'bound' : 'refreshed', binding });
    }
    if (kept.length > (this.#options.maxContacts ?? 10))
      return { status: 403, reason: 'Too Many Contacts', fields: [] };
    this.#store(aor, kept, changes, nowMs);
    return this.#answer(request, kept, nowMs);
  }

  #store(
    aor: string,
    bindings: readonly Binding[],
    changes: readonly Change[],
    nowMs: number,
  ): void {
    this.#options.store.replace(aor, bindings);
    for (const { kind, binding } of changes) {
      if (kind === 'bound' || kind === 'refreshed') this.#calendar.note(aor, binding.expiresAtMs);
      this.#options.watch?.({ kind, aor, binding, atMs: nowMs });
    }
  }

  /** What holds now; what has expired is taken out. */
  #current(aor: string, nowMs: number): readonly Binding[] {
    const all = this.#options.store.bindingsOf(aor);
    const current = all.filter(({ expiresAtMs }) => expiresAtMs > nowMs);
    if (current.length === all.length) return all;
    const expired = all.filter(({ expiresAtMs }) => expiresAtMs <= nowMs);
    const changes = expired.map((binding): Change => ({ kind: 'expired', binding }));
    this.#store(aor, current, changes, nowMs);
    return current;
  }

  /** 200 with every current contact; Path comes back to those who know it (RFC 3327 section 5.3). */
  #answer(request: SipRequest, bindings: readonly Binding[], nowMs: number): RegistrarAnswer {
    const { headers } = request;
    const fields = bindings.map((binding): Field => bindingField(binding, nowMs));
    if (headers.lists('supported', 'path')) {
      for (const path of headers.list('path')) fields.push(['path', path]);
    }
    const flows = bindings.some(({ flow }) => flow !== null);
    if (flows && headers.lists('supported', 'outbound')) fields.push(['require', 'outbound']);
    fields.push(['supported', 'path, outbound']);
    return { status: 200, fields };
  }
}

const outOfOrder: RegistrarAnswer = { status: 500, reason: 'CSeq Out Of Order', fields: [] };

/** Whether what is kept is newer than a request of the same Call-ID (RFC 3261 section 10.3 step 7). */
function outdates(binding: Binding, request: SipRequest): boolean {
  return binding.callId === request.callId && binding.cseq >= request.cseq.number;
}

function isFor(binding: Binding, contact: AskedContact): boolean {
  const { flow } = contact;
  if (flow !== null && binding.flow !== null)
    return binding.flow.instance === flow.instance && binding.flow.regId === flow.regId;
  return sameUri(binding.contact, contact.uri);
}

/** The key of an address of record: user and domain, the domain in lower case, nothing else (section 10.3 step 5). */
export function addressOfRecord(uri: string): string | null {
  const parsed = readUri(uri);
  if (parsed === null || parsed.scheme === 'tel' || parsed.user === '') return null;
  const user = unescaped(parsed.user.split(/[;:]/, 1)[0] ?? '');
  return `${user}@${parsed.host.toLowerCase()}`;
}

function ownName(aor: string, account: string | null): boolean {
  return account !== null && aor.startsWith(`${account}@`);
}

/**
 * The way back to a contact: along its Path; else to where the REGISTER came from when that is not what the contact
 * says (a NAT, or a flow of RFC 5626), else to the contact.
 */
function targetOf(binding: Binding): ContactTarget {
  const { contact, path, source, flow } = binding;
  const [first] = path;
  let sendTo = source;
  if (first !== undefined) sendTo = nextHopOf(readNameAddress(first)?.uri ?? first, source);
  else if (flow === null && readUri(contact)?.host === source.host)
    sendTo = nextHopOf(contact, source);
  return { requestUri: contact, route: path, sendTo, binding };
}
