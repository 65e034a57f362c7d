import { describe, expect, it } from 'vitest';
import {
  description,
  headerOf,
  heard,
  messages,
  TestBed,
  type Bedded,
} from './simulation/test-bed.ts';

const nothing = { calls: 0, dialogs: 0, transactions: 0, timers: 0 };

/** A call from `a` to `b`, and a third who may be called. */
function threesome() {
  const bed = new TestBed();
  const [a, b, c] = [0, 1, 2].map(() => bed.add({ takesTransfers: true }));
  if (a === undefined || b === undefined || c === undefined) throw new Error('no endpoints');
  const { caller, called } = bed.answered(a, b);
  return { bed, a, b, c, caller, called };
}

/** The transferee follows what it was asked last. */
function follow(bed: TestBed, who: Bedded, to: Bedded): string {
  const request = heard(who, 'transfer-requested').at(-1);
  if (request === undefined) throw new Error('no transfer was asked for');
  const { callId, effects } = who.endpoint.followTransfer(
    request,
    { from: { uri: `sip:100@${who.at.host}` }, sendTo: to.at, sdp: description(who) },
    bed.nowMs,
  );
  who.do(effects);
  bed.pass(100);
  return callId;
}

function answer(bed: TestBed, who: Bedded): string {
  const { callId } = heard(who, 'incoming').at(-1) ?? { callId: '' };
  who.do(who.endpoint.answer(callId, description(who, ['PCMA']), bed.nowMs));
  bed.pass(100);
  return callId;
}

const uriOf = (who: Bedded): string => `sip:200@${who.at.host}:${who.at.port}`;

describe('transfers', () => {
  it('puts a far end through blindly: it calls the target, tells how it goes, and the target learns by whom (RFC 3515 2.4; RFC 3892)', () => {
    const { bed, a, b, c, caller } = threesome();
    const referredBy = '"Amt" <sip:100@127.0.0.1>';
    a.do(a.endpoint.transfer(caller, { to: uriOf(c), referredBy }, bed.nowMs));
    bed.pass(100);
    expect(heard(b, 'transfer-requested')).toMatchObject([
      { target: uriOf(c), replaces: null, referredBy: { uri: 'sip:100@127.0.0.1' } },
    ]);
    follow(bed, b, c);
    const incoming = heard(c, 'incoming')[0];
    expect(incoming?.facts.referredBy).toMatchObject({ displayName: 'Amt' });
    c.do(c.endpoint.ring(incoming?.callId ?? '', bed.nowMs));
    bed.pass(100);
    answer(bed, c);
    expect(heard(a, 'transfer-progress').map(({ status, final }) => [status, final])).toEqual([
      [202, false],
      [100, false],
      [180, false],
      [200, true],
    ]);
    const notify = messages(b, 'NOTIFY').at(-1);
    expect(headerOf(notify, 'Subscription-State')).toBe('terminated;reason=noresource');
    expect(headerOf(notify, 'Content-Type')).toBe('message/sipfrag;version=2.0');
    for (const who of [a, b, c])
      for (const { callId } of who.events) who.do(who.endpoint.hangUp(callId, bed.nowMs));
    bed.pass(100_000);
    expect([a, b, c].map(({ endpoint }) => endpoint.counts())).toEqual([nothing, nothing, nothing]);
  });

  it('puts a far end through after asking: the target lets the first call go and keeps the new one (RFC 3891 3)', () => {
    const { bed, a, b, c, caller, called } = threesome();
    a.do(a.endpoint.hold(caller, bed.nowMs));
    const consulted = bed.answered(a, c);
    a.do(a.endpoint.transfer(caller, { to: { call: consulted.caller } }, bed.nowMs));
    bed.pass(100);
    expect(heard(b, 'transfer-requested')[0]?.replaces).toContain(';to-tag=');
    const through = follow(bed, b, c);
    expect(heard(c, 'incoming')[1]).toMatchObject({ replaces: consulted.called });
    const kept = answer(bed, c);
    expect(heard(c, 'ended')).toMatchObject([{ callId: consulted.called, replacedBy: kept }]);
    expect(heard(a, 'ended')).toMatchObject([{ callId: consulted.caller, by: 'remote' }]);
    expect(heard(a, 'transfer-progress').at(-1)).toMatchObject({ status: 200, final: true });
    a.do(a.endpoint.hangUp(caller, bed.nowMs));
    bed.pass();
    expect(heard(b, 'ended')).toMatchObject([{ callId: called }]);
    expect(b.endpoint.session(through)?.local).toBe(c.endpoint.session(kept)?.remote);
  });

  it('tells a transfer that fails, and the first call goes on (RFC 3515 2.4.5)', () => {
    const { bed, a, b, c, caller } = threesome();
    a.do(a.endpoint.transfer(caller, { to: uriOf(c) }, bed.nowMs));
    bed.pass(100);
    follow(bed, b, c);
    c.do(c.endpoint.reject(heard(c, 'incoming')[0]?.callId ?? '', 486, bed.nowMs));
    bed.pass();
    expect(heard(a, 'transfer-progress').at(-1)).toMatchObject({ status: 486, final: true });
    expect(a.endpoint.session(caller)?.confirmed).toBe(true);
    expect(heard(a, 'ended')).toEqual([]);
  });

  it('calls nobody unless the user says so, and says when he declines (RFC 3515 2.4.2)', () => {
    const { bed, a, b, c, caller, called } = threesome();
    a.do(a.endpoint.transfer(caller, { to: uriOf(c) }, bed.nowMs));
    bed.pass(5000);
    expect(messages(b, 'INVITE')).toEqual([]);
    b.do(b.endpoint.declineTransfer(called, bed.nowMs));
    bed.pass();
    expect(heard(a, 'transfer-progress').at(-1)).toMatchObject({ status: 603, final: true });
    expect(c.events).toEqual([]);
  });

  it('refuses REFER with 603 and Replaces with 403 where transfers are not taken (RFC 3515 2.4.2; RFC 3891 3)', () => {
    const bed = new TestBed();
    const [a, b] = [bed.add(), bed.add()];
    const { caller } = bed.answered(a, b);
    a.do(a.endpoint.transfer(caller, { to: 'sip:1@127.0.0.9' }, bed.nowMs));
    bed.pass();
    expect(heard(a, 'transfer-progress')).toMatchObject([{ status: 603, final: true }]);
    bed.call(a, b, { replaces: 'x;to-tag=1;from-tag=2' });
    expect(heard(a, 'failed')).toMatchObject([{ status: 403 }]);
  });

  it('tells nothing more when the transferor wants to hear nothing (RFC 4488 4)', () => {
    const { bed, a, b, c, caller } = threesome();
    a.do(a.endpoint.transfer(caller, { to: uriOf(c), quiet: true }, bed.nowMs));
    bed.pass();
    follow(bed, b, c);
    answer(bed, c);
    expect(headerOf(messages(a, 'REFER')[0], 'Refer-Sub')).toBe('false');
    expect(messages(b, 'NOTIFY')).toEqual([]);
    expect(heard(a, 'transfer-progress')).toMatchObject([{ status: 202, final: true }]);
  });

  it('takes no second REFER while it follows one, and no NOTIFY that it did not ask for (RFC 6665 4.1.3)', () => {
    const { bed, a, b, c, caller } = threesome();
    a.do(a.endpoint.transfer(caller, { to: uriOf(c) }, bed.nowMs));
    bed.pass();
    a.do(a.endpoint.transfer(caller, { to: uriOf(c) }, bed.nowMs));
    bed.pass();
    expect(heard(a, 'transfer-progress').at(-1)).toMatchObject({ status: 491, final: true });
    expect(messages(a, 'REFER')).toHaveLength(1);
    const notify = messages(b, 'NOTIFY')[0] ?? '';
    const other = (from: string, to: string): string => notify.replace(from, to);
    const send = (text: string): void => {
      bed.wire.send(b.at, a.at, new TextEncoder().encode(text));
      bed.pass();
    };
    send(
      other('z9hG4bK', 'z9hG4bKx')
        .replace(/CSeq: (\d+)/, 'CSeq: 90001')
        .replace(/^Event: refer/m, 'Event: presence'),
    );
    expect(messages(a, 'SIP/2.0 489')).toHaveLength(1);
    a.do(a.endpoint.hangUp(caller, bed.nowMs));
    send(other('z9hG4bK', 'z9hG4bKy').replace(/CSeq: (\d+)/, 'CSeq: 90002'));
    expect(messages(a, 'SIP/2.0 481')).toHaveLength(1);
  });

  it('refuses a REFER that names nobody by 400, and one outside of calls by 481 (RFC 3515 2.4.2)', () => {
    const { bed, a, b, c, caller } = threesome();
    bed.tamper = (text) => text.replace(/^Refer-To: .*\r\n/m, '');
    a.do(a.endpoint.transfer(caller, { to: uriOf(c) }, bed.nowMs));
    bed.pass();
    expect(heard(a, 'transfer-progress')).toMatchObject([{ status: 400, final: true }]);
    expect(heard(b, 'transfer-requested')).toEqual([]);
  });

  it('copies no header from a Refer-To into the new INVITE but Replaces (RFC 3261 19.1.5)', () => {
    const { bed, a, b, c, caller } = threesome();
    const to = `${uriOf(c)}?Subject=evil&Route=%3Csip:192.0.2.1%3E`;
    a.do(a.endpoint.transfer(caller, { to }, bed.nowMs));
    bed.pass();
    follow(bed, b, c);
    const invite = messages(b, 'INVITE')[0];
    expect(invite).toMatch(new RegExp(`^INVITE ${uriOf(c)} SIP/2.0`));
    expect([headerOf(invite, 'Subject'), headerOf(invite, 'Route')]).toEqual([null, null]);
  });

  it('answers Replaces for a call that is not there by 481, that is over by 603 or 481, twice by 400 (RFC 3891 3)', () => {
    const { bed, a, b, c, caller, called } = threesome();
    const view = b.endpoint.session(called);
    const replaces = `${view?.callId};to-tag=${view?.localTag};from-tag=${view?.remoteTag}`;
    bed.call(c, b, { replaces: replaces.replace('to-tag=', 'to-tag=x') });
    bed.call(c, b, { replaces: 'nonsense' });
    bed.call(c, b, { replaces: `${replaces};early-only` });
    a.do(a.endpoint.hangUp(caller, bed.nowMs));
    bed.call(c, b, { replaces });
    expect(heard(c, 'failed').map(({ status }) => status)).toEqual([481, 400, 486, 603]);
  });

  it('lets a call that still rings be picked up by another, and cancels it (RFC 3891 3)', () => {
    const { bed, a, b, c } = threesome();
    const ringing = bed.call(a, b);
    b.do(b.endpoint.ring(ringing.incoming?.callId ?? '', bed.nowMs));
    bed.pass();
    const view = a.endpoint.session(ringing.callId);
    const replaces = `${view?.callId};to-tag=${view?.localTag};from-tag=${view?.remoteTag};early-only`;
    bed.call(c, a, { replaces });
    expect(heard(a, 'incoming')).toMatchObject([{ replaces: ringing.callId }]);
    answer(bed, a);
    bed.pass();
    expect(heard(a, 'failed')).toMatchObject([
      { callId: ringing.callId, by: 'local', status: 487 },
    ]);
    expect(heard(b, 'ended').at(-1)).toMatchObject({ status: 487 });
  });
});
