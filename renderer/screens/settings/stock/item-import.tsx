import { CloseButton, Loader } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { itemColumns } from '#domain/stock/item-file.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { ColumnTable } from '#renderer/screens/exchange/column-table.tsx';
import { DropBox } from '#renderer/screens/exchange/drop-box.tsx';
import classes from '#renderer/screens/exchange/exchange.module.css';
import { TABLES } from '#renderer/screens/exchange/file-kind.ts';
import { useTableFault } from '#renderer/screens/exchange/table-fault.ts';
import { saveCsv } from '#renderer/screens/pharmacy/csv.ts';
import { StoreBox } from '#renderer/screens/pharmacy/store-box.tsx';
import { ItemCounts } from './item-counts.tsx';
import { headersOf, namesItems, type ItemImporting, type ItemTable } from './use-item-import.ts';

/** Items out of a file: choose it, see what would become of it, import. spec: STK-1 */
export function ItemImport({ importing }: { readonly importing: ItemImporting }) {
  const { t } = useTranslation();
  const { table, refused, reading, storing, problem, choose, close } = importing;
  const fault = useTableFault(problem);
  useAction({ id: 'stock.close-import', title: t('stock.import.close'), keys: 'Escape', run: close, when: !storing, silent: true });
  return (
    <section className={classes.result} aria-label={t('stock.import.title')}>
      <header className={classes.resultHead}>
        <h3 className={classes.resultTitle}>{t('stock.import.title')}</h3>
        <CloseButton aria-label={t('stock.import.close')} disabled={storing} onClick={close} />
      </header>
      {table ? null : <DropBox accept={TABLES} kinds={t('stock.import.kinds')} onFile={choose} autoFocus />}
      {table ? null : <Template />}
      {reading && <span className={classes.reading} role="status"><Loader size="sm" />{t('exchange.reading')}</span>}
      {refused && <AttentionNote>{t(`stock.import.refused.${refused.why}`, { name: isolated(refused.name) })}</AttentionNote>}
      {fault === undefined ? <ProblemNote problem={problem} /> : <AttentionNote>{fault}</AttentionNote>}
      {table && <Ready table={table} importing={importing} />}
    </section>
  );
}

/** A table with nothing but the names of columns, to be filled in. */
function Template() {
  const { t } = useTranslation();
  const save = (): void => saveCsv('items', itemColumns.filter((column) => column !== 'ignore').map((column) => t(`stock.import.means.${column}`)), []);
  return (
    <div className={classes.buttons}>
      <ActionButton variant="default" action={{ id: 'stock.import-template', title: t('stock.import.template'), keys: 'Alt+T', run: save }} icon={<IconDownload size={18} aria-hidden />} />
    </div>
  );
}

function Ready({ table, importing }: { readonly table: ItemTable; readonly importing: ItemImporting }) {
  const { t } = useTranslation();
  const { look, storing, problem, setMeaning, store, forget } = importing;
  const place = useRef<HTMLDivElement>(null);
  // The button that chose the file is gone: the keyboard goes on from here.
  useEffect(() => { place.current?.focus(); }, []);
  const nameless = !namesItems(table);
  return (
    <>
      <div ref={place} tabIndex={-1} className={classes.file}><bdi>{table.file.name}</bdi></div>
      <StoreBox named />
      {nameless && <AttentionNote>{t('stock.import.name-needed')}</AttentionNote>}
      {nameless || look || problem ? null : <span className={classes.reading} role="status"><Loader size="sm" />{t('stock.import.looking')}</span>}
      {look && <strong role="status">{t(look.items === 0 ? 'stock.import.nothing' : 'stock.import.looked')}</strong>}
      {look && <ItemCounts result={look} headers={headersOf(table)} />}
      <span className={classes.dim}>{t('stock.import.existing')}</span>
      <div className={classes.buttons}>
        <ActionButton action={{ id: 'stock.import', title: t('stock.import.import'), keys: 'Ctrl+Enter', run: store, when: look !== undefined && look.items > 0 }} busy={storing} />
        <ActionButton variant="default" action={{ id: 'stock.other-file', title: t('exchange.other-file'), keys: 'Alt+O', run: forget, when: !storing }} />
      </div>
      <ColumnTable head={table.head} meanings={table.meanings} offered={itemColumns} label={(meaning) => t(`stock.import.means.${meaning}`)} onMeaning={setMeaning} />
    </>
  );
}
