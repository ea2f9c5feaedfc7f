import { Loader, Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { startSitting } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { StepHead } from './step-head.tsx';
import classes from './setup.module.css';

const LOOK_AGAIN_MS = 500;

type Coming = Awaited<ReturnType<typeof client.setup.status>>['coming'];

/** The clinic's record is on its way to this PC; people can sign in as soon as what they need to work is here. */
export function Arriving() {
  const { t } = useTranslation();
  const format = useFormat();
  const [coming, setComing] = useState<Coming>(null);
  useEffect(() => {
    const look = (): void => {
      client.setup.status({}).then((status) => {
        setComing(status.coming);
        if (status.ready) void startSitting();
      }).catch(() => undefined);
    };
    look();
    const timer = setInterval(look, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const counted = coming !== null && coming.of > 0 ? coming : null;
  const sentence = counted && t('sync.join.rows', { rows: format.number(counted.rows), of: format.number(counted.of) });
  return (
    <div className={classes.form} role="status">
      <StepHead title={t('sync.join.title')} hint={t('sync.join.arriving')} />
      {counted === null || sentence === null ? <Loader type="dots" /> : (
        <div className={classes.coming}>
          <Progress value={(counted.rows / counted.of) * 100} size="lg" aria-label={sentence} />
          <p className={classes.hint}>{sentence}</p>
        </div>
      )}
      {coming?.waits ? <p className={classes.hint}>{t('sync.join.waits')}</p> : null}
    </div>
  );
}
