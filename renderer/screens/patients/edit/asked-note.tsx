import { useTranslation } from 'react-i18next';
import classes from './edit.module.css';

/** Under a line that was taken out at one PC while another changed it. */
export function AskedNote() {
  const { t } = useTranslation();
  return <p className={classes.asked}>{t('patients.asked-line')}</p>;
}
