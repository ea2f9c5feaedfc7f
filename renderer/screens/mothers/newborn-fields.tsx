import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { apgar, apgarParts, type ApgarPart } from '#domain/clinical/apgar.ts';
import { apgarMinutes, birthOutcomes } from '#domain/mothers/words.ts';
import { Box, Boxes, Pick } from './form-boxes.tsx';
import classes from './mothers.module.css';
import type { Minute, TypedNewborn } from './newborn-values.ts';

const SEXES = ['female', 'male', 'unknown'] as const;

interface Props {
  readonly position: number;
  readonly newborn: TypedNewborn;
  readonly errorOf: (field: string) => string | undefined;
  readonly onChange: (part: Partial<TypedNewborn>) => void;
}

/** One newborn of a birth: sex, outcome, measures, and Apgar with its parts. */
export function NewbornFields({ position, newborn, errorOf, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Boxes title={t('mothers.newborn-no', { position })} wide>
      <div className={classes.boxes}>
        <Pick label={t('mothers.field.sex')} value={newborn.sex === 'other' ? 'unknown' : newborn.sex} from={SEXES} name={(word) => t(`patients.sex.${word}`)} needed onChange={(sex) => onChange({ sex: sex ?? 'unknown' })} />
        <Pick label={t('mothers.field.outcome')} value={newborn.outcome} from={birthOutcomes} name={(word) => t(`mothers.outcome.${word}`)} needed onChange={(outcome) => onChange({ outcome: outcome ?? 'live' })} />
        <Box label={t('mothers.field.weightG')} value={newborn.weightG} unit="g" error={errorOf('weightG')} onChange={(weightG) => onChange({ weightG })} />
        <Box label={t('mothers.field.lengthCm')} value={newborn.lengthCm} unit="cm" error={errorOf('lengthCm')} onChange={(lengthCm) => onChange({ lengthCm })} />
        <Box label={t('mothers.field.headCm')} value={newborn.headCm} unit="cm" error={errorOf('headCm')} onChange={(headCm) => onChange({ headCm })} />
        {newborn.outcome === 'neonatal-death' ? <Box label={t('mothers.field.diedOn')} value={newborn.diedOn} kind="date" error={errorOf('diedOn')} onChange={(diedOn) => onChange({ diedOn })} /> : null}
      </div>
      {newborn.outcome.startsWith('stillbirth') ? null : <ApgarTable position={position} newborn={newborn} onChange={onChange} />}
      <Checkbox size="sm" label={t('mothers.field.resuscitated')} checked={newborn.resuscitated} onChange={({ currentTarget }) => onChange({ resuscitated: currentTarget.checked })} />
    </Boxes>
  );
}

/** A digit in each box; the total stands beside them as it is typed. */
function ApgarTable({ position, newborn, onChange }: Omit<Props, 'errorOf'>) {
  const { t } = useTranslation();
  const points = (minute: Minute, part: ApgarPart, typed: string): void => {
    const { [part]: _before, ...others } = newborn.apgar[minute];
    const digit = typed.slice(-1);
    const said = digit === '0' || digit === '1' || digit === '2' ? { ...others, [part]: Number(digit) as 0 | 1 | 2 } : others;
    onChange({ apgar: { ...newborn.apgar, [minute]: said } });
  };
  return (
    <table className={classes.apgar}>
      <caption>{t('mothers.apgar')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('mothers.apgar-minute')}</th>
          {apgarParts.map((part) => <th key={part} scope="col">{t(`mothers.apgar-part.${part}`)}</th>)}
          <th scope="col">{t('mothers.apgar-total')}</th>
        </tr>
      </thead>
      <tbody>
        {apgarMinutes.map((minute) => {
          const score = apgar(newborn.apgar[minute]);
          return (
            <tr key={minute}>
              <th scope="row">{minute}</th>
              {apgarParts.map((part) => (
                <td key={part}>
                  <input
                    className={classes.digit} inputMode="numeric" maxLength={2} value={newborn.apgar[minute][part] ?? ''} dir="ltr"
                    aria-label={t('mothers.apgar-box', { position, minute, part: t(`mothers.apgar-part.${part}`) })} onChange={({ currentTarget }) => points(minute, part, currentTarget.value)}
                  />
                </td>
              ))}
              <td className={classes.number}>{score.total ?? '–'}{score.band === null || score.band === 'reassuring' ? null : <span className={classes.warn}> {t(`mothers.apgar-band.${score.band}`)}</span>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
