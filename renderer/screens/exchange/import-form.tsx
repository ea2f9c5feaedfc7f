import { Button, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { namesPatients } from './column-meanings.ts';
import { ColumnTable } from './column-table.tsx';
import { DropBox } from './drop-box.tsx';
import classes from './exchange.module.css';
import { useTableFault } from './table-fault.ts';
import type { Importing } from './use-importing.ts';

/** Choose a file, say what its columns mean, look first or import at once. */
export function ImportForm({ importing }: { readonly importing: Importing }) {
  const { t } = useTranslation();
  const { chosen, reading, starting, problem, choose, start, forget } = importing;
  const fault = useTableFault(problem);
  const ready = chosen.kind === 'fhir' || chosen.kind === 'table';
  const nameless = chosen.kind === 'table' && !namesPatients(chosen.meanings);
  return (
    <div className={classes.form}>
      {ready ? null : <DropBox onFile={choose} />}
      {reading && <span className={classes.reading} role="status"><Loader size="sm" />{t('exchange.reading')}</span>}
      {chosen.kind === 'refused' && <AttentionNote>{t(`exchange.refused.${chosen.why}`, { name: isolated(chosen.name) })}</AttentionNote>}
      {fault === undefined ? <ProblemNote problem={problem} /> : <AttentionNote>{fault}</AttentionNote>}
      {ready && <div className={classes.file}><bdi>{chosen.file.name}</bdi></div>}
      {chosen.kind === 'table' && <ColumnTable chosen={chosen} importing={importing} />}
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
