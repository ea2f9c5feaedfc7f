import { CloseButton } from '@mantine/core';
import { IconCheck, IconRefresh, IconX } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxLine } from '#domain/contract/notifications.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import page from '../parts/page.module.css';
import own from './notifications.module.css';

/** One message as it went out, and what can be done about it. */
export function MessagePanel({ message, manage, onClose }: { readonly message: OutboxLine; readonly manage: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const format = useFormat();
  const now = useNow();
  useAction({ id: 'settings.close-panel', title: t('settings.close-panel'), keys: 'Escape', run: onClose, silent: true });
  const act = useCommand((action: OutboxLine['can'][number]) => client.notifications.act({ id: message.id, action }));
  const may = (action: OutboxLine['can'][number]): boolean => manage && message.can.includes(action);
  const facts: readonly (readonly [name: string, value: string | null])[] = [
    ['status', t(`notify.status.${message.status}`)], ['event', t(`notify.event.${message.event}`)], ['channel', message.channel], ['to', message.to], ['due', format.dateTime(message.dueAt, now)],
    ['tried', message.triedAt === null ? null : format.dateTime(message.triedAt, now)], ['attempts', message.attempts === 0 ? null : String(message.attempts)], ['reference', message.reference],
  ];
  return (
    <aside className={page.side} aria-labelledby={id}>
      <header className={page.sideHead}>
        <h3 id={id} className={page.sideTitle}><bdi>{message.name ?? t('notify.nobody')}</bdi></h3>
        <CloseButton aria-label={t('settings.close-panel')} aria-keyshortcuts="Escape" onClick={onClose} />
      </header>
      <div className={page.sideBody}>
        <ProblemNote problem={act.problem} />
        {message.status === 'unknown' ? <AttentionNote>{t('notify.unknown-note')}</AttentionNote> : null}
        <dl className={own.facts}>
          {facts.map(([name, value]) => (value === null ? null : <div key={name}><dt>{t(`notify.column.${name}`)}</dt><dd><bdi>{value}</bdi></dd></div>))}
        </dl>
        {message.reason === null ? null : <p className={page.dim}>{t(`notify.why.${message.reason}`, { name: '', defaultValue: message.reason })}</p>}
        {message.text === null ? null : <p className={own.shown} dir="auto" {...(message.language === null ? {} : { lang: message.language })}>{message.subject === null ? message.text : `${message.subject}\n\n${message.text}`}</p>}
      </div>
      <footer className={page.sideFoot}>
        {may('retry') ? <ActionButton size="sm" busy={act.busy} action={{ id: 'notify.retry', title: t('notify.retry'), keys: 'r', run: () => void act.run('retry') }} icon={<IconRefresh size={18} aria-hidden />} /> : null}
        {may('confirm') ? <ActionButton size="sm" variant="default" busy={act.busy} action={{ id: 'notify.confirm', title: t('notify.confirm'), keys: 'k', run: () => void act.run('confirm') }} icon={<IconCheck size={18} aria-hidden />} /> : null}
        {may('cancel') ? <ActionButton size="sm" variant="default" busy={act.busy} action={{ id: 'notify.cancel', title: t('notify.cancel'), keys: 'x', run: () => void act.run('cancel') }} icon={<IconX size={18} aria-hidden />} /> : null}
      </footer>
    </aside>
  );
}
