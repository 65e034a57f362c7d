import { createSocket } from 'node:dgram';
import { connect } from 'node:net';

/** Whether a SIP server answers on a socket as Kamailio writes it: an OPTIONS over UDP, a connection otherwise. */
export function answersOn(socket: string, withinMs: number): Promise<boolean> {
  // What stands behind a blank is what Kamailio tells others, not where it listens.
  const [protocol = '', host = '', port = ''] = (socket.split(' ', 1)[0] ?? '').split(':');
  return protocol === 'udp'
    ? answersOptions(host, Number(port), withinMs)
    : takesConnection(host, Number(port), withinMs);
}

function answersOptions(host: string, port: number, withinMs: number): Promise<boolean> {
  const socket = createSocket('udp4');
  return new Promise((done) => {
    const end = (answered: boolean): void => {
      clearTimeout(late);
      socket.close();
      done(answered);
    };
    const late = setTimeout(() => {
      end(false);
    }, withinMs);
    socket.once('message', () => {
      end(true);
    });
    socket.once('error', () => {
      end(false);
    });
    socket.bind(0, host, () => {
      const own = socket.address().port;
      const text = [
        `OPTIONS sip:${host}:${port} SIP/2.0`,
        `Via: SIP/2.0/UDP ${host}:${own};rport;branch=z9hG4bKup${own}`,
        'Max-Forwards: 1',
        `From: <sip:up@${host}>;tag=up`,
        `To: <sip:${host}:${port}>`,
        `Call-ID: up-${own}@${host}`,
        'CSeq: 1 OPTIONS',
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n');
      socket.send(text, port, host, () => undefined);
    });
  });
}

function takesConnection(host: string, port: number, withinMs: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host, port, timeout: withinMs });
    const end = (taken: boolean): void => {
      socket.destroy();
      done(taken);
    };
    socket.once('connect', () => {
      end(true);
    });
    for (const event of ['error', 'timeout']) {
      socket.once(event, () => {
        end(false);
      });
    }
  });
}
