import { IconArchive } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './marks.module.css';

/** Says that the record is put away; with the reason where it is known. */
export function ArchivedMark({ reason = null }: { readonly reason?: string | null }) {
  const { t } = useTranslation();
  return (
    <span className={classes.mark} data-tone="attention">
      <IconArchive size={13} aria-hidden />
      {reason === null ? t('patients.archived') : t('patients.archived-because', { reason })}
    </span>
  );
}
