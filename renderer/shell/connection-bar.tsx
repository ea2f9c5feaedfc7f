import { Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useConnection } from '#renderer/api/connection.ts';
import classes from './shell.module.css';

/** Says that the program does not answer; what is typed stays. Goes away by itself. */
export function ConnectionBar() {
  const { t } = useTranslation();
  const { state } = useConnection();
  if (state !== 'lost') return null;
  return (
    <div className={classes.lost} role="alert">
      <Loader size={16} color="currentcolor" />
      <span>{t('shell.connection-lost')}</span>
    </div>
  );
}
