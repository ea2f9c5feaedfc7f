import { NativeSelect } from '@mantine/core';
import { IconAlertTriangle, IconBellOff, IconCheck, IconClock, IconHelpCircle, IconLoader, IconMailbox, IconX, type Icon } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxLine } from '#domain/contract/notifications.ts';
import { outboxStatuses, type OutboxStatus } from '#domain/notifications/outbox.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { LiveContent } from '../parts/live-content.tsx';
import table from '../parts/page.module.css';
import { Group, Page } from '../parts/page.tsx';
import { MessagePanel } from './message-panel.tsx';
import own from './notifications.module.css';
import type { PartProps } from './part.ts';

const LOOKS: Readonly<Record<OutboxStatus, { readonly icon: Icon; readonly tone: 'plain' | 'attention' | 'danger' }>> = {
  waiting: { icon: IconClock, tone: 'plain' }, sending: { icon: IconLoader, tone: 'plain' }, sent: { icon: IconCheck, tone: 'plain' }, failed: { icon: IconAlertTriangle, tone: 'danger' },
  unknown: { icon: IconHelpCircle, tone: 'attention' }, skipped: { icon: IconBellOff, tone: 'plain' }, cancelled: { icon: IconX, tone: 'plain' },
};

/** Every message and what became of it. */
export function OutboxPart({ tabs, live: overview, manage }: PartProps) {
  const { t } = useTranslation();
  const [status, setStatus] = useState<OutboxStatus>();
  const [chosen, setChosen] = useState<string>();
  const live = useLive(`notifications.outbox.${status ?? ''}`, () => client.notifications.outbox({ ...(status === undefined ? {} : { status }), limit: 200 }), ['notifications', 'patients']);
  const message = live.data?.messages.find(({ id }) => id === chosen);
  const count = (of: OutboxStatus): number => overview.data?.counts[of] ?? 0;
  return (
    <Page
      title={t('settings.page.notifications')} about={t('notify.about.outbox')} tools={tabs}
      side={message ? <MessagePanel key={message.id} message={message} manage={manage} onClose={() => setChosen(undefined)} /> : null}
    >
      <Group title={t('notify.outbox')} wide>
        <NativeSelect
          label={t('notify.column.status')} value={status ?? ''} w={260} onChange={({ currentTarget }) => setStatus(outboxStatuses.find((each) => each === currentTarget.value))}
          data={[{ value: '', label: t('notify.all') }, ...outboxStatuses.map((each) => ({ value: each, label: t('notify.status-count', { status: t(`notify.status.${each}`), count: count(each) }) }))]}
        />
        <LiveContent live={live}>
          {({ messages }) => (messages.length === 0
            ? <Empty icon={IconMailbox} title={t('notify.outbox-empty')} hint={t('notify.outbox-empty-hint')} />
            : <OutboxTable messages={messages} chosen={chosen} onChoose={setChosen} />)}
        </LiveContent>
      </Group>
    </Page>
  );
}

function OutboxTable({ messages, chosen, onChoose }: { readonly messages: readonly OutboxLine[]; readonly chosen: string | undefined; readonly onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <div className={table.scroll} tabIndex={0} role="group" aria-label={t('notify.outbox')}>
      <table className={table.table}>
        <thead><tr>{(['patient', 'event', 'to', 'status', 'due'] as const).map((column) => <th key={column} scope="col">{t(`notify.column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {messages.map((message) => {
            const { icon: Picture, tone } = LOOKS[message.status];
            return (
              <tr key={message.id} data-chosen={message.id === chosen || undefined} data-status={message.status}>
                <th scope="row"><button type="button" className={table.rowButton} aria-pressed={message.id === chosen} onClick={() => onChoose(message.id)}><Name>{message.name ?? t('notify.nobody')}</Name></button></th>
                <td>{t(`notify.event.${message.event}`)}<span className={own.reason}><bdi>{message.channel}</bdi></span></td>
                <td><bdi dir="ltr">{message.to ?? '–'}</bdi></td>
                <td>
                  <span className={own.state} data-tone={tone}>
                    <Picture size={16} aria-hidden />
                    <span>
                      {t(`notify.status.${message.status}`)}
                      {message.reason === null ? null : <span className={own.reason}>{t(`notify.why.${message.reason}`, { name: '', defaultValue: message.reason })}</span>}
                      {message.nextAt === null || Date.parse(message.nextAt) <= now ? null : <span className={own.reason}>{t('notify.next-at', { time: format.dateTime(message.nextAt, now) })}</span>}
                    </span>
                  </span>
                </td>
                <td>{format.dateTime(message.triedAt ?? message.dueAt, now)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
