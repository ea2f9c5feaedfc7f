import { IconBellPlus, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '#domain/contract/notifications.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { LiveContent } from '../parts/live-content.tsx';
import table from '../parts/page.module.css';
import { Group, Page } from '../parts/page.tsx';
import { ChannelPanel } from './channel-panel.tsx';
import { HoursForm } from './hours-form.tsx';
import type { PartProps } from './part.ts';

/** By which ways patients are told, and at which hours. */
export function ChannelsPart({ tabs, live, manage }: PartProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const channel = live.data?.channels.find(({ id }) => id === chosen);
  return (
    <Page
      title={t('settings.page.notifications')} about={t('notify.about.channels')}
      tools={<>{tabs}{manage ? <ActionButton action={{ id: 'notify.add-channel', title: t('notify.add-channel'), keys: 'Ctrl+Enter', run: () => setChosen('new') }} icon={<IconBellPlus size={18} aria-hidden />} /> : null}</>}
      side={channel || chosen === 'new' ? <ChannelPanel key={chosen} channel={channel} onClose={() => setChosen(undefined)} /> : null}
    >
      <LiveContent live={live}>
        {({ channels, settings }) => (
          <>
            <Group title={t('notify.channels')} wide>
              {channels.length === 0
                ? <Empty icon={IconSend} title={t('notify.no-channels')} hint={t('notify.no-channels-hint')} />
                : <ChannelTable channels={channels} chosen={chosen} {...(manage ? { onChoose: setChosen } : {})} />}
            </Group>
            <HoursForm settings={settings} manage={manage} />
          </>
        )}
      </LiveContent>
    </Page>
  );
}

function ChannelTable({ channels, chosen, onChoose }: { readonly channels: readonly Channel[]; readonly chosen: string | undefined; readonly onChoose?: (id: string) => void }) {
  const { t } = useTranslation();
  const where = ({ settings }: Channel): string => {
    switch (settings.kind) {
      case 'email': return settings.host;
      case 'sns': return settings.region;
      default: return URL.canParse(settings.url) ? new URL(settings.url).host : settings.url;
    }
  };
  return (
    <div className={table.scroll} tabIndex={0} role="group" aria-label={t('notify.channels')}>
      <table className={table.table}>
        <thead><tr>{(['name', 'kind', 'where', 'sender'] as const).map((column) => <th key={column} scope="col">{t(`notify.column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {channels.map((channel) => (
            <tr key={channel.id} data-chosen={channel.id === chosen || undefined} data-off={!channel.active || undefined}>
              <th scope="row">
                {onChoose ? <button type="button" className={table.rowButton} aria-pressed={channel.id === chosen} onClick={() => onChoose(channel.id)}><bdi>{channel.name}</bdi></button> : <bdi>{channel.name}</bdi>}
              </th>
              <td>{t(`notify.kind.${channel.settings.kind}`)}</td>
              <td><bdi dir="ltr">{where(channel)}</bdi></td>
              <td>{channel.active ? t(`notify.sender.${channel.sender}`, { pc: channel.pc ?? '' }) : t('notify.off')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
