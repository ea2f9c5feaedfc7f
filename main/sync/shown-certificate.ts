import { createHash, X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import { certificateWords } from '#domain/sync/certificate-words.ts';

/** The certificate with which a server says who it is, for a person who compares it with what the server printed. */
export interface ShownCertificate {
  /** PEM. */
  readonly certificate: string;
  readonly words: string;
  /** After this it is not believed any more; milliseconds since 1970. */
  readonly until: number;
}

const WITHIN_MS = 10_000;

/** Asks a server for its certificate, and nothing else. Null where none is shown. */
export function shownCertificate(server: string): Promise<ShownCertificate | null> {
  const { protocol, hostname, port } = new URL(server);
  if (protocol !== 'https:') return Promise.resolve(null);
  return new Promise((resolve) => {
    // Not believed: no word of ours is sent on this connection.
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 443 : Number(port), rejectUnauthorized: false });
    const end = (shown: ShownCertificate | null): void => {
      socket.destroy();
      resolve(shown);
    };
    socket.setTimeout(WITHIN_MS, () => { end(null); });
    socket.once('error', () => { end(null); });
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      end(certificate ? shown(certificate) : null);
    });
  });
}

/** The words of a certificate (PEM); null where it is none. */
export function wordsOf(certificate: string): string | null {
  try {
    return certificate === '' ? null : shown(new X509Certificate(certificate)).words;
  } catch {
    return null;
  }
}

const shown = (certificate: X509Certificate): ShownCertificate => ({
  certificate: certificate.toString(), words: certificateWords(createHash('sha256').update(certificate.raw).digest()), until: Date.parse(certificate.validTo),
});
