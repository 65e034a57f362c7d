import { describe, expect, it } from 'vitest';
import { readQos } from './preconditions.ts';
import { description, headerOf, heard, messages, TestBed } from './simulation/test-bed.ts';

/** Two endpoints of which one has called the other. */
function calling(
  call: Parameters<TestBed['call']>[2] = {},
  options: Parameters<TestBed['add']>[0] = {},
) {
  const bed = new TestBed();
  const [a, b] = [bed.add(), bed.add(options)];
  const { callId, incoming } = bed.call(a, b, call);
  return { bed, a, b, caller: callId, called: incoming?.callId ?? '' };
}

const bodyOf = (text: string | undefined): string => text?.split('\r\n\r\n')[1] ?? '';

describe('reliable provisional responses of the called party', () => {
  it('carry the answer when both sides can, and the 200 then has none (RFC 3262 5; RFC 6337 2.2)', () => {
    const { bed, a, b, caller, called } = calling();
    const sdp = description(b, ['PCMA']);
    b.do(b.endpoint.ring(called, bed.nowMs, { status: 183, sdp, reliable: true }));
    bed.pass();
    expect(messages(a, 'PRACK')).toHaveLength(1);
    expect(a.endpoint.session(caller)).toMatchObject({ remote: sdp, codec: 'PCMA' });
    b.do(b.endpoint.answer(called, sdp, bed.nowMs));
    bed.pass();
    expect(bodyOf(messages(b, 'SIP/2.0 200').at(-1))).toBe('');
    expect(heard(a, 'answered')).toMatchObject([{ sdp }]);
  });

  it('are repeated until the PRACK comes, and the call is refused when none does (RFC 3262 3)', () => {
    const { bed, a, b, called } = calling();
    bed.tamper = (text) => (text.startsWith('PRACK') ? null : text);
    b.do(b.endpoint.ring(called, bed.nowMs, { reliable: true }));
    b.do(b.endpoint.answer(called, description(b), bed.nowMs));
    bed.pass(31_000);
    expect(b.sent.filter((text) => text.startsWith('SIP/2.0 180')).length).toBe(6);
    expect(messages(b, 'SIP/2.0 200')).toEqual([]);
    bed.pass(5000);
    expect(heard(a, 'failed')).toMatchObject([{ status: 504 }]);
  });

  it('go one after the other, and a PRACK for another is refused by 481 (RFC 3262 3)', () => {
    const { bed, a, b, called } = calling();
    bed.tamper = (text) => text.replace(/^RAck: (\d+)/m, 'RAck: 1$1');
    b.do(b.endpoint.ring(called, bed.nowMs, { reliable: true }));
    b.do(b.endpoint.ring(called, bed.nowMs, { status: 183, reliable: true }));
    bed.pass();
    expect(messages(b, 'SIP/2.0 481')).toHaveLength(1);
    expect(messages(b, 'SIP/2.0 183')).toEqual([]);
    expect(heard(a, 'provisional')).toHaveLength(1);
  });

  it('are asked for by 421 where the caller cannot acknowledge them (RFC 3262 3)', () => {
    const bed = new TestBed();
    bed.tamper = (text) => text.replace(/^Supported: 100rel, /m, 'Supported: ');
    const [a, b] = [bed.add(), bed.add({ needsPrack: true })];
    bed.call(a, b);
    expect(headerOf(messages(b, 'SIP/2.0 421')[0], 'Require')).toBe('100rel');
  });
});

describe('offers in every place', () => {
  it('stand in the 200 when the INVITE has none, and the answer in the ACK (RFC 3261 13.2.1)', () => {
    const { bed, a, b, caller, called } = calling({ offerless: true });
    expect(heard(b, 'incoming')[0]?.sdp).toBeNull();
    b.do(b.endpoint.answer(called, description(b, ['PCMU']), bed.nowMs));
    bed.pass();
    expect(bodyOf(messages(a, 'ACK')[0])).toContain('m=audio 40000 RTP/AVP 0 101');
    expect(heard(b, 'acknowledged')[0]?.sdp).toBe(a.endpoint.session(caller)?.local);
    expect(b.endpoint.session(called)?.codec).toBe('PCMU');
  });

  it('stand in a reliable provisional, and the answer in the PRACK (RFC 3262 5)', () => {
    const { bed, a, b, caller, called } = calling({ offerless: true });
    const sdp = description(b);
    b.do(b.endpoint.ring(called, bed.nowMs, { status: 183, sdp, reliable: true }));
    bed.pass();
    expect(bodyOf(messages(a, 'PRACK')[0])).toContain('m=audio');
    expect(b.endpoint.session(called)?.remote).toBe(a.endpoint.session(caller)?.local);
  });

  it('stand in a PRACK, and the answer in its 200 (RFC 3262 5)', () => {
    const { bed, a, b, called } = calling();
    const offer = description(a, ['PCMU'])
      .replace('IN IP4', 'IN IP4')
      .replace(/^o=- 7 0/m, 'o=- 7 1');
    bed.tamper = (text) =>
      text.startsWith('PRACK')
        ? text.replace(
            /Content-Length: 0\r\n\r\n/,
            `Content-Type: application/sdp\r\nContent-Length: ${offer.length}\r\n\r\n${offer}`,
          )
        : text;
    const sdp = description(b);
    b.do(b.endpoint.ring(called, bed.nowMs, { status: 183, sdp, reliable: true }));
    bed.pass();
    expect(bodyOf(messages(b, 'SIP/2.0 200')[0])).toContain('m=audio 40000 RTP/AVP 0');
    expect(b.endpoint.session(called)?.remote).toBe(offer);
  });

  it('may change an early session by UPDATE from both sides (RFC 3311 5.1)', () => {
    const { bed, a, b, caller, called } = calling();
    b.do(b.endpoint.ring(called, bed.nowMs, { status: 183, sdp: description(b), reliable: true }));
    bed.pass();
    a.do(a.endpoint.hold(caller, bed.nowMs));
    bed.pass();
    b.do(
      b.endpoint.change(called, { kind: 'redescribe', sdp: description(b, ['PCMU']) }, bed.nowMs),
    );
    bed.pass();
    expect([messages(a, 'UPDATE'), messages(b, 'UPDATE')].map((all) => all.length)).toEqual([1, 1]);
    expect(heard(a, 'session-changed').map(({ earlyTag }) => earlyTag)).not.toContain(null);
    expect(b.endpoint.session(called)).toMatchObject({ held: true, codec: 'PCMU' });
  });

  it('that are no session description are refused by 400 with a Warning (RFC 3261 20.43)', () => {
    const { a, b } = calling({ sdp: 'v=0\r\nthis is nothing\r\n' });
    expect(headerOf(messages(b, 'SIP/2.0 400')[0], 'Warning')).toMatch(/^399 /);
    expect(heard(a, 'failed')[0]?.warnings).toMatchObject([{ code: 399 }]);
  });
});

describe('preconditions', () => {
  it('keep the telephone silent until the caller confirms its access by UPDATE, as an IMS trunk does (RFC 3312 5.1)', () => {
    const offer = (sdp: string): string =>
      `${sdp}a=curr:qos local none\r\na=curr:qos remote none\r\na=des:qos mandatory local sendrecv\r\na=des:qos optional remote sendrecv\r\n`;
    const bed = new TestBed();
    const [a, b] = [bed.add(), bed.add()];
    const { callId, incoming } = bed.call(a, b, {
      sdp: offer(description(a)),
      headers: { Require: '100rel, precondition' },
    });
    const called = incoming?.callId ?? '';
    const sdp = description(b, ['PCMA']);
    b.do(b.endpoint.ring(called, bed.nowMs, { status: 183, sdp }));
    b.do(b.endpoint.ring(called, bed.nowMs, { status: 180 }));
    b.do(b.endpoint.answer(called, sdp, bed.nowMs));
    bed.tamper = (text) => (text.startsWith('UPDATE') ? null : text);
    bed.pass();
    const progress = messages(b, 'SIP/2.0 183')[0] ?? '';
    expect(headerOf(progress, 'Require')).toBe('100rel');
    expect(readQos(progress)).toMatchObject({ local: 'sendrecv', remote: 'none', confirm: true });
    expect(
      [messages(b, 'SIP/2.0 180'), messages(b, 'SIP/2.0 200 OK\r\nVia')]
        .flat()
        .filter((text) => /CSeq: \d+ INVITE/.test(text)),
    ).toEqual([]);
    bed.tamper = (text) => text;
    bed.pass(5000);
    expect(messages(a, 'UPDATE')[0]).toContain('a=curr:qos local sendrecv');
    expect(heard(a, 'provisional').map(({ status }) => status)).toEqual([183, 180]);
    expect(heard(a, 'answered')).toHaveLength(1);
    expect(a.endpoint.session(callId)?.local).toBe(b.endpoint.session(called)?.remote);
  });

  it('of ours say that our access is ready, and nothing waits (RFC 3312 5.1)', () => {
    const { bed, a, b, called } = calling({ preconditions: true });
    expect(headerOf(messages(a, 'INVITE')[0], 'Supported')).toContain('precondition');
    expect(readQos(messages(a, 'INVITE')[0] ?? '')).toMatchObject({ local: 'sendrecv' });
    b.do(b.endpoint.answer(called, description(b, ['PCMA']), bed.nowMs));
    bed.pass();
    expect(heard(a, 'answered')).toHaveLength(1);
  });
});

describe('what a call says of itself', () => {
  it('is read from P-Asserted-Identity, Privacy, Diversion, History-Info and Max-Breadth (RFC 3323; RFC 3325 9.1; RFC 5393 5.3; RFC 5806; RFC 7044 5)', () => {
    const { b } = calling({
      headers: {
        'P-Asserted-Identity':
          '"市民热线" <sip:+862812345@ims.example;user=phone>, <tel:+862812345>',
        Privacy: 'id;critical',
        Diversion: '<sip:200@x>;reason=user-busy;counter=2, <tel:300>;reason=no-answer',
        'History-Info':
          '<sip:c@x;cause=302>;index=1.2;rc=1.1, <sip:a@x>;index=1, <sip:b@x?Reason=SIP%3Bcause%3D486>;index=1.1',
        'Max-Breadth': '30',
      },
      maxForwards: 12,
    });
    expect(heard(b, 'incoming')[0]?.facts).toMatchObject({
      asserted: [
        { displayName: '市民热线', user: '+862812345' },
        { uri: 'tel:+862812345', user: '+862812345' },
      ],
      privacy: ['id', 'critical'],
      diversions: [
        { party: { user: '200' }, reason: 'user-busy', count: 2 },
        { party: { user: '300' }, reason: 'no-answer', count: 1 },
      ],
      history: [
        { index: '1', cause: null },
        { index: '1.1', cause: 486 },
        { index: '1.2', cause: 302, mappedFrom: '1.1' },
      ],
      maxForwards: 12,
      maxBreadth: 30,
    });
  });

  it('takes tel: URIs in the request line, From and To (RFC 3966)', () => {
    const { b } = calling({
      requestUri: 'tel:+86-28-6188-1111;ext=12',
      from: { uri: 'tel:+862812345' },
    });
    expect(heard(b, 'incoming')[0]).toMatchObject({
      dialled: '+862861881111',
      from: { user: '+862812345' },
      to: { user: '+862861881111' },
    });
  });

  it('tells what early media the network lets pass (RFC 5009 8)', () => {
    const { bed, a, b, called } = calling();
    const headers = { 'P-Early-Media': 'sendonly, gated' };
    b.do(b.endpoint.ring(called, bed.nowMs, { status: 183, headers }));
    bed.pass();
    expect(heard(a, 'provisional')[0]?.earlyMedia).toEqual({ direction: 'sendonly', gated: true });
  });

  it('tells a redirection and an alternative service, and follows neither (RFC 3261 21.3.5)', () => {
    const { bed, a, b, called } = calling();
    const headers = {
      Contact: '<sip:112@192.0.2.1>;q=0.5, <tel:110>',
      Warning: '399 x "ask there"',
    };
    b.do(b.endpoint.reject(called, 380, bed.nowMs, { headers }));
    bed.pass();
    expect(heard(a, 'failed')).toMatchObject([
      {
        status: 380,
        redirectedTo: ['sip:112@192.0.2.1', 'tel:110'],
        warnings: [{ text: 'ask there' }],
      },
    ]);
    expect(messages(a, 'INVITE')).toHaveLength(1);
  });

  it('takes cause 0, which some equipment writes for none, as no cause (RFC 3326 2)', () => {
    const { bed, a, b, called } = calling();
    const headers = { Reason: 'Q.850;cause=0, Q.850;cause=17' };
    b.do(b.endpoint.reject(called, 486, bed.nowMs, { headers }));
    bed.pass();
    expect(heard(a, 'failed')).toMatchObject([{ q850: [{ cause: 17 }] }]);
  });

  it('tells the called party that a call was answered elsewhere (RFC 3326 2)', () => {
    const { bed, a, b, caller, called } = calling();
    b.do(b.endpoint.ring(called, bed.nowMs));
    bed.pass();
    a.do(a.endpoint.hangUp(caller, bed.nowMs, { text: 'Call completed elsewhere' }));
    bed.pass();
    expect(heard(b, 'ended')).toMatchObject([{ by: 'remote', status: 487, sipCause: 200 }]);
  });

  it('reads no header of a caller as more than it is', () => {
    const headers = {
      'P-Asserted-Identity': 'nonsense, <sip:1@x',
      Diversion: ';;;,<>',
      'History-Info': '<sip:a@x>;index=1..2, <sip:a@x>',
      Privacy: ';;',
      'Max-Breadth': 'many',
    };
    expect(heard(calling({ headers }).b, 'incoming')[0]?.facts).toMatchObject({
      asserted: [],
      privacy: [],
      diversions: [],
      history: [],
      maxBreadth: null,
    });
  });
});
