import { Switch } from '@mantine/core';
import { IconBell, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel, Rule } from '#domain/contract/notifications.ts';
import { notificationEvents } from '#domain/notifications/events.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { LiveContent } from '../parts/live-content.tsx';
import table from '../parts/page.module.css';
import { Group, Page } from '../parts/page.tsx';
import { leadWords } from './lead-words.ts';
import type { PartProps } from './part.ts';
import { RulePanel } from './rule-panel.tsx';

/** Of what patients are told, by which channel and how long before. */
export function EventsPart({ tabs, live, manage }: PartProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const rule = live.data?.rules.find(({ id }) => id === chosen);
  const channels = live.data?.channels ?? [];
  return (
    <Page
      title={t('settings.page.notifications')} about={t('notify.about.events')}
      tools={<>{tabs}{manage ? <ActionButton action={{ id: 'notify.add-rule', title: t('notify.add-rule'), keys: 'Ctrl+Enter', run: () => setChosen('new'), when: channels.length > 0 }} icon={<IconPlus size={18} aria-hidden />} /> : null}</>}
      side={rule || chosen === 'new' ? <RulePanel key={chosen} rule={rule} channels={channels} onClose={() => setChosen(undefined)} /> : null}
    >
      <LiveContent live={live}>
        {({ rules }) => (
          <Group title={t('notify.rules')} wide>
            {rules.length === 0
              ? <Empty icon={IconBell} title={t('notify.no-rules')} hint={t(channels.length === 0 ? 'notify.no-channels-hint' : 'notify.no-rules-hint')} />
              : <RuleTable rules={rules} channels={channels} chosen={chosen} manage={manage} onChoose={setChosen} />}
          </Group>
        )}
      </LiveContent>
    </Page>
  );
}

interface TableProps {
  readonly rules: readonly Rule[];
  readonly channels: readonly Channel[];
  readonly chosen: string | undefined;
  readonly manage: boolean;
  readonly onChoose: (id: string) => void;
}

function RuleTable({ rules, channels, chosen, manage, onChoose }: TableProps) {
  const { t } = useTranslation();
  const toggle = useCommand((rule: Rule, active: boolean) => client.notifications.saveRule({ ...rule, active }));
  const sorted = rules.toSorted((a, b) => notificationEvents.indexOf(a.event) - notificationEvents.indexOf(b.event) || a.leadMinutes - b.leadMinutes);
  return (
    <div className={table.scroll} tabIndex={0} role="group" aria-label={t('notify.rules')}>
      <table className={table.table}>
        <thead><tr>{(['event', 'channel', 'when', 'on'] as const).map((column) => <th key={column} scope="col">{t(`notify.column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {sorted.map((rule) => (
            <tr key={rule.id} data-chosen={rule.id === chosen || undefined} data-off={!rule.active || undefined}>
              <th scope="row">
                {manage ? <button type="button" className={table.rowButton} aria-pressed={rule.id === chosen} onClick={() => onChoose(rule.id)}>{t(`notify.event.${rule.event}`)}</button> : t(`notify.event.${rule.event}`)}
              </th>
              <td><bdi>{channels.find(({ id }) => id === rule.channelId)?.name ?? '–'}</bdi></td>
              <td>{leadWords(rule, t)}</td>
              <td><Switch aria-label={`${t(`notify.event.${rule.event}`)}, ${leadWords(rule, t)}`} checked={rule.active} disabled={!manage || toggle.busy} onChange={(event) => void toggle.run(rule, event.currentTarget.checked)} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      <ProblemNote problem={toggle.problem} />
    </div>
  );
}
