import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer/lib/errors';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailSettings } from '#domain/contract/notifications.ts';
import type { SendFault, SendOutcome } from '#domain/notifications/outbox.ts';
import { mailText } from './mail-text.ts';
import type { SendLimits, Sending } from './message.ts';
import { isTlsFault } from './tls-fault.ts';

/** A server that says more in one answer is none. */
const MOST_REPLY = 64 * 1024;
/** A server that does not hang up in return is left after this. */
const CLOSE_MS = 1000;

/**
 * Gives one mail to a server (RFC 5321). A server takes a mail with its answer to the dot that ends it: whatever fails before the
 * text was asked for is sure not to have been sent, and an answer that does not come after it is not known.
 */
export async function sendMail(sending: Sending<MailSettings>): Promise<SendOutcome> {
  const { settings, message, limits } = sending;
  const text = await mailText({ ...message, from: settings.from, fromName: settings.fromName, replyTo: settings.replyTo });
  const said = { begun: false };
  const connection = new SMTPConnection(connectionOf(settings, limits));
  const late = new AbortController();
  const timer = setTimeout(() => { late.abort(); }, limits.mailMs);
  const ending = AbortSignal.any([sending.signal, late.signal]);
  try {
    const answer = await converse(connection, sending, ending, begunBy(text, () => { said.begun = true; }));
    connection.quit();
    return { kind: 'taken', reference: answer.split('\n').at(-1)?.replace(/^\d{3}[ -]?/, '').slice(0, 200) ?? null };
  } catch (error) {
    if (ending.aborted) return said.begun ? { kind: 'lost', fault: 'timeout' } : { kind: 'later', fault: 'timeout', afterMs: null };
    return said.begun ? afterText(error as NodemailerError) : beforeText(error as NodemailerError);
  } finally {
    clearTimeout(timer);
    connection.close();
  }
}

function connectionOf({ host, port, security, certificate }: MailSettings, { connectMs, answerMs }: SendLimits): SMTPConnection.Options {
  return {
    host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none',
    // The name of this PC is nobody's business.
    name: '[127.0.0.1]',
    // A certificate given by hand names no host that has to fit: it is the server, or it is not.
    tls: certificate === '' ? {} : { ca: certificate, checkServerIdentity: () => undefined },
    connectionTimeout: connectMs + answerMs, greetingTimeout: answerMs, socketTimeout: answerMs, dnsTimeout: connectMs, socketCloseTimeout: CLOSE_MS, maxResponseSize: MOST_REPLY,
  };
}

/** The text, and word of the moment in which the first of it is asked for: the server said that it may come. */
const begunBy = (text: Buffer, onBegun: () => void): Readable => Readable.from((function* () {
  onBegun();
  yield text;
})());

/** The last answer of the server. Throws NodemailerError; what breaks the connection is told by its event alone. */
function converse(connection: SMTPConnection, { settings, secret, message }: Sending<MailSettings>, ending: AbortSignal, text: Readable): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const give = (): void => {
    connection.send({ from: settings.from, to: message.to }, text, (error, info) => { if (error) reject(error); else resolve(info.response); });
  };
  const abort = (): void => { reject(new Error('timeout')); };
  ending.addEventListener('abort', abort);
  connection.on('error', reject);
  if (ending.aborted) abort();
  else {
    connection.connect((error) => {
      if (error) reject(error);
      else if (settings.user === '') give();
      else connection.login({ user: settings.user, credentials: { user: settings.user, pass: secret } }, (refused) => { if (refused) reject(refused); else give(); });
    });
  }
  return promise.finally(() => { ending.removeEventListener('abort', abort); });
}

/** 4yz asks for another try, 5yz for none (RFC 5321 §4.2.1); the mail was not given yet, so nothing else is in doubt. */
function beforeText(error: NodemailerError): SendOutcome {
  const fault = faultOf(error);
  const { responseCode = 0 } = error;
  if (responseCode >= 400 && responseCode < 500) return { kind: 'later', fault: fault === 'auth' ? 'auth' : 'busy', afterMs: null };
  // What was refused stays so, and a certificate does not become right by waiting.
  const stays = responseCode >= 500 || !['unreachable', 'timeout', 'bad-answer'].includes(fault);
  return stays ? { kind: 'refused', fault } : { kind: 'later', fault, afterMs: null };
}

/** Only a server that answered the text by a number has surely not taken it. */
function afterText({ code, responseCode = 0 }: NodemailerError): SendOutcome {
  if (code === 'EMESSAGE' && responseCode >= 400 && responseCode < 500) return { kind: 'later', fault: 'busy', afterMs: null };
  if (code === 'EMESSAGE' && responseCode >= 500 && responseCode < 600) return { kind: 'refused', fault: 'refused' };
  return { kind: 'lost', fault: code === 'ETIMEDOUT' ? 'timeout' : code === 'EMESSAGE' || code === 'EPROTOCOL' ? 'bad-answer' : 'unreachable' };
}

const BY_COMMAND: Readonly<Record<string, SendFault>> = { 'MAIL FROM': 'refused-sender', 'RCPT TO': 'refused-recipient' };

function faultOf({ code, command = '', originalCode, response, responseCode = 0 }: NodemailerError): SendFault {
  if (response !== undefined && responseCode === 0) return 'bad-answer';
  switch (code) {
    case 'EAUTH': return 'auth';
    case 'ETLS': return command === 'STARTTLS' && responseCode >= 500 ? 'no-starttls' : 'tls';
    case 'ETIMEDOUT': return 'timeout';
    case 'EPROTOCOL': return responseCode >= 500 ? 'refused' : 'bad-answer';
    case 'EENVELOPE': case 'EMESSAGE': return BY_COMMAND[command] ?? 'refused';
    default: return isTlsFault(originalCode) ? 'tls' : responseCode >= 500 ? 'refused' : 'unreachable';
  }
}
