import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDeviceWatch, IconPencilX } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { ErrorMark } from './error-mark.tsx';
import { ltr } from '#renderer/text/ltr.ts';
import type { MeasureRow } from './measure-rows.ts';
import { OriginFacts } from './origin-facts.tsx';
import classes from './measure.module.css';
import { signName, stateWord } from './sign-words.ts';

interface Props {
  readonly patientId: string;
  readonly name: string;
  readonly rows: readonly MeasureRow[];
  /** Each line says what it is of. */
  readonly named: boolean;
}

/** Values as a table: when, what, by whom (beside what, below when: a third name would not fit); what was entered in error is struck through with its reason. */
export function MeasureTable({ patientId, name, rows, named }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const [marking, setMarking] = useState<string>();
  const [origin, setOrigin] = useState<string>();
  const columns = 3;
  const newest = rows.find(({ originId }) => originId !== null);
  const toggle = (row: MeasureRow): void => setOrigin(origin === row.key ? undefined : row.key);
  useAction({ id: 'chart.origin', title: t('chart.origin.title'), keys: 'o', when: newest !== undefined, run: () => { if (newest) toggle(newest); } });
  return (
    <table className={classes.table}>
      <caption className="db-hidden">{name}</caption>
      <thead>
        <tr>
          <th scope="col">{t('chart.column.when')}</th>
          {named ? <th scope="col">{t('chart.column.what')}</th> : null}
          <th scope="col">{t('chart.column.value')}</th>
          {named ? null : <th scope="col">{t('chart.column.by')}</th>}
          <td aria-hidden />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Fragment key={row.key}>
            <tr data-error={row.inError || undefined}>
              <When row={row} by={named} />
              {named ? <td>{signName(row.code, t)}</td> : null}
              <td className={classes.value}><Value row={row} />{row.originId === null ? null : <FromDevice row={row} open={origin === row.key} hasKey={row === newest} onToggle={() => toggle(row)} />}</td>
              {named ? null : <td className={classes.dim}><bdi>{row.by ?? t('chart.imported')}</bdi></td>}
              <td>
                {row.inError || !can('vitals.write') ? null : (
                  <ActionIcon variant="subtle" color="gray" aria-label={t('chart.mark-error')} title={t('chart.mark-error')} onClick={() => setMarking(row.key)}>
                    <IconPencilX size={18} aria-hidden />
                  </ActionIcon>
                )}
              </td>
            </tr>
            {origin === row.key && row.originId !== null ? <tr data-reason><td colSpan={columns + 1}><OriginFacts patientId={patientId} originId={row.originId} /></td></tr> : null}
            {row.inError ? <tr data-reason><td colSpan={columns + 1}>{t('chart.entered-in-error', { reason: reasonWords(row.errorReason ?? '', t) })}</td></tr> : null}
            {marking === row.key ? <tr data-form><td colSpan={columns + 1}><ErrorMark ids={row.ids} onDone={() => setMarking(undefined)} /></td></tr> : null}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

/** Says that a device gave the value, and opens what it was made of. */
function FromDevice({ row, open, hasKey, onToggle }: { readonly row: MeasureRow; readonly open: boolean; readonly hasKey: boolean; readonly onToggle: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <button type="button" className={classes.fromDevice} aria-expanded={open} aria-label={t('chart.origin.open', { time: format.time(row.takenAt) })} onClick={onToggle}>
      <IconDeviceWatch size={14} aria-hidden /> {t('chart.origin.from-device')} {hasKey ? <KeyHint keys="o" /> : null}
    </button>
  );
}

function When({ row, by }: { readonly row: MeasureRow; readonly by: boolean }) {
  const format = useFormat();
  const now = useNow();
  const { t } = useTranslation();
  return <td className={classes.when}>{format.dateTime(row.takenAt, now)}{by ? <small className={classes.by}><bdi>{row.by ?? t('chart.imported')}</bdi></small> : null}{row.doubted ? <span className={classes.doubted}>{t('chart.doubted-clock')}</span> : null}</td>;
}

function Value({ row }: { readonly row: MeasureRow }) {
  const { t } = useTranslation();
  const words = row.word === null ? <><span dir="ltr">{row.value}</span> <small dir="ltr">{row.unit}</small></> : <bdi>{stateWord(row.code, row.word, t)}</bdi>;
  return (
    <>
      {row.inError ? <del>{words}</del> : <span>{words}</span>}
      {row.unusual && !row.inError ? (
        <span className={classes.unusual}>
          {row.unusual === 'high' ? <IconArrowUp size={13} aria-hidden /> : <IconArrowDown size={13} aria-hidden />}
          {t(`chart.unusual.${row.unusual}`)}
        </span>
      ) : null}
      {row.typed === null ? null : <small className={classes.typed}>{t('chart.typed-as', { typed: ltr(row.typed) })}</small>}
    </>
  );
}

/** A reason in somebody's own words, or one that the program gave. */
const reasonWords = (reason: string, t: TFunction): string => (/^visit-(corrected|removed)$/.test(reason) ? t(`chart.error-reasons.${reason}`) : reason);
