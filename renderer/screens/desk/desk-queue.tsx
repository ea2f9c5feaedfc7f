import { NativeSelect } from '@mantine/core';
import { IconArmchair } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { problemOf } from '#renderer/api/problem.ts';
import { openRow } from '#renderer/screens/queue/open-row.ts';
import { QueueList } from '#renderer/screens/queue/queue-list.tsx';
import { useServices } from '#renderer/session/clinic.ts';
import { useQueueToday } from '#renderer/session/queue.ts';
import { setWindowPlace, useWindowPlace } from '#renderer/session/window-place.ts';

/** Everybody who waits today, in the order they will be called; alive beside the form. */
export function DeskQueue() {
  const { t } = useTranslation();
  const { data, error } = useQueueToday();
  const services = useServices();
  const { serviceId } = useWindowPlace();
  const entries = data?.entries.filter((entry) => serviceId === null || entry.serviceId === serviceId) ?? [];
  const waiting = entries.filter((entry) => entry.status === 'waiting');
  const called = entries.filter((entry) => entry.status === 'called' || entry.status === 'serving');
  const tools = services.length > 1 ? (
    <NativeSelect
      size="xs" aria-label={t('queue.filter-service')} value={serviceId ?? ''} onChange={(event) => setWindowPlace({ serviceId: event.currentTarget.value || null })}
      data={[{ value: '', label: t('queue.all-services') }, ...services.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  ) : undefined;
  return (
    <Card title={t('desk.waiting-today', { count: waiting.length })} tools={tools} fill>
      {error !== undefined && !data ? <ProblemNote problem={problemOf(error)} /> : null}
      {data && waiting.length + called.length === 0 ? <Empty icon={IconArmchair} title={t('queue.empty.title')} hint={t('queue.empty.hint')} /> : null}
      <QueueList entries={waiting} label={t('queue.tab.waiting')} onOpen={openRow} />
      {called.length === 0 ? null : (
        <QueueList entries={called} label={t('queue.tab.called')} heading onOpen={openRow} />
      )}
    </Card>
  );
}
