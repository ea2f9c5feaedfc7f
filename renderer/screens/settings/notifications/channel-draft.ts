import type { ChannelKind, ChannelSettings } from '#domain/contract/notifications.ts';

export const PORTS = { starttls: 587, tls: 465, none: 25 } as const;

export const KINDS: readonly ChannelKind[] = ['email', 'sms', 'webhook', 'sns'];

/** What a new channel of a kind begins with. */
export function emptySettings(kind: ChannelKind): ChannelSettings {
  switch (kind) {
    case 'email': return { kind, host: '', port: PORTS.starttls, security: 'starttls', user: '', from: '', fromName: '', replyTo: '', certificate: '' };
    case 'sms': return { kind, url: '', method: 'POST', headers: [], format: 'json', body: '{"to": "{to}", "text": "{text}"}', success: '', prefix: null };
    case 'webhook': return { kind, url: '' };
    case 'sns': return { kind, region: 'eu-west-1', accessKeyId: '', topicArn: '', senderId: '', endpoint: '', prefix: null };
  }
}

/** Boxes of each kind, in which a fault is told. */
export const BOXES: readonly string[] = [
  'name', 'secret', 'kind', 'host', 'port', 'security', 'user', 'from', 'fromName', 'replyTo', 'certificate', 'url', 'method', 'headers', 'format', 'body', 'success', 'prefix', 'region',
  'accessKeyId', 'topicArn', 'senderId', 'endpoint',
];
