import type { CertificateFacts } from '@everyline/domain';

/** What is wrong with a certificate or a key as somebody gave it. */
export type CertificateProblem =
  /** No certificate in PEM stands in the text. */
  | 'certificate_unreadable'
  /** No private key in PEM stands in the text. */
  | 'key_unreadable'
  /** The key is there, under a passphrase. */
  | 'key_protected'
  /** Another key than that of the certificate. */
  | 'key_of_another'
  /** TLS would not take it: too weak, or an algorithm that is no longer used. */
  | 'certificate_unusable'
  /** A certificate that cannot have certified others. */
  | 'no_authority';

/** A certificate in force or not, as it is kept: its own text alone, whatever stood around it. */
export interface ReadCertificate extends CertificateFacts {
  /** PEM: of one of our own, with its chain behind it. */
  readonly certificate: string;
}

/** Reads certificates and keys in PEM (RFC 7468). */
export interface CertificateReader {
  /** A certificate of ours, the first of the text, with its key. */
  client(
    certificate: string,
    privateKey: string,
  ):
    | { readonly read: ReadCertificate; readonly privateKey: string }
    | { readonly wrong: CertificateProblem };
  /** Authorities to believe; one or more. */
  authorities(
    text: string,
  ): { readonly read: readonly ReadCertificate[] } | { readonly wrong: CertificateProblem };
}
