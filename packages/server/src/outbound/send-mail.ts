import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

import type { MailServer, OutboundMessage, SendResult } from '../app/ports/outbound.ts';
import { isPrivateAddress } from '../sources/private-address.ts';
import { isAllowed } from './http-exchange.ts';
import { networkFailure, PrivateAddress } from './network-failure.ts';
import { plainText } from './plain-text.ts';

/** For each step of the conversation, and for all of it. */
const stepMs = 10_000;
const wholeMs = 30_000;
const mostBytes = 200_000;

/** Sends a message by SMTP. */
export async function sendMail(
  server: MailServer,
  to: string,
  message: OutboundMessage,
  allowedHosts: readonly string[],
): Promise<SendResult> {
  const signal = AbortSignal.timeout(wholeMs);
  try {
    const address = await addressOf(server, allowedHosts);
    const transport = await transportTo(server, address);
    const late = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
    );
    try {
      const info = await Promise.race([transport.sendMail(letter(server, to, message)), late]);
      return { kind: 'sent', answer: info.response };
    } finally {
      transport.close();
    }
  } catch (cause) {
    return mailFailure(cause);
  }
}

/** The address that is connected to is the one that was checked: a name cannot change in between. */
async function addressOf(
  { host, port }: MailServer,
  allowedHosts: readonly string[],
): Promise<string> {
  if (isIP(host) === 0) {
    const { address } = await lookup(host);
    requirePublic(address, host, port, allowedHosts);
    return address;
  }
  requirePublic(host, host, port, allowedHosts);
  return host;
}

function requirePublic(
  address: string,
  host: string,
  port: number,
  allowedHosts: readonly string[],
): void {
  if (isAllowed({ hostname: host, host: `${host}:${port}` }, allowedHosts)) return;
  if (isPrivateAddress(address)) throw new PrivateAddress(host);
}

/** The library is loaded with the first letter: a city without a mail server never needs it. */
async function transportTo(server: MailServer, address: string) {
  const { createTransport } = await import('nodemailer');
  const { host, port, security, username, password } = server;
  return createTransport({
    host: address,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(isIP(host) === 0 && { tls: { servername: host } }),
    ...(username !== null && { auth: { user: username, pass: password ?? '' } }),
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function letter(server: MailServer, to: string, message: OutboundMessage) {
  const domain = server.from.slice(server.from.lastIndexOf('@') + 1);
  return {
    from: { name: message.language === 'zh-CN' ? '每线通' : 'Everyline', address: server.from },
    to,
    subject: message.title,
    text: plainText(message, mostBytes),
    date: new Date(message.atMs),
    // The same for every attempt: mailboxes show a repetition once.
    messageId: `<${message.id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/** What a failed conversation means: 5xx stays refused, everything else may pass. */
function mailFailure(cause: unknown): SendResult {
  if (!(cause instanceof Error)) return networkFailure(cause);
  const { code, responseCode, response } = cause as Error & {
    code?: string;
    responseCode?: number;
    response?: string;
  };
  const detail = response ?? cause.message;
  if (code === 'EAUTH') {
    return { kind: 'failed', retry: true, failure: { code: 'sign_in_refused', detail } };
  }
  if (code === 'ETLS') {
    return { kind: 'failed', retry: true, failure: { code: 'no_encryption', detail } };
  }
  // The library puts its own code in the place of the one of TLS, and leaves its sentence.
  if (code === 'ESOCKET' && /certificate/i.test(cause.message)) {
    return { kind: 'failed', retry: true, failure: { code: 'certificate', detail } };
  }
  if (responseCode !== undefined) {
    const retry = responseCode < 500;
    return { kind: 'failed', retry, failure: { code: 'mail_refused', detail } };
  }
  return networkFailure(cause);
}
