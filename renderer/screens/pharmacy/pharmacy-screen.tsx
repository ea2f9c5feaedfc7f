import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys } from '#renderer/parts/keys.ts';
import { navigate } from '#renderer/router.ts';
import type { ScreenProps } from '#renderer/routes.tsx';
import { useCan } from '#renderer/session/session.ts';
import { AttentionTab } from './attention-tab.tsx';
import { DispenseTab } from './dispense-tab.tsx';
import { ExpiringTab } from './expiring-tab.tsx';
import classes from './pharmacy.module.css';
import { ReceiveTab } from './receive-tab.tsx';
import { StockTab } from './stock-tab.tsx';
import { StocktakeTab } from './stocktake-tab.tsx';
import { StoreBox } from './store-box.tsx';
import { useStock } from './use-stock.ts';
import { ValueTab } from './value-tab.tsx';

const TABS = ['dispense', 'stock', 'receive', 'order', 'expiring', 'stocktake', 'attention', 'value'] as const;
type Tab = (typeof TABS)[number];

const isTab = (text: string | undefined): text is Tab => TABS.some((tab) => tab === text);

/** The pharmacy's day: who waits for medicines, what is there, what comes in, what is short. spec: STK-1, STK-2, STK-3 */
export function PharmacyScreen({ rest: [wanted, ...rest] }: ScreenProps) {
  const { t } = useTranslation();
  const can = useCan();
  const tabs = TABS.filter((tab) => (tab === 'dispense' ? can('stock.dispense') : tab === 'receive' ? can('stock.move') : true));
  const usual = tabs[0] ?? 'stock';
  const tab = isTab(wanted) && tabs.includes(wanted) ? wanted : usual;
  // The address says where one is, so that going back comes back here.
  useEffect(() => { if (!isTab(wanted)) navigate('pharmacy', usual); }, [wanted, usual]);
  const counts = useCounts();
  return (
    <div className={classes.screen}>
      <h1 className="db-hidden">{t('shell.area.pharmacy')}</h1>
      <div className={classes.top}>
        <nav className={classes.tabs} aria-label={t('pharmacy.lists')}>
          {tabs.map((each, index) => <TabLink key={each} tab={each} keys={String(index + 1)} count={counts[each]} chosen={each === tab} />)}
        </nav>
        <StoreBox />
      </div>
      <div className={classes.body}>
        {tab === 'dispense' ? <DispenseTab /> : null}
        {tab === 'stock' ? <StockTab key="stock" itemId={rest[0]} only="all" /> : null}
        {tab === 'receive' ? <ReceiveTab /> : null}
        {tab === 'order' ? <StockTab key="order" itemId={rest[0]} only="low" /> : null}
        {tab === 'expiring' ? <ExpiringTab /> : null}
        {tab === 'stocktake' ? <StocktakeTab /> : null}
        {tab === 'attention' ? <AttentionTab /> : null}
        {tab === 'value' ? <ValueTab /> : null}
      </div>
    </div>
  );
}

function useCounts(): Readonly<Partial<Record<Tab, number>>> {
  const { storeId } = useStock();
  const can = useCan();
  const waits = useLive(storeId === '' || !can('stock.dispense') ? null : `dispensing.waiting:${storeId}`, () => client.dispensing.waiting({ storeId }), ['stock', 'queue', 'record', 'patients']);
  const cases = useLive('stock.attention', () => client.stock.attention({}), ['stock']);
  return { ...(waits.data ? { dispense: waits.data.patients.length } : {}), ...(cases.data ? { attention: cases.data.cases.length } : {}) };
}

function TabLink({ tab, keys, count, chosen }: { readonly tab: Tab; readonly keys: string; readonly count: number | undefined; readonly chosen: boolean }) {
  const { t } = useTranslation();
  useAction({ id: `pharmacy.tab.${tab}`, title: t(`pharmacy.tab.${tab}`), keys, run: () => navigate('pharmacy', tab) });
  return (
    <a href={`#/pharmacy/${tab}`} className={classes.tab} aria-current={chosen ? 'page' : undefined} aria-keyshortcuts={ariaKeys(keys)} data-danger={(tab === 'attention' && (count ?? 0) > 0) || undefined}>
      {t(`pharmacy.tab.${tab}`)}
      {count === undefined ? null : <span className={classes.count}>{count}</span>}
      <KeyHint keys={keys} />
    </a>
  );
}
