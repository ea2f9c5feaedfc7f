import { assertNever } from '#domain/kit/assert-never.ts';
import type { SendOutcome } from '#domain/notifications/outbox.ts';
import { sendSms } from './send-sms.ts';
import { sendSns } from './send-sns.ts';
import { sendWebhook } from './send-webhook.ts';
import type { Sending } from './message.ts';

/** Sends one message by the channel's own way. Never throws for what the other side does. */
export async function send(sending: Sending): Promise<SendOutcome> {
  const { settings } = sending;
  switch (settings.kind) {
    // What writes and carries mails is read in by those who send some: it would cost every start a tenth of a second.
    case 'email': return (await import('./send-mail.ts')).sendMail({ ...sending, settings });
    case 'sms': return sendSms({ ...sending, settings });
    case 'webhook': return sendWebhook({ ...sending, settings });
    case 'sns': return sendSns({ ...sending, settings });
    default: return assertNever(settings);
  }
}
