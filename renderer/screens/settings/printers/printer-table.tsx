import { Badge, Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Printer } from '#domain/contract/printing.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import classes from '../parts/page.module.css';
import { placeOf } from './printer-draft.ts';

interface Props {
  readonly printers: readonly Printer[];
  readonly chosen: string | undefined;
  /** Absent for those who may not change printers. */
  readonly onChoose?: (id: string) => void;
}

/** Each printer with where it is and what it receives. */
export function PrinterTable({ printers, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const test = useCommand(async (printerId: string) => {
    await client.printing.test({ printerId });
    toast('done', t('printers.test-queued'));
  });
  if (printers.length === 0) return <Empty icon={IconPrinter} title={t('printers.none')} hint={t('printers.none-hint')} />;
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('printers.list')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('printers.name')}</th>
            <th scope="col">{t('printers.place')}</th>
            <th scope="col">{t('printers.paper')}</th>
            <th scope="col">{t('printers.receives')}</th>
            <th scope="col"><span className="db-hidden">{t('printers.test')}</span></th>
          </tr>
        </thead>
        <tbody>
          {printers.map((printer) => (
            <tr key={printer.id} data-chosen={printer.id === chosen || undefined} data-off={!printer.active || undefined}>
              <th scope="row">
                {onChoose
                  ? <button type="button" className={classes.rowButton} aria-pressed={printer.id === chosen} onClick={() => onChoose(printer.id)}><Name>{printer.name}</Name></button>
                  : <Name>{printer.name}</Name>}
              </th>
              <td>{t(`printers.kind.${printer.target.kind}`)} <bdi className={classes.dim}>{placeOf(printer.target)}</bdi></td>
              <td>{t(`printers.papers.${printer.paper}`)}</td>
              <td>
                {printer.active
                  ? printer.documents.map((kind) => t(`printers.document.${kind}`)).join(t('printers.and')) || t('printers.nothing')
                  : <Badge color="gray" variant="outline">{t('printers.off')}</Badge>}
              </td>
              <td className={classes.tableEnd}>
                {onChoose && printer.active && (
                  <Button size="xs" variant="default" aria-label={t('printers.test-of', { name: printer.name })} loading={test.busy} onClick={() => void test.run(printer.id)}>
                    {t('printers.test')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ProblemNote problem={test.problem} />
    </div>
  );
}
