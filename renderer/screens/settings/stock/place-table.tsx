import { Badge, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StockStore, StockSupplier } from '#domain/contract/stock-shapes.ts';
import { Phone } from '#renderer/parts/phone.tsx';
import classes from '../parts/page.module.css';
import type { Chosen } from './stock-page.tsx';

interface Props {
  readonly kind: 'supplier' | 'store';
  readonly places: readonly (StockSupplier | StockStore)[];
  readonly chosenId: string | undefined;
  readonly onChoose: (chosen: Chosen) => void;
}

/** Suppliers, or stores. */
export function PlaceTable({ kind, places, chosenId, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <section className={classes.group} aria-label={t(`stock.${kind}s`)}>
      <h3 className={classes.groupTitle}>{t(`stock.${kind}s`)}</h3>
      {places.length === 0 ? <p className={classes.about}>{t('stock.no-suppliers')}</p> : (
        <table className={classes.table}>
          <tbody>
            {places.map((place) => (
              <tr key={place.id} data-chosen={place.id === chosenId || undefined} data-off={!place.active || undefined}>
                <th scope="row"><button type="button" className={classes.rowButton} aria-pressed={place.id === chosenId} onClick={() => onChoose({ kind, id: place.id })}><bdi>{place.name === '' ? t('pharmacy.first-store') : place.name}</bdi></button> {place.active ? null : <Badge color="gray" variant="outline">{t('users.off')}</Badge>}</th>
                <td>{'phone' in place && place.phone !== null ? <Phone>{place.phone}</Phone> : null}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div><Button variant="default" size="compact-md" onClick={() => onChoose({ kind })}>{t(`stock.add-${kind}`)}</Button></div>
    </section>
  );
}
