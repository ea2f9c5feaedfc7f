import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Vaccination, VaccinationList } from '#domain/contract/vaccinations.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { Card } from '#renderer/parts/card.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useVaccines, type Vaccines } from '#renderer/session/vaccines.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './vaccinations.module.css';
import { DoseForm } from './dose-form.tsx';
import { DoseUndo } from './dose-undo.tsx';
import { noteDose } from './last-dose.ts';

/** What was given, what is due and what is late, by the schedule; a dose is written down in one line. spec: ENC-2 */
export function Vaccinations({ patientId }: { readonly patientId: string }) {
  const { t } = useTranslation();
  const can = useCan()('record.write');
  const { data, error } = useLive(`vaccinations:${patientId}`, () => client.vaccinations.list({ patientId }), ['record', 'patients']);
  const { nameOf } = useVaccines();
  const open = (data?.planned ?? []).filter(({ state }) => state !== 'given');
  return (
    <Card title={t('vaccination.title')}>
      {error === undefined ? null : <ProblemNote problem={problemOf(error)} />}
      {open.length === 0 ? null : <ul className={classes.planned} aria-label={t('vaccination.next')}>{open.map((planned) => <Planned key={planned.vaccine} planned={planned} nameOf={nameOf} />)}</ul>}
      {can && data ? <DoseForm patientId={patientId} open={open} /> : null}
      <DoseUndo patientId={patientId} />
      {data?.given.length === 0 ? <p className={classes.dim}>{t('vaccination.none')}</p> : null}
      <ul className={classes.given} aria-label={t('vaccination.given')}>
        {data?.given.map((dose) => <Given key={dose.id} patientId={patientId} dose={dose} name={dose.vaccine === null ? dose.name : nameOf(dose.vaccine, dose.name)} writable={can} />)}
      </ul>
    </Card>
  );
}

const ICONS = { coming: IconClock, due: IconCheck, overdue: IconAlertTriangle, given: IconCheck } as const;

function Planned({ planned: { vaccine, dose, state, on }, nameOf }: { readonly planned: VaccinationList['planned'][number]; readonly nameOf: Vaccines['nameOf'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const Icon = ICONS[state];
  return (
    <li className={classes.next} data-state={state}>
      <Icon size={16} aria-hidden />
      <span><strong><bdi>{nameOf(vaccine)}</bdi></strong> {t('vaccination.dose', { dose })}</span>
      <span className={classes.when}>{t(`vaccination.${state}`, { date: format.date(on) })}</span>
    </li>
  );
}

function Given({ patientId, dose, name, writable }: { readonly patientId: string; readonly dose: Vaccination; readonly name: string; readonly writable: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const remove = useCommand(async () => {
    await client.vaccinations.setRemoved({ patientId, vaccinationId: dose.id, removed: true });
    noteDose({ patientId, id: dose.id, name, removed: true });
  });
  const facts = [
    dose.lot === null ? null : t('vaccination.of-lot', { lot: dose.lot }), dose.expiresOn === null ? null : t('vaccination.expires', { date: format.date(dose.expiresOn) }),
    dose.site, dose.person,
  ];
  return (
    <li className={classes.line}>
      <span className={classes.when}>{format.date(dose.givenOn)}</span>
      <span><strong><bdi>{name}</bdi></strong> {dose.dose === null ? '' : t('vaccination.dose', { dose: dose.dose })}</span>
      <span className={classes.dim}>{facts.filter((fact) => fact !== null).map((fact) => <bdi key={fact}>{fact}</bdi>)}</span>
      {writable ? (
        <Button variant="subtle" color="gray" size="compact-sm" loading={remove.busy} leftSection={<IconTrash size={16} aria-hidden />} onClick={() => void remove.run()}>
          {t('papers.remove')}<span className="db-hidden">{` ${name}`}</span>
        </Button>
      ) : null}
      <ProblemNote problem={remove.problem} />
    </li>
  );
}
