import { Badge, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { LiveContent } from '../parts/live-content.tsx';
import table from '../parts/page.module.css';
import { Group, Page } from '../parts/page.tsx';
import own from './notifications.module.css';
import type { PartProps } from './part.ts';
import { TextPanel } from './text-panel.tsx';

/** What messages say, by event and language. */
export function TextsPart({ tabs, live: overview, manage }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const live = useLive('notifications.templates', () => client.notifications.templates({}), ['notifications', 'clinic']);
  const [wanted, setLanguage] = useState<string>();
  const [chosen, setChosen] = useState<string>();
  const languages = [...new Set(live.data?.templates.map(({ language }) => language))];
  const language = wanted ?? overview.data?.languages[0] ?? languages[0] ?? 'en';
  const shown = live.data?.templates.filter((each) => each.language === language) ?? [];
  const template = shown.find(({ event }) => event === chosen);
  return (
    <Page
      title={t('settings.page.notifications')} about={t('notify.about.texts')} tools={tabs}
      side={template ? <TextPanel key={`${template.event} ${language}`} template={template} manage={manage} onClose={() => setChosen(undefined)} /> : null}
    >
      <Group title={t('notify.texts')} wide>
        <NativeSelect
          label={t('notify.language')} value={language} data={languages.map((each) => ({ value: each, label: format.languageName(each) }))} w={260} onChange={(event) => setLanguage(event.currentTarget.value)}
        />
        <LiveContent live={live}>
          {() => (
            <div className={table.scroll} tabIndex={0} role="group" aria-label={t('notify.texts')}>
              <table className={table.table}>
                <thead><tr>{(['event', 'short', 'whose'] as const).map((column) => <th key={column} scope="col">{t(`notify.column.${column}`)}</th>)}</tr></thead>
                <tbody>
                  {shown.map(({ event, short, own: mine }) => (
                    <tr key={event} data-chosen={event === chosen || undefined}>
                      <th scope="row"><button type="button" className={table.rowButton} aria-pressed={event === chosen} onClick={() => setChosen(event)}>{t(`notify.event.${event}`)}</button></th>
                      <td><div className={own.message} dir="auto" lang={language}>{short === '' ? t('notify.no-text') : short}</div></td>
                      <td>{mine ? <Badge variant="outline">{t('notify.own-text')}</Badge> : short === '' ? '–' : t('notify.usual-text')}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </LiveContent>
      </Group>
    </Page>
  );
}
