import { NativeSelect, PasswordInput, Switch, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel, ChannelKind, ChannelSettings } from '#domain/contract/notifications.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';
import { ChannelBoxes } from './channel-boxes.tsx';
import { BOXES, emptySettings, KINDS } from './channel-draft.ts';
import own from './notifications.module.css';

/** One way to patients. The secret is typed, never shown, and stays at this PC. */
export function ChannelPanel({ channel, onClose }: { readonly channel: Channel | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const title = channel ? channel.name : t('notify.add-channel');
  const draft = useDraft(`notify:${channel?.id ?? 'new'}`, title, startOf(channel));
  const { value: { name, active, settings }, set } = draft;
  const [secret, setSecret] = useState('');
  const [takeOver, setTakeOver] = useState(false);
  const save = useCommand(async () => {
    await client.notifications.saveChannel({ ...(channel ? { id: channel.id } : {}), name, active, settings, ...(secret === '' ? {} : { secret }), takeOver: takeOver || channel?.sender === 'nobody' });
    draft.discard();
    onClose();
  });
  const errorOf = useFieldError(save.problem);
  return (
    <SidePanel title={title} onClose={onClose} onSubmit={() => void save.run()} busy={save.busy} draft={draft} secrets>
      <ProblemNote problem={elsewhere(save.problem, BOXES)} />
      {channel ? <SenderNote channel={channel} takeOver={takeOver} onTakeOver={setTakeOver} /> : null}
      <TextInput label={t('notify.box.name')} value={name} maxLength={200} error={errorOf('name')} onChange={(event) => set({ name: event.currentTarget.value })} />
      {channel ? null : (
        <NativeSelect
          label={t('notify.box.kind')} value={settings.kind} data={KINDS.map((kind) => ({ value: kind, label: t(`notify.kind.${kind}`) }))}
          onChange={(event) => set({ settings: emptySettings(KINDS.find((kind) => kind === event.currentTarget.value) ?? 'email') })}
        />
      )}
      <ChannelBoxes settings={settings} onChange={(changed) => set({ settings: changed })} errorOf={errorOf} />
      {channel?.sender === 'elsewhere' && !takeOver ? null : <SecretBox kind={settings.kind} kept={channel?.hasSecret === true} value={secret} error={errorOf('secret')} onType={setSecret} />}
      <Switch label={t('notify.in-use')} checked={active} onChange={(event) => set({ active: event.currentTarget.checked })} />
      {channel?.sender === 'here' ? <TestBox channel={channel} /> : null}
    </SidePanel>
  );
}

interface Boxes {
  readonly name: string;
  readonly active: boolean;
  readonly settings: ChannelSettings;
}

const startOf = (channel: Channel | undefined): Boxes =>
  (channel ? { name: channel.name, active: channel.active, settings: channel.settings } : { name: '', active: true, settings: emptySettings('email') });

/** Who sends, where it is not this PC, and how it can become this one. */
function SenderNote({ channel: { sender, pc }, takeOver, onTakeOver }: { readonly channel: Channel; readonly takeOver: boolean; readonly onTakeOver: (takeOver: boolean) => void }) {
  const { t } = useTranslation();
  if (sender === 'here') return null;
  return (
    <>
      <AttentionNote>{t(`notify.sender-note.${sender}`, { pc: pc ?? '' })}</AttentionNote>
      {sender === 'elsewhere' ? <Switch label={t('notify.take-over')} description={t('notify.take-over-hint')} checked={takeOver} onChange={(event) => onTakeOver(event.currentTarget.checked)} /> : null}
    </>
  );
}

interface SecretProps {
  readonly kind: ChannelKind;
  /** One lies at this PC already. */
  readonly kept: boolean;
  readonly value: string;
  readonly error: string | undefined;
  readonly onType: (secret: string) => void;
}

function SecretBox({ kind, kept, value, error, onType }: SecretProps) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      label={t(`notify.secret.${kind}`)} description={t(kept ? 'notify.secret-kept' : 'notify.secret-hint')} value={value} autoComplete="new-password" dir="ltr" error={error}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}

/** One message to an address, to see that the channel works as it is saved. */
function TestBox({ channel }: { readonly channel: Channel }) {
  const { t } = useTranslation();
  const [to, setTo] = useState('');
  const send = useCommand(async () => {
    await client.notifications.test({ channelId: channel.id, to });
    toast('done', t('notify.test-queued'));
  });
  const errorOf = useFieldError(send.problem);
  const { settings } = channel;
  const named = settings.kind === 'webhook' || (settings.kind === 'sns' && settings.topicArn !== '');
  return (
    <div className={own.line}>
      {named ? null : <TextInput label={t('notify.test-to')} value={to} dir="ltr" maxLength={254} error={errorOf('to')} onChange={(event) => setTo(event.currentTarget.value)} />}
      <ActionButton variant="default" busy={send.busy} action={{ id: 'notify.test', title: t('notify.test'), keys: 'Alt+Enter', run: () => void send.run() }} icon={<IconSend size={18} aria-hidden />} />
      <ProblemNote problem={elsewhere(send.problem, ['to'])} />
    </div>
  );
}
