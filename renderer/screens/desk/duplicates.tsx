import { Button } from '@mantine/core';
import { IconArrowsJoin2, IconTicket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Duplicate } from '#domain/contract/patients.ts';
import { LIKELY_DUPLICATE } from '#domain/patients/duplicates.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { Card } from '#renderer/parts/card.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { PatientLine } from '#renderer/parts/patient-line.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useGiveToken } from '#renderer/session/give-token.ts';
import { navigate } from '#renderer/router.ts';
import { openPatient } from '#renderer/session/open-patient.ts';
import { useCan } from '#renderer/session/session.ts';
import classes from './desk.module.css';

const SHOWN = 4;

interface Props {
  readonly found: readonly Duplicate[] | undefined;
  /** A token went to somebody who was here already: the form is not needed any more. */
  readonly onTaken: () => void;
}

/** People like the one being typed. It never stops the registration. spec: REG-2 */
export function Duplicates({ found, onTaken }: Props) {
  const { t } = useTranslation();
  const giving = useGiveToken();
  const can = useCan();
  const [first, second] = found ?? [];
  const mayMerge = first !== undefined && can('patients.merge');
  // Two who are here already are likely one as well; else somebody chooses.
  const mergeFrom = (patient: Duplicate): void => {
    const other = (found ?? []).find(({ id }) => id !== patient.id);
    navigate('patients', patient.id, 'merge', ...(other ? [other.id] : []));
  };
  const give = async (patient: Duplicate): Promise<void> => {
    if (await giving.run(patient)) onTaken();
  };
  useAction({ id: 'desk.open-duplicate', title: t('desk.open-first-duplicate'), keys: 'F6', when: first !== undefined, run: () => { if (first) openPatient(first.id); } });
  useAction({ id: 'desk.take-duplicate', title: t('desk.take-first-duplicate'), keys: 'F7', when: first !== undefined, run: () => { if (first) void give(first); } });
  useAction({ id: 'desk.merge-duplicates', title: t(second ? 'desk.merge-two' : 'merge.open'), keys: 'Shift+F6', when: mayMerge, run: () => { if (first) mergeFrom(first); } });
  return (
    <Card title={t('desk.maybe-known')} fill>
      <ProblemNote problem={giving.problem} />
      {first ? null : <p className={classes.nobody}>{found ? t('desk.nobody-like') : t('desk.looking')}</p>}
      <ul className={classes.duplicates} aria-live="polite">
        {found?.slice(0, SHOWN).map((patient) => (
          <li key={patient.id} className={classes.duplicate} data-likely={patient.score >= LIKELY_DUPLICATE || undefined}>
            <PatientLine patient={patient} detail />
            <div className={classes.reasons}>{patient.reasons.map((reason) => t(`desk.duplicate.${reason}`)).join(' · ')}</div>
            <div className={classes.duplicateButtons}>
              <Button size="compact-sm" variant="default" onClick={() => openPatient(patient.id)} rightSection={patient === first ? <KeyHint keys="F6" /> : undefined}>
                {t('desk.open')}
              </Button>
              <Button
                size="compact-sm" variant="default" loading={giving.busy} onClick={() => void give(patient)}
                leftSection={<IconTicket size={16} aria-hidden />} rightSection={patient === first ? <KeyHint keys="F7" /> : undefined}
              >
                {t('desk.give-token')}
              </Button>
              {mayMerge ? (
                <Button size="compact-sm" variant="subtle" onClick={() => mergeFrom(patient)} leftSection={<IconArrowsJoin2 size={16} aria-hidden />} rightSection={patient === first ? <KeyHint keys="Shift+F6" /> : undefined}>
                  {t('desk.merge')}<span className="db-hidden">{` ${patient.name}`}</span>
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
