import { useTranslation } from 'react-i18next';
import { growthIndicators } from '#domain/clinical/growth-pack.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { LiveContent } from '../parts/live-content.tsx';
import classes from './tables-page.module.css';

/** The tables of children's growth, and which of them are here. */
export function GrowthTables() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const live = useLive('growth.tables', () => client.growth.tables({}), ['clinic']);
  return (
    <section className={classes.kind}>
      <h2 className={classes.title}>{t('tables.growth')}</h2>
      <p className={classes.dim}>{t('growth.layout')}</p>
      <LiveContent live={live}>
        {({ tables }) => (
          <ul className={classes.list} aria-label={t('tables.growth')}>
            {growthIndicators.map((indicator) => {
              const table = tables.find((each) => each.indicator === indicator);
              return (
                <li key={indicator}>
                  <span>{t(`growth.indicator.${indicator}`)}</span>
                  <span className={classes.dim}>{table ? t('tables.here', { person: table.importedBy ?? '', time: table.importedAt === null ? '' : format.dateTime(table.importedAt, now) }) : t('tables.not-here')}</span>
                </li>
              );
            })}
          </ul>
        )}
      </LiveContent>
    </section>
  );
}
