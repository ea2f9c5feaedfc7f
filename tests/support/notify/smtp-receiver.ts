import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly secure: boolean;
}

export interface MailServer {
  readonly port: number;
  readonly received: readonly ReceivedMail[];
}

/** What it answers instead of taking a mail; `hang` says nothing any more, `cut` ends the connection once the dot has come. */
export type Temper = { readonly at: 'from' | 'to' | 'data'; readonly code: number } | 'hang' | 'cut';

/** A real mail server on this machine that keeps what it is given, until it is closed. */
export async function startMailServer(options: SMTPServerOptions = {}, temper: () => Temper | undefined = () => undefined): Promise<MailServer & { readonly close: () => Promise<void> }> {
  const received: ReceivedMail[] = [];
  const no = (at: 'from' | 'to' | 'data'): (Error & { responseCode: number }) | undefined => {
    const mood = temper();
    return typeof mood === 'object' && mood.at === at ? Object.assign(new Error('not now'), { responseCode: mood.code }) : undefined;
  };
  const server = new SMTPServer({
    authOptional: true, disabledCommands: options.secure === true || options.key !== undefined ? [] : ['STARTTLS'], hideSTARTTLS: options.key === undefined, disableReverseLookup: true, closeTimeout: 100,
    onMailFrom: (_address, _session, done) => { done(no('from')); },
    onRcptTo: (_address, _session, done) => { done(no('to')); },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => { chunks.push(chunk); });
      stream.on('end', () => {
        const mood = temper();
        const refusal = no('data');
        if (refusal) return done(refusal);
        const { mailFrom, rcptTo } = session.envelope;
        received.push({ from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString('utf8'), secure: session.secure });
        if (mood === 'hang') return;
        if (mood === 'cut') return void [...server.connections].forEach((connection) => { connection._socket.destroy(); });
        done();
      });
    },
    ...options,
  });
  // A client that hangs up is nothing to this server.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => { resolve(); }); });
  return { port: (server.server.address() as AddressInfo).port, received, close: () => new Promise<void>((resolve) => { server.close(() => { resolve(); }); }) };
}
