import { IconArchive } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { MERGED_REASON } from '#domain/patients/merge-links.ts';
import classes from './marks.module.css';

/** Says that the record is put away; with the reason where it is known. */
export function ArchivedMark({ reason = null }: { readonly reason?: string | null }) {
  const { t } = useTranslation();
  return (
    <span className={classes.mark} data-tone="attention">
      <IconArchive size={13} aria-hidden />
      {reason === null ? t('patients.archived') : reason === MERGED_REASON ? t('merge.is-part') : t('patients.archived-because', { reason })}
    </span>
  );
}
