import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import classes from './measure.module.css';

/** The head of a panel beside the chart: what it is, and the way out, which has the cursor. */
export function SideHead({ id, title, onClose }: { readonly id: string; readonly title: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <header className={classes.head}>
      <h2 className={classes.title}>{title}</h2>
      <ActionButton
        action={{ id, title: t('chart.close-rows'), keys: 'Escape', run: onClose }} variant="subtle" size="compact-sm" icon={<IconX size={16} aria-hidden />} autoFocus
      />
    </header>
  );
}
