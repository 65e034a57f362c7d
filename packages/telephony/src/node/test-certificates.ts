import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate with its key, in PEM and as files for strangers that read those. */
export interface TestCertificate {
  readonly certificate: string;
  readonly privateKey: string;
  readonly certificateFile: string;
  readonly privateKeyFile: string;
}

/** An authority of a test's own, made anew each time and gone after it. */
export class TestAuthority {
  readonly folder: string;
  readonly authority: string;
  readonly authorityFile: string;
  readonly #openssl: string;

  constructor(openssl: string) {
    this.#openssl = openssl;
    this.folder = mkdtempSync(join(tmpdir(), 'everyline-certificates-'));
    this.authorityFile = join(this.folder, 'authority.pem');
    this.#run([
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-subj', '/CN=Everyline test authority', '-days', '2'],
      ...['-keyout', join(this.folder, 'authority.key'), '-out', this.authorityFile],
    ]);
    this.authority = readFileSync(this.authorityFile, 'utf8');
  }

  /** Certifies a name; `names` as openssl writes them: `DNS:pbx.example,IP:127.0.0.1,URI:sip:example`. */
  certify(file: string, names: string, days = 2): TestCertificate {
    const path = (end: string): string => join(this.folder, `${file}.${end}`);
    this.#run([
      ...['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-subj', `/CN=${file}`, '-keyout', path('key'), '-out', path('csr')],
    ]);
    writeFileSync(path('ext'), `subjectAltName=${names}\n`);
    this.#run([
      ...['x509', '-req', '-in', path('csr'), '-extfile', path('ext'), '-out', path('pem')],
      ...[
        '-CA',
        this.authorityFile,
        '-CAkey',
        join(this.folder, 'authority.key'),
        '-CAcreateserial',
      ],
      ...['-days', String(days)],
    ]);
    return {
      certificate: readFileSync(path('pem'), 'utf8'),
      privateKey: readFileSync(path('key'), 'utf8'),
      certificateFile: path('pem'),
      privateKeyFile: path('key'),
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #run(words: readonly string[]): void {
    execFileSync(this.#openssl, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  }
}
