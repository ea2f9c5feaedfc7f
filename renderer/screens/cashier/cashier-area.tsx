import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '#domain/permissions/permissions.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys } from '#renderer/parts/keys.ts';
import { navigate, useRoute } from '#renderer/router.ts';
import { useBillingSetup } from '#renderer/session/billing.ts';
import { useCan } from '#renderer/session/session.ts';
import { AttentionTab } from './attention-tab.tsx';
import classes from './cashier.module.css';
import { ClaimsTab } from './claims-tab.tsx';
import { DrawerTab } from './drawer-tab.tsx';
import { TakingsTab } from './takings-tab.tsx';
import { TillTab } from './till-tab.tsx';

const TABS = [['till', 'billing.read'], ['drawer', 'cash.drawer'], ['attention', 'billing.read'], ['claims', 'billing.claims'], ['takings', 'billing.manage']] as const satisfies readonly (readonly [string, Permission])[];
type Tab = (typeof TABS)[number][0];

/** The cashier: who pays, the drawer, what needs a hand, claims and the day's takings. spec: BIL-1 to BIL-4 */
export function CashierArea() {
  const { t } = useTranslation();
  const can = useCan();
  const [, wanted, patientId] = useRoute();
  const tabs = TABS.filter(([, permission]) => can(permission));
  const tab = tabs.find(([id]) => id === wanted)?.[0] ?? 'till';
  useEffect(() => { if (wanted !== tab) navigate('cashier', tab); }, [wanted, tab]);
  const setup = useBillingSetup();
  const cases = useCases();
  return (
    <div className={classes.screen}>
      <h1 className="db-hidden">{t('shell.area.cashier')}</h1>
      <nav className={classes.tabs} aria-label={t('billing.pages')}>
        {tabs.map(([id], index) => <TabLink key={id} tab={id} keys={String(index + 1)} chosen={id === tab} count={id === 'attention' ? cases : 0} />)}
      </nav>
      <div className={classes.body}>
        {setup && tab === 'till' ? <TillTab setup={setup} patientId={patientId} /> : null}
        {setup && tab === 'drawer' ? <DrawerTab settings={setup.settings} /> : null}
        {setup && tab === 'attention' ? <AttentionTab currency={setup.settings.currency} /> : null}
        {setup && tab === 'claims' ? <ClaimsTab currency={setup.settings.currency} /> : null}
        {setup && tab === 'takings' ? <TakingsTab currency={setup.settings.currency} /> : null}
      </div>
    </div>
  );
}

/** How many bills somebody paid or was given too much on. */
function useCases(): number {
  const attention = useLive('billing.attention', () => client.billing.attention({}), ['billing']).data;
  return attention ? attention.overpaid.length + attention.toInsurers.length + attention.fromInsurers.length : 0;
}

function TabLink({ tab, keys, chosen, count }: { readonly tab: Tab; readonly keys: string; readonly chosen: boolean; readonly count: number }) {
  const { t } = useTranslation();
  useAction({ id: `cashier.tab.${tab}`, title: t(`billing.tab.${tab}`), keys, run: () => navigate('cashier', tab) });
  return (
    <a href={`#/cashier/${tab}`} className={classes.tab} aria-current={chosen ? 'page' : undefined} aria-keyshortcuts={ariaKeys(keys)}>
      {t(`billing.tab.${tab}`)}
      {count === 0 ? null : <span className={classes.count}>{count}</span>}
      <KeyHint keys={keys} />
    </a>
  );
}
