import { NativeSelect } from '@mantine/core';
import { IconBellOff, IconClock, IconMoodEmpty } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DryLine } from '#domain/contract/notifications.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { directionOf } from '#renderer/text/languages.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { LiveContent } from '../parts/live-content.tsx';
import table from '../parts/page.module.css';
import { Group, Page } from '../parts/page.tsx';
import own from './notifications.module.css';
import type { PartProps } from './part.ts';

const SPANS = [24, 48, 24 * 7, 24 * 14] as const;

/** What would go out to whom, word for word, and why to others nothing. */
export function DryRunPart({ tabs }: PartProps) {
  const { t } = useTranslation();
  const [hours, setHours] = useState<number>(48);
  const live = useLive(`notifications.dry-run.${String(hours)}`, () => client.notifications.dryRun({ hours }), ['notifications', 'calendar', 'patients', 'record', 'lab', 'billing', 'clinic']);
  return (
    <Page title={t('settings.page.notifications')} about={t('notify.about.dry-run')} tools={tabs}>
      <Group title={t('notify.dry-run')} wide>
        <NativeSelect
          label={t('notify.within')} value={String(hours)} w={260} data={SPANS.map((span) => ({ value: String(span), label: t('notify.days', { count: span / 24 }) }))} onChange={(event) => setHours(Number(event.currentTarget.value))}
        />
        <LiveContent live={live}>
          {({ lines, whole }) => (
            <>
              {whole ? null : <AttentionNote>{t('notify.not-whole', { count: lines.length })}</AttentionNote>}
              {lines.length === 0 ? <Empty icon={IconMoodEmpty} title={t('notify.nothing-planned')} hint={t('notify.nothing-planned-hint')} /> : <DryTable lines={lines} />}
            </>
          )}
        </LiveContent>
      </Group>
    </Page>
  );
}

function DryTable({ lines }: { readonly lines: readonly DryLine[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <div className={table.scroll} tabIndex={0} role="group" aria-label={t('notify.dry-run')}>
      <table className={table.table}>
        <thead><tr>{(['sent-at', 'patient', 'event', 'to', 'text'] as const).map((column) => <th key={column} scope="col">{t(`notify.column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.channelId} ${line.event} ${line.dueAt} ${line.patientId ?? line.name}`} data-off={line.refused !== null || undefined}>
              <td>
                <span className={own.state} data-tone={line.refused === null ? 'plain' : 'attention'}>
                  {line.refused === null ? <IconClock size={16} aria-hidden /> : <IconBellOff size={16} aria-hidden />}
                  <span>
                    {line.sendAt === null ? t(`notify.why.${line.refused ?? 'over'}`, { name: line.missing ?? '' }) : format.dateTime(line.sendAt, now)}
                    {line.sendAt !== null && line.sendAt > line.dueAt && Date.parse(line.sendAt) > now + 60_000 ? <span className={own.reason}>{t('notify.after-quiet')}</span> : null}
                  </span>
                </span>
              </td>
              <th scope="row"><Name>{line.name}</Name></th>
              <td>{t(`notify.event.${line.event}`)}<span className={own.reason}><bdi>{line.channel}</bdi></span></td>
              <td><bdi dir="ltr">{line.to ?? '–'}</bdi></td>
              <td><div className={own.message} {...(line.language === null ? {} : { lang: line.language, dir: directionOf(line.language) })}>{line.text === null ? '–' : line.subject === null ? line.text : `${line.subject}\n\n${line.text}`}</div></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
