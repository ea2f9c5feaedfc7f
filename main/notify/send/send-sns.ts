import type { SnsSettings } from '#domain/contract/notifications.ts';
import type { SendOutcome } from '#domain/notifications/outbox.ts';
import { signedHeaders } from './aws-signature.ts';
import { httpExchange, outcomeOfStatus, outcomeUnanswered, type HttpResult } from './http-exchange.ts';
import type { Sending } from './message.ts';

/** Publishes to a phone number, or to a topic where the channel names one (Amazon SNS, Query API of 2010-03-31). */
export async function sendSns({ settings, secret, message, limits, signal }: Sending<SnsSettings>): Promise<SendOutcome> {
  const url = new URL(settings.endpoint === '' ? `https://sns.${settings.region}.amazonaws.com/` : settings.endpoint);
  const body = formOf(settings, message.to, message.text);
  const result = await httpExchange({
    url: new URL('/', url).href, method: 'POST', body, limits, signal,
    headers: signedHeaders({ host: url.host, region: settings.region, service: 'sns', body, accessKeyId: settings.accessKeyId, secretKey: secret, at: message.at }),
  });
  if (result.kind !== 'answer') return outcomeUnanswered(result);
  if (isThrottled(result)) return { kind: 'later', fault: 'busy', afterMs: null };
  const outcome = outcomeOfStatus(result, message.at);
  return outcome === 'success' ? { kind: 'taken', reference: tagOf(result.body, 'MessageId') } : outcome;
}

function formOf(settings: SnsSettings, to: string, text: string): string {
  const attributes: readonly (readonly [name: string, value: string])[] = settings.topicArn !== '' ? [] : [
    ['AWS.SNS.SMS.SMSType', 'Transactional'], ...(settings.senderId === '' ? [] : [['AWS.SNS.SMS.SenderID', settings.senderId] as const]),
  ];
  const form: [string, string][] = [
    ['Action', 'Publish'], ['Message', text], settings.topicArn === '' ? ['PhoneNumber', to] : ['TopicArn', settings.topicArn], ['Version', '2010-03-31'],
    ...attributes.flatMap(([name, value], index): [string, string][] => {
      const entry = `MessageAttributes.entry.${String(index + 1)}`;
      return [[`${entry}.Name`, name], [`${entry}.Value.DataType`, 'String'], [`${entry}.Value.StringValue`, value]];
    }),
  ];
  return form.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}

/** Amazon says with 400 that it is asked too often. */
const isThrottled = ({ status, body }: Extract<HttpResult, { kind: 'answer' }>): boolean => status === 400 && /^(Throttl|RequestLimit|TooMany)/.test(tagOf(body, 'Code') ?? '');

const tagOf = (xml: string, tag: string): string | null => new RegExp(`<${tag}>([^<]{1,200})</${tag}>`).exec(xml)?.[1] ?? null;
