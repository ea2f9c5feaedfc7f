import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './marks.module.css';

/** Says that PCs wrote different things about somebody and that a choice waits; nothing where none does. spec: SYN-3 */
export function ChoiceMark({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <span className={classes.mark} data-tone="attention">
      <IconArrowsSplit2 size={13} aria-hidden />
      {t('sync.line.choices', { count })}
    </span>
  );
}
