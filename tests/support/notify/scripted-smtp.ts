import { createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a mail server is waited for to answer, in this order. */
export const smtpSteps = ['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'dot'] as const;
export type SmtpStep = (typeof smtpSteps)[number];

/** `drip` says for ever that there is more to come. */
export type Misstep = 'hang' | 'cut' | 'drip' | { readonly say: string };

export interface ScriptedServer {
  readonly port: number;
  /** Texts of which the end came. */
  readonly ended: () => number;
}

const FINE: Readonly<Record<SmtpStep, string>> = { connect: '220 here', EHLO: '250 here', MAIL: '250 fine', RCPT: '250 fine', DATA: '354 go on', dot: '250 taken' };

/** A server on this machine that does as a mail server does, but at one step. */
export async function scriptedServer(at: SmtpStep, misstep: Misstep, pipelining: boolean): Promise<ScriptedServer> {
  let ended = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let [rest, inText] = ['', false];
    const answer = (step: SmtpStep): void => {
      if (step === at) return err(socket, misstep);
      // Whom it did not take it takes no text for (RFC 5321 §4.1.1.4).
      if (step === 'DATA' && (at === 'MAIL' || at === 'RCPT')) return void socket.write('503 for nobody\r\n');
      socket.write(step === 'EHLO' && pipelining ? '250-here\r\n250 PIPELINING\r\n' : `${FINE[step]}\r\n`);
      inText = step === 'DATA';
    };
    const take = (line: string): void => {
      if (!inText) return answer(smtpSteps.find((step) => line.toUpperCase().startsWith(step)) ?? 'EHLO');
      if (line !== '.') return;
      [inText, ended] = [false, ended + 1];
      answer('dot');
    };
    socket.on('error', () => undefined).on('close', () => { sockets.delete(socket); }).setEncoding('latin1').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== 'QUIT') take(line);
    });
    answer('connect');
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => { resolve(); }); });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, ended: () => ended };
}

function err(socket: Socket, misstep: Misstep): void {
  if (misstep === 'cut') socket.destroy();
  else if (misstep === 'drip') {
    const drops = setInterval(() => { socket.write('250-a little\r\n'); }, 20);
    socket.on('close', () => { clearInterval(drops); });
  } else if (misstep !== 'hang') socket.write(`${misstep.say}\r\n`);
}
