import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../address.ts';
import type { SipRequest } from '../message.ts';
import { parseMessage } from '../parse.ts';
import { TimerQueue } from '../timer-queue.ts';
import { MemoryBindings, type Binding, type BindingEvent } from './binding.ts';
import { addressOfRecord, Registrar, type RegistrarAnswer } from './registrar.ts';

const from: Address = { host: '192.0.2.7', port: 6060 };

/** A REGISTER of alice with these header lines. */
function register(
  lines: readonly string[],
  options: { cseq?: number; callId?: string; to?: string } = {},
): SipRequest {
  const text = [
    'REGISTER sip:everyline.test SIP/2.0',
    'Via: SIP/2.0/UDP 192.0.2.7:6060;branch=z9hG4bKr1;rport',
    'Max-Forwards: 70',
    'From: <sip:alice@everyline.test>;tag=a',
    `To: ${options.to ?? '<sip:alice@everyline.test>'}`,
    `Call-ID: ${options.callId ?? 'c1'}`,
    `CSeq: ${options.cseq ?? 1} REGISTER`,
    ...lines,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
  const parsed = parseMessage(new TextEncoder().encode(text));
  if (parsed.kind !== 'request') throw new Error(`not a request: ${parsed.kind}`);
  return parsed.message;
}

function setting(options: { maxContacts?: number } = {}) {
  const timers = new TimerQueue();
  const store = new MemoryBindings();
  const events: BindingEvent[] = [];
  const registrar = new Registrar(
    { domains: ['everyline.test'], store, watch: (event) => events.push(event), ...options },
    timers,
  );
  const serve = (lines: readonly string[], more: Parameters<typeof register>[1] = {}, nowMs = 0) =>
    registrar.receive(register(lines, more), from, 'alice', nowMs);
  return { timers, store, registrar, events, serve };
}

const contactsOf = ({ fields }: RegistrarAnswer): string[] =>
  fields.filter(([name]) => name === 'contact').map(([, value]) => value);

describe('the registrar', () => {
  it('binds several contacts, lists them, and gives them out by preference (RFC 3261 10.3)', () => {
    const { registrar, serve, events } = setting();
    serve(['Contact: <sip:a@192.0.2.7:6060>;q=0.5, <sip:b@192.0.2.7:6061>;q=0.9']);
    const answer = serve(['Contact: <sip:c@192.0.2.9>;expires=120'], { callId: 'c2' });
    expect(answer.status).toBe(200);
    expect(contactsOf(answer)).toEqual([
      '<sip:a@192.0.2.7:6060>;q=0.5;expires=3600',
      '<sip:b@192.0.2.7:6061>;q=0.9;expires=3600',
      '<sip:c@192.0.2.9>;expires=120',
    ]);
    const targets = registrar.targetsOf('sip:alice@Everyline.Test;transport=udp', 1000);
    expect(targets.map(({ requestUri, sendTo }) => [requestUri, sendTo.host, sendTo.port])).toEqual(
      [
        // Its contact is not where it sent from: there is a NAT between, and the way back is the way it came.
        ['sip:c@192.0.2.9', '192.0.2.7', 6060],
        ['sip:b@192.0.2.7:6061', '192.0.2.7', 6061],
        ['sip:a@192.0.2.7:6060', '192.0.2.7', 6060],
      ],
    );
    expect(events.map(({ kind }) => kind)).toEqual(['bound', 'bound', 'bound']);
  });

  it('only lists without a contact, and changes nothing (RFC 3261 10.2.3)', () => {
    const { serve, events } = setting();
    serve(['Contact: <sip:a@192.0.2.7:6060>']);
    expect(contactsOf(serve([], { cseq: 2 }))).toHaveLength(1);
    expect(events).toHaveLength(1);
  });

  it('refuses an older CSeq of the same Call-ID and takes any of another (RFC 3261 10.3)', () => {
    const { serve } = setting();
    serve(['Contact: <sip:a@192.0.2.7:6060>'], { cseq: 5 });
    expect(serve(['Contact: <sip:a@192.0.2.7:6060>'], { cseq: 5 })).toMatchObject({ status: 500 });
    expect(serve(['Contact: *', 'Expires: 0'], { cseq: 4 })).toMatchObject({ status: 500 });
    expect(serve(['Contact: <sip:a@192.0.2.7:6060>'], { cseq: 6 }).status).toBe(200);
    expect(serve(['Contact: <sip:a@192.0.2.7:6060>'], { cseq: 1, callId: 'c2' }).status).toBe(200);
  });

  it('takes all or nothing of a request (RFC 3261 10.3)', () => {
    const { serve, store } = setting();
    serve(['Contact: <sip:a@192.0.2.7:6060>'], { cseq: 5 });
    const answer = serve(['Contact: <sip:b@192.0.2.7>, <sip:a@192.0.2.7:6060>'], { cseq: 5 });
    expect(answer.status).toBe(500);
    expect(store.bindingsOf('alice@everyline.test')).toHaveLength(1);
  });

  it('removes one contact by expires=0, all by a star, and wants Expires: 0 with the star (RFC 3261 10.2.2)', () => {
    const { serve, store } = setting();
    serve(['Contact: <sip:a@192.0.2.7>, <sip:b@192.0.2.7>']);
    expect(contactsOf(serve(['Contact: <sip:a@192.0.2.7>;expires=0'], { cseq: 2 }))).toHaveLength(
      1,
    );
    expect(serve(['Contact: *'], { cseq: 3 }).status).toBe(400);
    expect(serve(['Contact: *, <sip:a@192.0.2.7>', 'Expires: 0'], { cseq: 4 }).status).toBe(400);
    expect(contactsOf(serve(['Contact: *', 'Expires: 0'], { cseq: 5 }))).toEqual([]);
    expect(store.size).toBe(0);
  });

  it('says what it takes when the interval is too brief, and gives no more than the most (RFC 3261 10.2.8; RFC 3261 21.4.17)', () => {
    const { serve } = setting();
    const brief = serve(['Contact: <sip:a@192.0.2.7>;expires=30']);
    expect(brief).toMatchObject({ status: 423, fields: [['min-expires', '60']] });
    const long = serve(['Contact: <sip:a@192.0.2.7>', 'Expires: 86400'], { cseq: 2 });
    expect(contactsOf(long)).toEqual(['<sip:a@192.0.2.7>;expires=7200']);
  });

  it('lets bindings expire and tells (RFC 3261 10.2.1.1)', () => {
    const { serve, registrar, events, store, timers } = setting();
    serve(['Contact: <sip:a@192.0.2.7>;expires=100, <sip:b@192.0.2.7>;expires=3600']);
    expect(registrar.targetsOf('alice@everyline.test', 100_000)).toHaveLength(1);
    for (let next = timers.nextMs(); next !== null; next = timers.nextMs()) timers.run(next);
    expect(events.map(({ kind }) => kind)).toEqual(['bound', 'bound', 'expired', 'expired']);
    expect(events[3]?.atMs).toBeGreaterThanOrEqual(3_600_000);
    expect(events[3]?.atMs).toBeLessThanOrEqual(3_610_000);
    expect(store.size).toBe(0);
    expect(timers.live).toBe(0);
  });

  it('keeps the Path, returns it, and sends along it (RFC 3327 5.3)', () => {
    const { serve, registrar } = setting();
    const path = '<sip:192.0.2.50:5080;lr>';
    const answer = serve([`Path: ${path}`, 'Supported: path', 'Contact: <sip:a@10.0.0.1>']);
    expect(answer.fields).toContainEqual(['path', path]);
    expect(registrar.targetsOf('alice@everyline.test', 0)).toMatchObject([
      { requestUri: 'sip:a@10.0.0.1', route: [path], sendTo: { host: '192.0.2.50', port: 5080 } },
    ]);
  });

  it('takes a new contact of the same instance and flow for the old one (RFC 5626 6)', () => {
    const { serve } = setting();
    const flow = ';+sip.instance="<urn:uuid:1>";reg-id=1';
    serve(['Supported: path, outbound', `Contact: <sip:a@192.0.2.7:1111>${flow}`]);
    const answer = serve(['Supported: path, outbound', `Contact: <sip:a@192.0.2.7:2222>${flow}`], {
      callId: 'c2',
    });
    expect(contactsOf(answer)).toEqual([
      '<sip:a@192.0.2.7:2222>;+sip.instance="<urn:uuid:1>";reg-id=1;expires=3600',
    ]);
    expect(answer.fields).toContainEqual(['require', 'outbound']);
  });

  it('refuses foreign domains, foreign accounts, unknown requirements and too many contacts', () => {
    const { serve, registrar } = setting({ maxContacts: 2 });
    const contact = 'Contact: <sip:a@192.0.2.7>';
    expect(serve([contact], { to: '<sip:alice@elsewhere.test>' }).status).toBe(404);
    expect(serve([contact], { to: '<sip:bob@everyline.test>' }).status).toBe(403);
    expect(registrar.receive(register([contact]), from, null, 0).status).toBe(403);
    expect(serve([contact, 'Require: gruu'])).toMatchObject({
      status: 420,
      fields: [['unsupported', 'gruu']],
    });
    expect(serve(['Contact: <sip:1@x.y>, <sip:2@x.y>, <sip:3@x.y>']).status).toBe(403);
    expect(serve(['Contact: <tel:123>']).status).toBe(400);
  });

  it('makes one address of record of all its spellings (RFC 3261 10.3)', () => {
    for (const uri of [
      'sip:alice@everyline.test',
      'SIP:%61lice@EVERYLINE.test;user=phone',
      'sips:alice;x=1@everyline.test:5061',
    ])
      expect(addressOfRecord(uri), uri).toBe('alice@everyline.test');
    expect(addressOfRecord('sip:everyline.test')).toBeNull();
  });

  it('never throws, and holds the CSeq order, for any requests in any order', () => {
    const contact = fc.constantFrom('<sip:a@192.0.2.7>', '<sip:b@192.0.2.7>;q=0.3', '*', 'x', '');
    const request = fc.record({
      contact,
      expires: fc.constantFrom('0', '60', '3600', '-1', 'soon', ''),
      cseq: fc.integer({ min: 1, max: 6 }),
      callId: fc.constantFrom('c1', 'c2'),
      afterMs: fc.integer({ min: 0, max: 2_000_000 }),
    });
    const refusedAtTheEndOfABinding = [
      { contact: '<sip:a@192.0.2.7>', expires: '', cseq: 1, callId: 'c2', afterMs: 0 },
      { contact: '*', expires: '-1', cseq: 1, callId: 'c1', afterMs: 3_600_000 },
    ];
    fc.assert(
      fc.property(fc.array(request, { maxLength: 12 }), (requests) => {
        const { serve, store, timers } = setting();
        let nowMs = 0;
        for (const { contact: value, expires, cseq, callId, afterMs } of requests) {
          nowMs += afterMs;
          timers.run(nowMs);
          const before = store.bindingsOf('alice@everyline.test');
          const answer = serve(
            [`Contact: ${value}`, `Expires: ${expires}`],
            { cseq, callId },
            nowMs,
          );
          expect([200, 400, 423, 500]).toContain(answer.status);
          const after = store.bindingsOf('alice@everyline.test');
          const holds = ({ expiresAtMs }: Binding): boolean => expiresAtMs > nowMs;
          if (answer.status === 200) expect(after.every(holds)).toBe(true);
          else {
            expect(after.filter(holds)).toEqual(before.filter(holds));
            // Who was refused has not looked: what has expired leaves within ten seconds.
            expect(after.every(({ expiresAtMs }) => expiresAtMs > nowMs - 10_000)).toBe(true);
          }
        }
      }),
      { examples: [[refusedAtTheEndOfABinding]] },
    );
  });
});
