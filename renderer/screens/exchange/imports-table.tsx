import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import page from '#renderer/screens/settings/parts/page.module.css';

/** One file that was brought in, as it is shown. */
export interface ImportLine {
  readonly id: string;
  readonly name: string;
  readonly started: ReactNode;
  readonly state: string;
  readonly stored: string;
  readonly refused: string;
}

interface Props {
  readonly lines: readonly ImportLine[];
  /** What the column of `stored` counts. */
  readonly storedTitle: string;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** Files that were brought in; each opens what became of it. */
export function ImportsTable({ lines, storedTitle, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <div className={page.scroll} tabIndex={0} role="region" aria-label={t('exchange.history')}>
      <table className={page.table}>
        <thead>
          <tr>
            <th scope="col">{t('exchange.file')}</th>
            <th scope="col">{t('exchange.started')}</th>
            <th scope="col">{t('exchange.state')}</th>
            <th scope="col" className={page.tableEnd}>{storedTitle}</th>
            <th scope="col" className={page.tableEnd}>{t('exchange.refused-short')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ id, name, started, state, stored, refused }) => (
            <tr key={id} data-chosen={id === chosen || undefined}>
              <th scope="row"><button type="button" className={page.rowButton} aria-pressed={id === chosen} onClick={() => onChoose(id)}><bdi>{name}</bdi></button></th>
              <td>{started}</td>
              <td>{state}</td>
              <td className={page.tableEnd}>{stored}</td>
              <td className={page.tableEnd}>{refused}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
