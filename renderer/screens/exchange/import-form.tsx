import { Button, Loader, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { MEANINGS, namesPatients } from './column-meanings.ts';
import { ColumnTable } from './column-table.tsx';
import { DropBox } from './drop-box.tsx';
import classes from './exchange.module.css';
import { ACCEPTED } from './file-kind.ts';
import { useTableFault } from './table-fault.ts';
import type { Chosen, Importing } from './use-importing.ts';

const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;

/** Choose a file, say what its columns mean, look first or import at once. */
export function ImportForm({ importing }: { readonly importing: Importing }) {
  const { t } = useTranslation();
  const { chosen, reading, starting, problem, choose, start, forget } = importing;
  const fault = useTableFault(problem);
  const ready = chosen.kind === 'fhir' || chosen.kind === 'table';
  const nameless = chosen.kind === 'table' && !namesPatients(chosen.meanings);
  return (
    <div className={classes.form}>
      {ready ? null : <DropBox accept={ACCEPTED} kinds={t('exchange.kinds')} onFile={choose} />}
      {reading && <span className={classes.reading} role="status"><Loader size="sm" />{t('exchange.reading')}</span>}
      {chosen.kind === 'refused' && <AttentionNote>{t(`exchange.refused.${chosen.why}`, { name: isolated(chosen.name) })}</AttentionNote>}
      {fault === undefined ? <ProblemNote problem={problem} /> : <AttentionNote>{fault}</AttentionNote>}
      {ready && <div className={classes.file}><bdi>{chosen.file.name}</bdi></div>}
      {chosen.kind === 'table' && <TableBoxes chosen={chosen} importing={importing} />}
      {chosen.kind === 'fhir' && <span>{t('exchange.fhir-hint')}</span>}
      {nameless && <AttentionNote>{t('exchange.name-needed')}</AttentionNote>}
      {ready && (
        <div className={classes.buttons}>
          <Button loading={starting} disabled={nameless} onClick={() => start(true)}>{t('exchange.look')}</Button>
          <Button variant="default" disabled={nameless || starting} onClick={() => start(false)}>{t('exchange.import')}</Button>
          <Button variant="subtle" color="gray" disabled={starting} onClick={forget}>{t('exchange.other-file')}</Button>
        </div>
      )}
    </div>
  );
}

function TableBoxes({ chosen: { head, meanings, dateOrder }, importing }: { readonly chosen: Extract<Chosen, { kind: 'table' }>; readonly importing: Importing }) {
  const { t } = useTranslation();
  return (
    <>
      <ColumnTable head={head} meanings={meanings} offered={MEANINGS} label={(meaning) => t(`exchange.means.${meaning}`)} onMeaning={importing.setMeaning} />
      <NativeSelect
        label={t('exchange.date-order')} value={dateOrder} style={{ maxInlineSize: 280 }}
        onChange={(event) => importing.setDateOrder(DATE_ORDERS.find((order) => order === event.currentTarget.value) ?? 'dmy')}
        data={DATE_ORDERS.map((order) => ({ value: order, label: t(`settings.order.${order}`) }))}
      />
    </>
  );
}
