import MailComposer from 'nodemailer/lib/mail-composer';
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

/** A mail as it is sent (RFC 5322): the text as it is, and once more as HTML, which knows from which side a language is written. */
export const mailText = (mail: Mail): Promise<Buffer> => new MailComposer({
  date: new Date(mail.at), messageId: `<${mail.id}@${mail.from.slice(mail.from.lastIndexOf('@') + 1)}>`,
  from: { name: oneLine(mail.fromName), address: mail.from }, to: { name: '', address: mail.to }, ...(mail.replyTo === '' ? {} : { replyTo: { name: '', address: mail.replyTo } }),
  // Answering machines do not answer to this (RFC 3834).
  subject: oneLine(mail.subject), headers: { 'Auto-Submitted': 'auto-generated' },
  text: mail.text.replace(/\r\n?|\n/g, '\r\n'), html: htmlOf(mail.text, mail.language),
  encoding: 'base64', textEncoding: 'base64', disableFileAccess: true, disableUrlAccess: true,
}).compile().build();
