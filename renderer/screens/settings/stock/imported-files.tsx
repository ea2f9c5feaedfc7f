import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import classes from '#renderer/screens/exchange/exchange.module.css';
import { ItemCounts } from './item-counts.tsx';
import type { Imported, ItemImporting } from './use-item-import.ts';

/** What was imported while this page is open, newest first. The key takes back the newest that still stands. */
export function ImportedFiles({ importing: { imported, undo, undoing, undoProblem } }: { readonly importing: ItemImporting }) {
  const newest = imported.find((one) => !one.undone && one.result.items > 0);
  return (
    <>
      <ProblemNote problem={undoProblem} />
      {imported.map((one) => <ImportedFile key={one.result.importId} imported={one} hasKey={one === newest} busy={undoing} onUndo={() => undo(one.result.importId)} />)}
    </>
  );
}

interface Props { readonly imported: Imported; readonly hasKey: boolean; readonly busy: boolean; readonly onUndo: () => void }

function ImportedFile({ imported: { name, result, headers, undone }, hasKey, busy, onUndo }: Props) {
  const { t } = useTranslation();
  const place = useRef<HTMLElement>(null);
  useEffect(() => { place.current?.focus(); }, [undone]);
  return (
    <section ref={place} tabIndex={-1} className={classes.result} aria-label={t('exchange.result')}>
      <h3 className={classes.resultTitle} role="status">{t(undone ? 'stock.import.undone' : 'stock.import.done', { name: isolated(name) })}</h3>
      {undone ? <span>{t('stock.import.removed', { count: undone.removed })}</span> : <ItemCounts result={result} headers={headers} />}
      {undone && undone.kept.length > 0 && <span>{t('stock.import.kept', { names: undone.kept.map((item) => isolated(item)).join(', ') })}</span>}
      {undone || result.items === 0 ? null : (
        <div className={classes.buttons}>
          {hasKey
            ? <ActionButton variant="default" action={{ id: 'stock.undo-import', title: t('exchange.undo'), keys: 'Alt+Z', run: onUndo }} busy={busy} icon={<IconArrowBackUp size={18} aria-hidden />} />
            : <Button variant="default" disabled={busy} leftSection={<IconArrowBackUp size={18} aria-hidden />} onClick={onUndo}>{t('exchange.undo')}</Button>}
        </div>
      )}
    </section>
  );
}
