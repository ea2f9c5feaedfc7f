import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChannelSettings, MailSettings, SmsSettings, SnsSettings } from '#domain/contract/notifications.ts';
import { NumberBox } from '../parts/number-box.tsx';
import { PORTS } from './channel-draft.ts';

interface Props<S> {
  readonly settings: S;
  readonly onChange: (settings: S) => void;
  readonly errorOf: (field: string) => string | undefined;
}

/** The boxes a channel's kind needs. */
export function ChannelBoxes({ settings, onChange, errorOf }: Props<ChannelSettings>) {
  switch (settings.kind) {
    case 'email': return <MailBoxes settings={settings} onChange={onChange} errorOf={errorOf} />;
    case 'sms': return <SmsBoxes settings={settings} onChange={onChange} errorOf={errorOf} />;
    case 'webhook': return <TextBox field="url" value={settings.url} errorOf={errorOf} onType={(url) => onChange({ ...settings, url })} />;
    case 'sns': return <SnsBoxes settings={settings} onChange={onChange} errorOf={errorOf} />;
  }
}

interface BoxProps {
  readonly field: string;
  readonly value: string;
  readonly errorOf: (field: string) => string | undefined;
  readonly onType: (text: string) => void;
  readonly placeholder?: string;
  readonly hint?: string;
  /** A person's words, not an address: written from the side they are written from. */
  readonly words?: boolean;
}

function TextBox({ field, value, errorOf, onType, placeholder = '', hint, words = false }: BoxProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t(`notify.box.${field}`)} {...(hint === undefined ? {} : { description: hint })} value={value} placeholder={placeholder} dir={words ? 'auto' : 'ltr'} spellCheck={false} autoComplete="off" error={errorOf(field)}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}

function MailBoxes({ settings, onChange, errorOf }: Props<MailSettings>) {
  const { t } = useTranslation();
  const text = (field: 'host' | 'user' | 'from' | 'fromName' | 'replyTo', placeholder?: string) => (
    <TextBox field={field} value={settings[field]} errorOf={errorOf} words={field === 'fromName'} onType={(typed) => onChange({ ...settings, [field]: typed })} {...(placeholder === undefined ? {} : { placeholder })} />
  );
  const secure = (security: string): void => {
    const chosen = security === 'none' || security === 'tls' ? security : 'starttls';
    onChange({ ...settings, security: chosen, port: settings.port === PORTS[settings.security] ? PORTS[chosen] : settings.port });
  };
  return (
    <>
      {text('host', 'mail.example.org')}
      <NativeSelect
        label={t('notify.box.security')} value={settings.security} error={errorOf('security')} onChange={(event) => secure(event.currentTarget.value)}
        data={(['starttls', 'tls', 'none'] as const).map((value) => ({ value, label: t(`notify.security.${value}`) }))}
      />
      <NumberBox label={t('notify.box.port')} value={settings.port} min={1} max={65_535} onChange={(port) => onChange({ ...settings, port })} />
      {text('from', 'desk@example.org')}
      {text('fromName')}
      {text('replyTo')}
      {text('user')}
      <Textarea
        label={t('notify.box.certificate')} description={t('notify.certificate-hint')} value={settings.certificate} dir="ltr" autosize minRows={1} maxRows={4} spellCheck={false} error={errorOf('certificate')}
        onChange={(event) => onChange({ ...settings, certificate: event.currentTarget.value })}
      />
    </>
  );
}

function SmsBoxes({ settings, onChange, errorOf }: Props<SmsSettings>) {
  const { t } = useTranslation();
  const text = (field: 'url' | 'success', placeholder: string, hint?: string) => (
    <TextBox field={field} value={settings[field]} errorOf={errorOf} placeholder={placeholder} onType={(typed) => onChange({ ...settings, [field]: typed })} {...(hint === undefined ? {} : { hint })} />
  );
  const headers = settings.headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return (
    <>
      {text('url', '')}
      <NativeSelect label={t('notify.box.method')} value={settings.method} data={['POST', 'PUT', 'GET']} onChange={({ currentTarget: { value } }) => onChange({ ...settings, method: value === 'GET' || value === 'PUT' ? value : 'POST' })} />
      <HeaderBox value={headers} error={errorOf('headers')} onChange={(typed) => onChange({ ...settings, headers: typed })} />
      {settings.method === 'GET' ? null : (
        <>
          <NativeSelect
            label={t('notify.box.format')} value={settings.format} onChange={({ currentTarget: { value } }) => onChange({ ...settings, format: value === 'form' || value === 'text' ? value : 'json' })}
            data={(['json', 'form', 'text'] as const).map((value) => ({ value, label: t(`notify.format.${value}`) }))}
          />
          <Textarea
            label={t('notify.box.body')} description={t('notify.body-hint')} value={settings.body} dir="ltr" autosize minRows={2} maxRows={8} spellCheck={false} error={errorOf('body')}
            onChange={(event) => onChange({ ...settings, body: event.currentTarget.value })}
          />
        </>
      )}
      {text('success', '', t('notify.success-hint'))}
      <PrefixBox value={settings.prefix} errorOf={errorOf} onChange={(prefix) => onChange({ ...settings, prefix })} />
    </>
  );
}

type Header = SmsSettings['headers'][number];

/** One header a line. */
function HeaderBox({ value, error, onChange }: { readonly value: string; readonly error: string | undefined; readonly onChange: (headers: Header[]) => void }) {
  const { t } = useTranslation();
  const read = (typed: string): Header[] => typed.split('\n').map((line): Header => {
    const colon = line.indexOf(':');
    return colon < 0 ? { name: line, value: '' } : { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).replace(/^ /, '') };
  });
  return (
    <Textarea
      label={t('notify.box.headers')} description={t('notify.headers-hint')} defaultValue={value} dir="ltr" autosize minRows={1} maxRows={5} spellCheck={false} error={error}
      onChange={(event) => onChange(read(event.currentTarget.value).filter(({ name }) => name !== ''))}
    />
  );
}

function PrefixBox({ value, errorOf, onChange }: { readonly value: string | null; readonly errorOf: (field: string) => string | undefined; readonly onChange: (prefix: string | null) => void }) {
  const { t } = useTranslation();
  return <TextBox field="prefix" value={value ?? ''} errorOf={errorOf} placeholder="+254" hint={t('notify.prefix-hint')} onType={(typed) => onChange(typed.trim() === '' ? null : typed.replace(/[^\d+]/g, '').slice(0, 5))} />;
}

function SnsBoxes({ settings, onChange, errorOf }: Props<SnsSettings>) {
  const { t } = useTranslation();
  const text = (field: 'region' | 'accessKeyId' | 'topicArn' | 'senderId' | 'endpoint', placeholder: string, hint?: string) => (
    <TextBox field={field} value={settings[field]} errorOf={errorOf} placeholder={placeholder} onType={(typed) => onChange({ ...settings, [field]: typed })} {...(hint === undefined ? {} : { hint })} />
  );
  return (
    <>
      {text('region', 'eu-west-1')}
      {text('accessKeyId', '')}
      {text('senderId', '')}
      {text('topicArn', '', t('notify.topic-hint'))}
      {text('endpoint', '', t('notify.endpoint-hint'))}
      <PrefixBox value={settings.prefix} errorOf={errorOf} onChange={(prefix) => onChange({ ...settings, prefix })} />
    </>
  );
}
