import { IconPackageImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './lab.module.css';

/** Says that a result was brought along: nobody ordered it here. */
export function BroughtMark() {
  const { t } = useTranslation();
  return <span className={classes.brought} title={t('laboratory.chart.brought-about')}><IconPackageImport size={14} aria-hidden />{t('laboratory.chart.brought')}</span>;
}
