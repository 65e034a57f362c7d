import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import {
  checkServerIdentity,
  createSecureContext,
  type ConnectionOptions,
  type PeerCertificate,
  type SecureContextOptions,
  type TlsOptions,
} from 'node:tls';
import type { Address } from '../sip/address.ts';
import { PhoneFault } from './phone-fault.ts';

/** Certificates for TLS and WSS, all in PEM (RFC 5922). */
export interface TlsSettings {
  /** Our own, with its chain: needed to listen, and to show where the far end asks for one (mutual TLS). */
  readonly certificate?: string;
  readonly privateKey?: string;
  /** The authorities that a far end's certificate must come from; those of the system unless given. */
  readonly authorities?: readonly string[];
  /** Whether servers must show a certificate for their name that is in force; yes unless given. */
  readonly verifyServers?: boolean;
  /** Whether clients must show a certificate of the authorities (mutual TLS); no unless given. */
  readonly verifyClients?: boolean;
}

/** Reads certificates from files in PEM. */
export function tlsSettingsOfFiles(files: {
  readonly certificate?: string;
  readonly privateKey?: string;
  readonly authorities?: string;
}): TlsSettings {
  const read = (path: string): string => {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      throw new PhoneFault(
        'tls_certificate_unusable',
        `cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
  return {
    ...(files.certificate === undefined ? {} : { certificate: read(files.certificate) }),
    ...(files.privateKey === undefined ? {} : { privateKey: read(files.privateKey) }),
    ...(files.authorities === undefined ? {} : { authorities: [read(files.authorities)] }),
  };
}

/** What both ends are given: our certificate, and whom we believe. Throws PhoneFault when it cannot be used. */
function material(settings: TlsSettings): SecureContextOptions {
  const { certificate, privateKey, authorities } = settings;
  const given = {
    ...(certificate === undefined ? {} : { cert: certificate }),
    ...(privateKey === undefined ? {} : { key: privateKey }),
    // Whoever is named is believed, also one that another authority has certified in its turn.
    ...(authorities === undefined ? {} : { ca: [...authorities], allowPartialTrustChain: true }),
  };
  try {
    createSecureContext(given);
  } catch (error) {
    throw new PhoneFault(
      'tls_certificate_unusable',
      `certificate, private key or authorities cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return given;
}

/** What Node needs to listen with TLS; throws `PhoneFault` where certificate or key are missing or cannot be used. */
export function serverTlsOptions(settings: TlsSettings): TlsOptions {
  if (settings.certificate === undefined || settings.privateKey === undefined) {
    throw new PhoneFault(
      'tls_certificate_unusable',
      'listening for TLS or WSS needs a certificate and its private key',
    );
  }
  const verifyClients = settings.verifyClients ?? false;
  return {
    ...material(settings),
    minVersion: 'TLSv1.2',
    requestCert: verifyClients,
    rejectUnauthorized: verifyClients,
  };
}

/** The name is sent (SNI) and must stand in the certificate as DNS name, address or SIP URI (RFC 5922 section 7.1). */
export function clientTlsOptions(settings: TlsSettings, to: Address): ConnectionOptions {
  const name = to.name ?? to.host;
  return {
    ...material(settings),
    minVersion: 'TLSv1.2',
    rejectUnauthorized: settings.verifyServers ?? true,
    ...(isIP(name) === 0 ? { servername: name } : {}),
    checkServerIdentity: (_host: string, certificate: PeerCertificate) =>
      hasSipName(certificate, name) ? undefined : checkServerIdentity(name, certificate),
  };
}

function hasSipName(certificate: PeerCertificate, name: string): boolean {
  const wanted = `uri:sip:${name.toLowerCase()}`;
  return (certificate.subjectaltname ?? '')
    .split(',')
    .some((entry) => entry.trim().toLowerCase() === wanted);
}
