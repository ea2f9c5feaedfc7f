import { useTranslation } from 'react-i18next';
import type { ExceptionView } from '#domain/contract/calendar.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { useProviders } from '../../calendar/use-calendar.ts';
import classes from '../parts/page.module.css';
import { hoursText } from './words.ts';

interface Props {
  readonly exceptions: readonly ExceptionView[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** Leave, holidays and extra hours, the next ones last. */
export function ExceptionTable({ exceptions, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = new Map(useProviders().map(({ id, name }) => [id, name]));
  if (exceptions.length === 0) return null;
  return (
    <div className={classes.group}>
      <h3 className={classes.groupTitle}>{t('schedules.exceptions')}</h3>
      <table className={classes.table}>
        <thead><tr>{(['kind', 'days', 'hours', 'provider', 'note'] as const).map((column) => <th key={column} scope="col" className={column === 'note' ? classes.inPanel : undefined}>{t(`schedules.column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {exceptions.map((each) => {
            const days = each.fromOn === each.untilOn ? format.date(each.fromOn) : `${format.date(each.fromOn)} – ${format.date(each.untilOn)}`;
            return (
              <tr key={each.id} data-chosen={each.id === chosen || undefined}>
                <th scope="row">{t(`schedules.kind.${each.kind}`)}</th>
                <td>
                  <button type="button" className={classes.rowButton} aria-pressed={each.id === chosen} onClick={() => onChoose(each.id)}>{days}</button>
                  {each.yearly ? ` · ${t('schedules.yearly')}` : ''}
                </td>
                <td className={classes.whole}>{each.startMinute === null || each.endMinute === null ? t('schedules.all-day') : <span dir="ltr">{hoursText(each.startMinute, each.endMinute)}</span>}</td>
                <td><bdi>{each.providerId === null ? t('schedules.everybody') : names.get(each.providerId)}</bdi></td>
                <td className={classes.inPanel}><bdi>{each.note}</bdi></td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
