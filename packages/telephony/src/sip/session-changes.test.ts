import { describe, expect, it } from 'vitest';
import { description, headerOf, heard, messages, TestBed } from './simulation/test-bed.ts';

const nothing = { calls: 0, dialogs: 0, transactions: 0, timers: 0 };

/** An answered call between two endpoints. */
function standing(options: Parameters<TestBed['add']>[0] = {}) {
  const bed = new TestBed();
  const a = bed.add(options);
  const b = bed.add();
  const { caller, called } = bed.answered(a, b);
  return { bed, a, b, caller, called };
}

describe('changes of a session', () => {
  it('is held and resumed from both sides by re-INVITE, and both ends agree on it (RFC 3264 8.4)', () => {
    const { bed, a, b, caller, called } = standing();
    a.do(a.endpoint.hold(caller, bed.nowMs));
    bed.pass();
    expect(heard(b, 'session-changed')).toMatchObject([{ by: 'remote', onHold: true }]);
    expect(heard(a, 'session-changed')).toMatchObject([{ by: 'local', holding: true }]);
    b.do(b.endpoint.hold(called, bed.nowMs));
    bed.pass();
    expect(a.endpoint.session(caller)).toMatchObject({ holding: true, held: true });
    a.do(a.endpoint.resume(caller, bed.nowMs));
    bed.pass();
    expect(b.endpoint.session(called)).toMatchObject({ holding: true, held: false });
    b.do(b.endpoint.resume(called, bed.nowMs));
    bed.pass();
    const [one, other] = [a.endpoint.session(caller), b.endpoint.session(called)];
    expect(one).toMatchObject({ holding: false, held: false, local: other?.remote });
    expect(messages(a, 'INVITE')).toHaveLength(3);
    a.do(a.endpoint.hangUp(caller, bed.nowMs));
    bed.pass(100_000);
    expect([a.endpoint.counts(), b.endpoint.counts()]).toEqual([nothing, nothing]);
  });

  it('changes the codec by UPDATE (RFC 3311)', () => {
    const { bed, a, b, caller, called } = standing();
    const sdp = description(a, ['PCMU']);
    a.do(a.endpoint.change(caller, { kind: 'redescribe', sdp, by: 'UPDATE' }, bed.nowMs));
    bed.pass();
    expect(messages(a, 'UPDATE')).toHaveLength(1);
    expect([a.endpoint.session(caller)?.codec, b.endpoint.session(called)?.codec]).toEqual([
      'PCMU',
      'PCMU',
    ]);
  });

  it('tells a change that the far end refuses by 488 with a Warning, and keeps the session (RFC 3261 14.1)', () => {
    const { bed, a, b, caller } = standing();
    const before = a.endpoint.session(caller)?.local;
    const sdp = description(a).replace('RTP/AVP 8 0 101', 'RTP/AVP 18');
    a.do(a.endpoint.change(caller, { kind: 'redescribe', sdp }, bed.nowMs));
    bed.pass();
    expect(heard(a, 'change-refused')).toMatchObject([{ change: 'redescribe', status: 488 }]);
    expect(headerOf(messages(b, 'SIP/2.0 488')[0], 'Warning')).toMatch(/^305 /);
    expect(a.endpoint.session(caller)?.local).toBe(before);
    expect(messages(a, 'BYE')).toEqual([]);
  });

  it('refuses a description that is none by 400 (RFC 3261 21.4.1)', () => {
    const { bed, a, b, caller } = standing();
    bed.tamper = (text) => (text.startsWith('INVITE') ? text.replace('v=0\r\n', 'x=0\r\n') : text);
    a.do(a.endpoint.hold(caller, bed.nowMs));
    bed.pass();
    expect(messages(b, 'SIP/2.0 400')).toHaveLength(1);
    expect(heard(a, 'change-refused')).toMatchObject([{ status: 400 }]);
  });

  it('waits a random time after glare, the caller longer than the called, and both changes are made (RFC 3261 14.1)', () => {
    const { bed, a, b, caller, called } = standing();
    const startMs = bed.nowMs;
    a.do(a.endpoint.hold(caller, startMs));
    b.do(b.endpoint.hold(called, startMs));
    bed.pass(5000);
    expect(
      [messages(a, 'SIP/2.0 491'), messages(b, 'SIP/2.0 491')].map((all) => all.length),
    ).toEqual([1, 1]);
    expect(a.endpoint.session(caller)).toMatchObject({ holding: true, held: true });
    const done = (events: readonly { readonly atMs: number; readonly by: string }[]): number =>
      (events.find(({ by }) => by === 'local')?.atMs ?? 0) - startMs;
    expect(done(heard(b, 'session-changed'))).toBeLessThanOrEqual(2100);
    expect(done(heard(a, 'session-changed'))).toBeGreaterThanOrEqual(2100);
    expect(done(heard(a, 'session-changed'))).toBeLessThanOrEqual(4100);
  });

  it('makes changes one after the other when several are asked for at once (RFC 3264 4)', () => {
    const { bed, a, b, caller, called } = standing();
    a.do(a.endpoint.hold(caller, bed.nowMs));
    a.do(a.endpoint.resume(caller, bed.nowMs));
    a.do(a.endpoint.hold(caller, bed.nowMs));
    bed.pass();
    expect(heard(b, 'session-changed').map(({ onHold }) => onHold)).toEqual([true, false, true]);
    expect(b.endpoint.session(called)).toMatchObject({ held: true });
  });

  it('answers a re-INVITE without an offer by an offer of its own, and takes the answer from the ACK (RFC 3261 14.2)', () => {
    const { bed, a, b, caller, called } = standing();
    bed.tamper = (text) =>
      text.startsWith('INVITE')
        ? text
            .replace(/\r\n\r\n[^]*/, '\r\n\r\n')
            .replace(/Content-Type: [^\r]*\r\n/, '')
            .replace(/Content-Length: \d+/, 'Content-Length: 0')
        : text.startsWith('ACK')
          ? withBody(text, description(a, ['PCMU']))
          : text;
    a.do(a.endpoint.change(caller, { kind: 'refresh', by: 'INVITE' }, bed.nowMs));
    bed.pass();
    expect(messages(b, 'SIP/2.0 200').at(-1)).toContain('m=audio 40000 RTP/AVP 8 0 101');
    expect(b.endpoint.session(called)?.codec).toBe('PCMU');
  });

  it('hangs up when the ACK has no answer to its offer (RFC 6337 3.1)', () => {
    const { bed, a, b, caller } = standing();
    bed.tamper = (text) =>
      text.startsWith('INVITE')
        ? text
            .replace(/\r\n\r\n[^]*/, '\r\n\r\n')
            .replace(/Content-Length: \d+/, 'Content-Length: 0')
        : text;
    a.do(a.endpoint.change(caller, { kind: 'refresh', by: 'INVITE' }, bed.nowMs));
    bed.pass();
    expect(messages(b, 'BYE')).toHaveLength(1);
  });

  it('hangs up when the far end knows the call no longer: 481, 408 or nothing at all (RFC 3261 12.2.1.2)', () => {
    for (const status of ['481 Gone', '408 Request Timeout']) {
      const { bed, a, caller } = standing();
      bed.tamper = (text) =>
        text.replace(/^SIP\/2.0 200 OK(?=[^]*CSeq: \d+ UPDATE)/, `SIP/2.0 ${status}`);
      a.do(a.endpoint.change(caller, { kind: 'hold', by: 'UPDATE' }, bed.nowMs));
      bed.pass();
      expect(heard(a, 'ended')).toMatchObject([{ by: 'remote' }]);
      expect(messages(a, 'BYE')).toHaveLength(1);
    }
    const { bed, a, caller } = standing();
    bed.tamper = (text) => (text.startsWith('INVITE') ? null : text);
    a.do(a.endpoint.hold(caller, bed.nowMs));
    bed.pass(33_000);
    expect(heard(a, 'ended')).toMatchObject([{ by: 'timeout', answered: true }]);
  });

  it('tries again after the time that Retry-After names (RFC 3261 14.2)', () => {
    const { bed, a, caller } = standing();
    let refused = false;
    bed.tamper = (text) => {
      if (refused || !/^SIP\/2.0 200 OK[^]*CSeq: \d+ UPDATE/.test(text)) return text;
      refused = true;
      return text.replace('SIP/2.0 200 OK\r\n', 'SIP/2.0 500 Busy\r\nRetry-After: 3\r\n');
    };
    a.do(a.endpoint.change(caller, { kind: 'hold', by: 'UPDATE' }, bed.nowMs));
    bed.pass(2900);
    expect(messages(a, 'UPDATE')).toHaveLength(1);
    bed.pass(300);
    expect(messages(a, 'UPDATE')).toHaveLength(2);
    expect(heard(a, 'session-changed')).toMatchObject([{ holding: true }]);
  });

  it('sends no new re-INVITE once it has hung up, and acknowledges a late 200 (RFC 3261 15)', () => {
    const { bed, a, caller } = standing();
    a.do(a.endpoint.hold(caller, bed.nowMs));
    a.do(a.endpoint.hangUp(caller, bed.nowMs));
    a.do(a.endpoint.resume(caller, bed.nowMs));
    bed.pass(60_000);
    expect(messages(a, 'INVITE')).toHaveLength(2);
    expect(messages(a, 'BYE')).toHaveLength(1);
    expect(messages(a, 'ACK')).toHaveLength(2);
  });

  it('tells a key press by INFO (RFC 6086)', () => {
    const { bed, a, b, caller } = standing();
    a.do(a.endpoint.sendKey(caller, '#', 160, bed.nowMs));
    a.do(a.endpoint.sendInfo(caller, { type: 'text/plain', text: '你好' }, bed.nowMs));
    bed.pass();
    expect(heard(b, 'info')).toMatchObject([
      { key: { key: '#', durationMs: 160 } },
      { key: null, contentType: 'text/plain', body: '你好' },
    ]);
    expect(headerOf(messages(a, 'INFO')[1], 'Content-Length')).toBe('6');
  });

  it('refuses a request that requires an unknown extension by 420 (RFC 3261 8.2.2.3)', () => {
    const { bed, a, b, caller } = standing();
    bed.tamper = (text) =>
      text.replace(/^INFO ([^\r]*)\r\n/, 'INFO $1\r\nRequire: timer, frobnicate\r\n');
    a.do(a.endpoint.sendKey(caller, '1', 100, bed.nowMs));
    bed.pass();
    expect(headerOf(messages(b, 'SIP/2.0 420')[0], 'Unsupported')).toBe('frobnicate');
    expect(heard(b, 'info')).toEqual([]);
  });
});

describe('session timers (RFC 4028)', () => {
  it('is refreshed by the caller with UPDATE at half the interval, and the call stands (RFC 4028 7.2; RFC 4028 10)', () => {
    const { bed, a, b, called } = standing({ sessionTimer: { intervalS: 120 } });
    expect(headerOf(messages(b, 'SIP/2.0 200')[0], 'Session-Expires')).toBe('120;refresher=uac');
    expect(headerOf(messages(b, 'SIP/2.0 200')[0], 'Require')).toBe('timer');
    bed.pass(600_000);
    expect(messages(a, 'UPDATE').length).toBeGreaterThanOrEqual(9);
    expect(b.endpoint.session(called)?.confirmed).toBe(true);
    expect(heard(b, 'session-changed')).toEqual([]);
  });

  it('is refreshed by re-INVITE where the far end does not allow UPDATE (RFC 4028 7.4)', () => {
    const bed = new TestBed();
    bed.tamper = (text) => text.replace(/^Allow: [^\r]*/im, 'Allow: INVITE, ACK, BYE, CANCEL');
    const a = bed.add({ sessionTimer: { intervalS: 120 } });
    const b = bed.add();
    bed.answered(a, b);
    bed.pass(130_000);
    expect(messages(a, 'UPDATE')).toEqual([]);
    expect(messages(a, 'INVITE').length).toBeGreaterThanOrEqual(2);
    expect(heard(b, 'ended')).toEqual([]);
  });

  it('is refreshed by the called party when the caller knows no timers (RFC 4028 9)', () => {
    const bed = new TestBed();
    const a = bed.add();
    const b = bed.add({ sessionTimer: { intervalS: 300 } });
    bed.tamper = (text, from) =>
      from === a.at && text.startsWith('INVITE')
        ? text.replace(/Supported: [^\r]*/, 'Supported: 100rel\r\nSession-Expires: 300')
        : text;
    bed.answered(a, b);
    expect(headerOf(messages(b, 'SIP/2.0 200')[0], 'Session-Expires')).toBe('300;refresher=uas');
    expect(headerOf(messages(b, 'SIP/2.0 200')[0], 'Require')).toBeNull();
    bed.pass(200_000);
    expect(messages(b, 'UPDATE').length).toBeGreaterThanOrEqual(1);
  });

  it('asks again with the interval that a 422 names (RFC 4028 7.3)', () => {
    const bed = new TestBed();
    const a = bed.add({ sessionTimer: { intervalS: 90 } });
    const b = bed.add({ sessionTimer: { minS: 600 } });
    bed.answered(a, b);
    expect(headerOf(messages(b, 'SIP/2.0 422')[0], 'Min-SE')).toBe('600');
    expect(messages(a, 'INVITE').map((text) => headerOf(text, 'Session-Expires'))).toEqual([
      '90',
      '600',
    ]);
    expect(headerOf(messages(a, 'INVITE')[1], 'Min-SE')).toBe('600');
    expect(heard(a, 'answered')).toHaveLength(1);
  });

  it('ends by BYE on both sides when nothing refreshes it any more (RFC 4028 10)', () => {
    const { bed, a, b } = standing({ sessionTimer: { intervalS: 90 } });
    bed.tamper = () => null;
    bed.pass(100_000);
    expect(heard(b, 'ended')).toMatchObject([{ by: 'timeout' }]);
    expect(heard(a, 'ended')).toMatchObject([{ by: 'timeout' }]);
    bed.pass(40_000);
    expect([a.endpoint.counts(), b.endpoint.counts()]).toEqual([nothing, nothing]);
  });
});

function withBody(text: string, body: string): string {
  return text
    .replace(/Content-Length: 0\r\n\r\n$/, '')
    .concat(`Content-Type: application/sdp\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
}
