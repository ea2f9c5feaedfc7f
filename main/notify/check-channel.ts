import type { ChannelSettings, MailSettings, SmsSettings, SnsSettings } from '#domain/contract/notifications.ts';
import { isNearHost, mailAddress } from '#domain/notifications/address.ts';
import { isSafeUrl } from './safe-url.ts';

export interface Issue {
  readonly field: string;
  readonly code: string;
}

/** What keeps a channel from working, box by box. */
export function channelIssues(settings: ChannelSettings): Issue[] {
  switch (settings.kind) {
    case 'email': return mailIssues(settings);
    case 'sms': return smsIssues(settings);
    case 'webhook': return urlIssue('url', settings.url);
    case 'sns': return snsIssues(settings);
  }
}

const empty = (field: string, typed: string): Issue[] => (typed.trim() === '' ? [{ field, code: 'empty' }] : []);

const urlIssue = (field: string, url: string): Issue[] => {
  if (url.trim() === '') return [{ field, code: 'empty' }];
  if (!URL.canParse(url)) return [{ field, code: 'bad-url' }];
  return isSafeUrl(url) ? [] : [{ field, code: 'insecure-url' }];
};

const mailIssue = (field: string, typed: string): Issue[] => (mailAddress(typed) === undefined ? [{ field, code: 'bad-address' }] : []);

function mailIssues({ host, security, from, replyTo, certificate }: MailSettings): Issue[] {
  const named = /^[A-Za-z0-9.:-]{1,253}$/.test(host);
  return [
    ...(named ? [] : [{ field: 'host', code: host.trim() === '' ? 'empty' : 'bad-host' }]), ...mailIssue('from', from), ...(replyTo.trim() === '' ? [] : mailIssue('replyTo', replyTo)),
    ...(named && security === 'none' && !isNearHost(host) ? [{ field: 'security', code: 'insecure-url' }] : []),
    ...(certificate.trim() === '' || certificate.includes('-----BEGIN CERTIFICATE-----') ? [] : [{ field: 'certificate', code: 'bad-certificate' }]),
  ];
}

/** Whatever is filled in, an address stays one. */
const sample = (url: string): string => url.replace(/\{(to|text|id|secret)\}/g, 'x');

function smsIssues({ url, headers, method, body }: SmsSettings): Issue[] {
  const bad = headers.some(({ name, value }) => !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) || /[^\t\x20-\x7e]/.test(value) || /^(host|content-length|transfer-encoding|connection)$/i.test(name));
  const said = `${url} ${method === 'GET' ? '' : body}`;
  return [
    ...urlIssue('url', sample(url)), ...(bad ? [{ field: 'headers', code: 'bad-header' }] : []),
    ...(said.includes('{to}') && said.includes('{text}') ? [] : [{ field: method === 'GET' ? 'url' : 'body', code: 'to-and-text' }]),
  ];
}

function snsIssues({ accessKeyId, topicArn, senderId, endpoint }: SnsSettings): Issue[] {
  return [
    ...empty('accessKeyId', accessKeyId), ...(endpoint === '' ? [] : urlIssue('endpoint', endpoint)),
    ...(topicArn === '' || /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_.-]{1,256}$/.test(topicArn) ? [] : [{ field: 'topicArn', code: 'bad-topic' }]),
    ...(senderId === '' || /^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/.test(senderId) ? [] : [{ field: 'senderId', code: 'bad-sender' }]),
  ];
}
