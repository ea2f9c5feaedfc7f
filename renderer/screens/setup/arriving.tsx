import { Loader } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { startSitting } from '#renderer/session/session.ts';
import { StepHead } from './step-head.tsx';
import classes from './setup.module.css';

const LOOK_AGAIN_MS = 500;

/** The clinic's record is on its way to this PC; people can sign in as soon as the first of it is here. */
export function Arriving() {
  const { t } = useTranslation();
  useEffect(() => {
    const timer = setInterval(() => {
      client.setup.status({}).then(({ ready }) => (ready ? startSitting() : undefined)).catch(() => undefined);
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className={classes.form} role="status">
      <StepHead title={t('sync.join.title')} hint={t('sync.join.arriving')} />
      <Loader type="dots" />
    </div>
  );
}
