import { htmlOf, oneLine } from '#domain/notifications/template.ts';

/** What a mail says and who it is from and for. Addresses have passed `mailAddress`. */
export interface Mail {
  readonly id: string;
  readonly from: string;
  readonly fromName: string;
  readonly replyTo: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly language: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * A mail as it is sent (RFC 5322, RFC 2045): ASCII, lines of at most 76 characters ending in CRLF, the text as it is and once more
 * as HTML, which knows from which side a language is written. Nothing that was typed can begin a line of the head.
 */
export function mailText(mail: Mail): string {
  const boundary = `=_${mail.id}`;
  const head = [
    `Date: ${new Date(mail.at).toUTCString().replace('GMT', '+0000')}`, `Message-ID: <${mail.id}@${mail.from.slice(mail.from.lastIndexOf('@') + 1)}>`,
    `From: ${mailbox(mail.fromName, mail.from)}`, ...(mail.replyTo === '' ? [] : [`Reply-To: <${mail.replyTo}>`]), `To: <${mail.to}>`, `Subject: ${headerText(mail.subject)}`,
    'Auto-Submitted: auto-generated', 'MIME-Version: 1.0', `Content-Type: multipart/alternative; boundary="${boundary}"`,
  ];
  const part = (type: string, content: string): string =>
    [`--${boundary}`, `Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: base64', '', inBase64(content), ''].join('\r\n');
  const crlf = mail.text.replace(/\r\n?|\n/g, '\r\n');
  return [...head, '', part('text/plain', crlf) + part('text/html', htmlOf(mail.text, mail.language)) + `--${boundary}--`, ''].join('\r\n');
}

const mailbox = (name: string, address: string): string => (oneLine(name) === '' ? `<${address}>` : `${headerText(name)} <${address}>`);

const inBase64 = (text: string): string => (Buffer.from(text, 'utf8').toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');

/** Bytes of UTF-8 in one encoded word: with its marks it stays within 75 characters (RFC 2047 §2). */
const WORD_BYTES = 45;

/** A text of the head: always in encoded words, so that no sign of it has a meaning there. */
export function headerText(typed: string): string {
  const words: string[] = [];
  let word = '';
  for (const letter of oneLine(typed)) {
    if (Buffer.byteLength(word + letter) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += letter;
  }
  return [...words, word].map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ');
}
