import { useTranslation } from 'react-i18next';
import type { Permission } from '#domain/permissions/permissions.ts';
import { Card } from '#renderer/parts/card.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useCan } from '#renderer/session/session.ts';
import classes from './desk.module.css';

/** Where those work who register nobody, with the keys of the rail. */
const WORKPLACES = [['lab', 'Alt+5', 'lab.write'], ['pharmacy', 'Alt+8', 'stock.dispense'], ['cashier', 'Alt+0', 'billing.pay']] as const satisfies readonly (readonly [string, string, Permission])[];

/** The first keys to know, for what this person does here. */
export function FirstKeys() {
  const { t } = useTranslation();
  const can = useCan();
  const registers = can('queue.issue');
  return (
    <Card title={t('desk.how.title')} fill>
      <p className={classes.nobody}>{t('desk.how.lead')}</p>
      <dl className={classes.keys}>
        {registers
          ? <><dt><KeyHint keys="Alt+N" /></dt><dd>{t('desk.how.register')}</dd></>
          : WORKPLACES.filter(([, , permission]) => can(permission)).map(([area, keys]) => <Workplace key={area} keys={keys} name={t(`shell.area.${area}`)} />)}
        <dt><KeyHint keys="/" /></dt><dd>{t(registers ? 'desk.how.find' : 'shell.search.focus')}</dd>
        {can('queue.call') ? <><dt><KeyHint keys="F9" /></dt><dd>{t('desk.how.call')}</dd></> : null}
        <dt><KeyHint keys="Ctrl+K" /></dt><dd>{t('desk.how.anything')}</dd>
        <dt><KeyHint keys="?" /></dt><dd>{t('desk.how.keys')}</dd>
      </dl>
    </Card>
  );
}

function Workplace({ keys, name }: { readonly keys: string; readonly name: string }) {
  const { t } = useTranslation();
  return <><dt><KeyHint keys={keys} /></dt><dd>{t('shell.go-to', { name })}</dd></>;
}
