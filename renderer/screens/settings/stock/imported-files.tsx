import { CloseButton, Progress } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemFileImport } from '#domain/contract/stock-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import classes from '#renderer/screens/exchange/exchange.module.css';
import { ImportsTable } from '#renderer/screens/exchange/imports-table.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { Group } from '../parts/page.tsx';
import { ItemCounts } from './item-counts.tsx';

interface ListProps { readonly imports: readonly ItemFileImport[]; readonly shown: string | undefined; readonly onShow: (importId: string | undefined) => void }

/** Files of items that came in on this PC, newest first; each opens what became of it, from where it is taken back. One that runs is open. */
export function ImportedFiles({ imports, shown, onShow }: ListProps) {
  const running = imports.find(({ status }) => status === 'running');
  const open = running ?? imports.find(({ importId }) => importId === shown);
  return open ? <ImportedFile key={open.importId} file={open} onClose={() => onShow(undefined)} /> : null;
}

/** The list itself. */
export function ImportedList({ imports, shown, onShow }: ListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (imports.length === 0) return null;
  const lines = imports.map(({ importId, name, startedAt, by, status, items, refusedCount }) => ({
    id: importId, name, started: <>{format.dateTime(startedAt, now)}{by === null ? null : <>, <bdi>{by}</bdi></>}</>, state: t(`stock.import.state.${status}`),
    stored: format.number(items), refused: format.number(refusedCount),
  }));
  return (
    <Group title={t('exchange.history')} wide>
      <ImportsTable lines={lines} storedTitle={t('stock.import.items')} chosen={shown} onChoose={onShow} />
    </Group>
  );
}

function ImportedFile({ file, onClose }: { readonly file: ItemFileImport; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { importId, name, status } = file;
  const place = useRef<HTMLElement>(null);
  useEffect(() => { place.current?.focus(); }, [status]);
  return (
    <section ref={place} tabIndex={-1} className={classes.result} aria-label={t('exchange.result')}>
      <header className={classes.resultHead}>
        <h3 className={classes.resultTitle} role="status">{t(`exchange.status.${status}`)} <bdi>{name}</bdi></h3>
        {status === 'running' ? null : <CloseButton aria-label={t('exchange.close-result')} onClick={onClose} />}
      </header>
      {status === 'running' ? <Running file={file} /> : <Ended key={importId} file={file} />}
    </section>
  );
}

/** How far it is; nobody has to wait for it on this page. */
function Running({ file: { importId, items, stored } }: { readonly file: ItemFileImport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cancel = useCommand(() => client.stock.cancelImport({ importId }));
  return (
    <>
      <div className={classes.progress}>
        <Progress value={items === 0 ? 100 : (stored / items) * 100} size="lg" aria-label={t('stock.import.progress')} style={{ flex: 1 }} transitionDuration={0} />
        <span>{t('stock.import.so-many', { stored: format.number(stored), items: format.number(items) })}</span>
        <ActionButton variant="default" action={{ id: 'stock.cancel-import', title: t('exchange.cancel'), keys: 'Alt+C', run: () => void cancel.run() }} busy={cancel.busy} />
      </div>
      <ProblemNote problem={cancel.problem} />
    </>
  );
}

function Ended({ file }: { readonly file: ItemFileImport }) {
  const { t } = useTranslation();
  const { importId, status, stored, removed, kept } = file;
  const rows = useLive(`stock.refusedRows:${importId}`, () => client.stock.refusedRows({ importId }), []);
  const undo = useCommand(() => client.stock.undoItems({ importId }));
  const undoable = (status === 'done' || status === 'interrupted') && stored > 0;
  return (
    <>
      {status === 'undone' || status === 'cancelled'
        ? <span>{t('stock.import.removed', { count: removed })}</span>
        : <ItemCounts result={{ ...file, items: stored, dryRun: false, refused: rows.data?.refused ?? [] }} headers={new Map(Object.entries(file.headers))} />}
      {kept.length > 0 && <span>{t('stock.import.kept', { names: kept.map((item) => isolated(item)).join(t('everywhere.comma')) })}</span>}
      {undoable && (
        <div className={classes.buttons}>
          <ActionButton variant="default" action={{ id: 'stock.undo-import', title: t('exchange.undo'), keys: 'Alt+Z', run: () => void undo.run() }} busy={undo.busy} icon={<IconArrowBackUp size={18} aria-hidden />} />
        </div>
      )}
      <ProblemNote problem={undo.problem} />
    </>
  );
}
