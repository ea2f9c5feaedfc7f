import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './marks.module.css';

/** How many allergies are known, as icon and word; nothing where none are. */
export function AllergyMark({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <span className={classes.mark} data-tone="danger">
      <IconAlertTriangleFilled size={13} aria-hidden />
      {t('patients.allergies-known', { count })}
    </span>
  );
}
