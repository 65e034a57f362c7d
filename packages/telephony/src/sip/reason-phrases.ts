import type { Q850Cause } from './call-event.ts';
import type { HeaderFields } from './header-fields.ts';
import { readParams } from './header-values.ts';

/** Customary reason phrases (RFC 3261 section 21 and later registrations). */
const phrases: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  181: 'Call Is Being Forwarded',
  182: 'Queued',
  183: 'Session Progress',
  200: 'OK',
  202: 'Accepted',
  300: 'Multiple Choices',
  301: 'Moved Permanently',
  302: 'Moved Temporarily',
  305: 'Use Proxy',
  380: 'Alternative Service',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  410: 'Gone',
  415: 'Unsupported Media Type',
  416: 'Unsupported URI Scheme',
  420: 'Bad Extension',
  421: 'Extension Required',
  422: 'Session Interval Too Small',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  482: 'Loop Detected',
  484: 'Address Incomplete',
  485: 'Ambiguous',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  489: 'Bad Event',
  491: 'Request Pending',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Server Time-out',
  505: 'Version Not Supported',
  600: 'Busy Everywhere',
  603: 'Decline',
  604: 'Does Not Exist Anywhere',
  606: 'Not Acceptable',
  608: 'Rejected',
};

export function reasonPhrase(status: number): string {
  return phrases[status] ?? 'Unknown';
}

/** Reads the Q.850 causes of the Reason headers (RFC 3326 section 2); others and malformed ones are left out. */
export function readQ850(headers: HeaderFields): Q850Cause[] {
  const causes: Q850Cause[] = [];
  for (const value of headers.list('reason')) {
    const semicolon = value.indexOf(';');
    if (semicolon < 0 || value.slice(0, semicolon).trim().toLowerCase() !== 'q.850') continue;
    const params = readParams(value.slice(semicolon));
    const cause = params.get('cause') ?? '';
    // Some gateways write 0 where they have no cause; table 1 of Q.850 has none.
    if (!/^\d{1,3}$/.test(cause) || Number(cause) > 127 || Number(cause) === 0) continue;
    causes.push({ cause: Number(cause), text: params.get('text') ?? null });
  }
  return causes;
}

/** Retry-After in seconds (RFC 3261 section 20.33), null when absent or malformed. */
export function readRetryAfter(headers: HeaderFields): number | null {
  const match = /^(\d{1,9})(?:[\s;(]|$)/.exec(headers.first('retry-after') ?? '');
  return match === null ? null : Number(match[1]);
}
