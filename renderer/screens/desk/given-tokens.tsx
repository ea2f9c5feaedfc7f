import { Button } from '@mantine/core';
import { IconCheck, IconDownload, IconPrinter, IconPrinterOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { Card } from '#renderer/parts/card.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { saveDocument } from '#renderer/parts/save-document.ts';
import { printSlip, useGiven, type Given } from '#renderer/session/give-token.ts';
import classes from './desk.module.css';
import { FirstKeys } from './first-keys.tsx';

/** The token just given, large enough to read out; before the first one, the keys to know. */
export function GivenTokens() {
  const { t } = useTranslation();
  const [latest, ...earlier] = useGiven((state) => state.given);
  // Without a printer the slip is still one key away, as a file.
  const asFile = latest?.slip === 'no-printer';
  const again = (): void => { if (latest) void (asFile ? download(latest) : printSlip(latest.token.id)); };
  useAction({ id: 'desk.print-again', title: t(asFile ? 'desk.slip.save' : 'desk.print-again'), keys: 'Alt+S', when: latest !== undefined, run: again });
  if (!latest) return <FirstKeys />;
  return (
    <Card title={t('desk.given')} fill>
      <div className={classes.big} role="status">
        <div className={classes.bigLabel} dir="ltr">{latest.token.label}</div>
        <div className={classes.bigName}><Name>{latest.patientName}</Name></div>
        <div className={classes.bigFacts}><Name>{latest.token.serviceName}</Name> · {t('desk.ahead', { count: latest.token.waitingAhead })}</div>
        <Slip given={latest} />
      </div>
      {earlier.length === 0 ? null : (
        <ul className={classes.earlier} aria-label={t('desk.given-before')}>
          {earlier.map(({ token, patientName }) => <li key={token.id}><span dir="ltr">{token.label}</span><Name>{patientName}</Name></li>)}
        </ul>
      )}
    </Card>
  );
}

const download = async ({ token }: Given): Promise<void> => saveDocument(await client.printing.tokenPdf({ tokenId: token.id }));

function Slip({ given }: { readonly given: Given }) {
  const { t } = useTranslation();
  switch (given.slip) {
    case 'printing': return <div className={classes.slip}><IconPrinter size={18} aria-hidden />{t('desk.slip.printing')}</div>;
    case 'printed': return (
      <div className={classes.slip}>
        <IconCheck size={18} aria-hidden />{t('desk.slip.printed')}
        <Button size="compact-sm" variant="subtle" onClick={() => void printSlip(given.token.id)} rightSection={<KeyHint keys="Alt+S" />}>{t('desk.print-again')}</Button>
      </div>
    );
    case 'no-printer': return (
      <div className={classes.slip}>
        <Button size="compact-sm" variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void download(given)} rightSection={<KeyHint keys="Alt+S" />}>{t('desk.slip.save')}</Button>
      </div>
    );
    case 'failed': return (
      <div className={classes.slip}>
        <IconPrinterOff size={18} aria-hidden />{t('desk.slip.failed')}
        <Button size="compact-sm" variant="default" onClick={() => void printSlip(given.token.id)} rightSection={<KeyHint keys="Alt+S" />}>{t('desk.print-again')}</Button>
      </div>
    );
    default: return given.slip satisfies never;
  }
}

/** What to know on the first day. */
