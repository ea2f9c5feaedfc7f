import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import classes from './shell.module.css';

/** The program did not answer when the window opened. */
export function Unreachable({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <main className={classes.starting}>
      <Empty icon={IconPlugConnectedX} title={t('shell.unreachable.title')} hint={t('shell.unreachable.hint')}>
        <ActionButton action={{ id: 'shell.retry', title: t('everywhere.try-again'), keys: 'Enter', run: onRetry }} />
      </Empty>
    </main>
  );
}
