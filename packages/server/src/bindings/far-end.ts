import { createSocket } from 'node:dgram';

const patienceMs = 700;

/**
 * Asks a loopback address with OPTIONS (RFC 3261 section 11) who it is; true when our own simulated
 * exchange answers. Nothing is sent anywhere else.
 */
export async function isSimulatedExchange(host: string, port: number): Promise<boolean> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(0, host.includes(':') ? '::1' : '127.0.0.1', resolve);
    });
    const local = socket.address();
    const mark = crypto.randomUUID().slice(0, 8);
    const at = host.includes(':') ? `[${host}]` : host;
    const request = [
      `OPTIONS sip:${at}:${port} SIP/2.0`,
      `Via: SIP/2.0/UDP ${local.address}:${local.port};branch=z9hG4bK${mark};rport`,
      'Max-Forwards: 0',
      `From: <sip:everyline@${local.address}>;tag=${mark}`,
      `To: <sip:${at}:${port}>`,
      `Call-ID: ${mark}@${local.address}`,
      'CSeq: 1 OPTIONS',
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');
    const answer = new Promise<string>((resolve) => {
      const timer = setTimeout(() => resolve(''), patienceMs);
      socket.on('message', (bytes) => {
        clearTimeout(timer);
        resolve(bytes.toString('utf8'));
      });
      socket.on('error', () => {
        clearTimeout(timer);
        resolve('');
      });
    });
    socket.send(request, port, host);
    return /^(?:Server|User-Agent):\s*Everyline simulated exchange\s*$/im.test(await answer);
  } catch {
    return false;
  } finally {
    socket.close();
  }
}
