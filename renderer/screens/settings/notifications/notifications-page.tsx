import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, type Client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { useCan } from '#renderer/session/session.ts';
import { ChannelsPart } from './channels-part.tsx';
import { DryRunPart } from './dry-run-part.tsx';
import { EventsPart } from './events-part.tsx';
import { OutboxPart } from './outbox-part.tsx';
import { TextsPart } from './texts-part.tsx';

export type Overview = Awaited<ReturnType<Client['notifications']['overview']>>;

const PARTS = ['channels', 'events', 'texts', 'dry-run', 'outbox'] as const;
type Part = (typeof PARTS)[number];
/** Bare keys, in the order of the parts. */
const KEYS: Readonly<Record<Part, string>> = { 'channels': 'c', 'events': 'e', 'texts': 't', 'dry-run': 'd', 'outbox': 'o' };

/** Messages to patients: by which ways, of what, in which words, and what became of them. spec: NTF-1 */
export function NotificationsPage() {
  const { t } = useTranslation();
  const [part, setPart] = useState<Part>('channels');
  const manage = useCan()('notifications.manage');
  const live = useLive('notifications.overview', () => client.notifications.overview({}), ['notifications', 'clinic']);
  useAction({ id: 'notify.channels', title: t('notify.part.channels'), keys: KEYS.channels, run: () => setPart('channels') });
  useAction({ id: 'notify.events', title: t('notify.part.events'), keys: KEYS.events, run: () => setPart('events') });
  useAction({ id: 'notify.texts', title: t('notify.part.texts'), keys: KEYS.texts, run: () => setPart('texts') });
  useAction({ id: 'notify.dry-run', title: t('notify.part.dry-run'), keys: KEYS['dry-run'], run: () => setPart('dry-run') });
  useAction({ id: 'notify.outbox', title: t('notify.part.outbox'), keys: KEYS.outbox, run: () => setPart('outbox') });
  const tabs = (
    <SegmentedControl
      aria-label={t('notify.parts')} value={part} onChange={(value) => setPart(PARTS.find((each) => each === value) ?? 'channels')}
      data={PARTS.map((value) => ({ value, label: t(`notify.part.${value}`) }))}
    />
  );
  const common = { tabs, live, manage };
  switch (part) {
    case 'channels': return <ChannelsPart {...common} />;
    case 'events': return <EventsPart {...common} />;
    case 'texts': return <TextsPart {...common} />;
    case 'dry-run': return <DryRunPart {...common} />;
    case 'outbox': return <OutboxPart {...common} />;
  }
}
