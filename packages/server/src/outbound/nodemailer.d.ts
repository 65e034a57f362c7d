/** The part of nodemailer that is used: one transport, which carries one letter and is closed. */
declare module 'nodemailer' {
  export interface TransportOptions {
    readonly host: string;
    readonly port: number;
    readonly secure: boolean;
    readonly requireTLS: boolean;
    readonly ignoreTLS: boolean;
    readonly tls?: { readonly servername: string };
    readonly auth?: { readonly user: string; readonly pass: string };
    readonly connectionTimeout: number;
    readonly greetingTimeout: number;
    readonly socketTimeout: number;
    readonly disableFileAccess: boolean;
    readonly disableUrlAccess: boolean;
  }

  export interface Letter {
    readonly from: { readonly name: string; readonly address: string };
    readonly to: string;
    readonly subject: string;
    readonly text: string;
    readonly date: Date;
    readonly messageId: string;
    readonly headers: Readonly<Record<string, string>>;
  }

  export interface Transport {
    sendMail(letter: Letter): Promise<{ readonly response: string }>;
    close(): void;
  }

  export function createTransport(options: TransportOptions): Transport;
}
