import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconVaccine } from '@tabler/icons-react';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { VaccinationList } from '#domain/contract/vaccinations.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { DateBox } from '#renderer/parts/date-box.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useVaccines } from '#renderer/session/vaccines.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { elsewhere, useFieldError } from '../settings/parts/field-error.ts';
import { noteDose } from './last-dose.ts';
import classes from './vaccinations.module.css';

interface Props {
  readonly patientId: string;
  /** What is next, vaccine by vaccine. */
  readonly open: VaccinationList['planned'];
}

const OTHER = '';

interface Typed {
  readonly name: string;
  /** Undefined until somebody changed it: today. */
  readonly givenOn: string | undefined;
  readonly lot: string;
  readonly expiresOn: string;
  readonly site: string;
}

const NOTHING: Typed = { name: '', givenOn: undefined, lot: '', expiresOn: '', site: '' };

/** One dose in one line: vaccine, day, lot with its expiry, site. Enter stores it. */
export function DoseForm({ patientId, open }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const today = format.today(useNow());
  const first = useRef<HTMLSelectElement>(null);
  const due = open.filter(({ state }) => state !== 'coming').map(({ vaccine }) => vaccine);
  const [chosen, setChosen] = useState<string>();
  const [typed, setTyped] = useState<Typed>(NOTHING);
  const vaccine = chosen ?? due[0] ?? OTHER;
  const { series, nameOf } = useVaccines();
  const save = useCommand(async () => {
    const { name, givenOn, lot, expiresOn, site } = typed;
    const { given } = await client.vaccinations.record({
      patientId, lot, site, ...(vaccine === OTHER ? { name } : { vaccine, name: nameOf(vaccine) }),
      ...(givenOn === undefined || givenOn === '' ? {} : { givenOn }), ...(expiresOn === '' ? {} : { expiresOn }),
    });
    const made = given.toSorted((a, b) => b.id.localeCompare(a.id))[0];
    if (made) noteDose({ patientId, id: made.id, name: vaccine === OTHER ? name : nameOf(vaccine), removed: false });
    setTyped(NOTHING);
    setChosen(undefined);
    first.current?.focus();
  });
  useAction({ id: 'vaccination.record', title: t('vaccination.record'), keys: 'i', run: () => first.current?.focus() });
  const errorOf = useFieldError(save.problem);
  const set = (part: Partial<Typed>): void => { setTyped({ ...typed, ...part }); save.clear(); };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save.run();
  };
  const others = series.filter(({ id, active }) => active && !due.includes(id)).map(({ id }) => id);
  return (
    <form className={classes.form} onSubmit={submit} noValidate aria-label={t('vaccination.record')}>
      <NativeSelect
        ref={first} label={t('vaccination.what')} value={vaccine} onChange={(event) => { setChosen(event.currentTarget.value); save.clear(); }}
        data={[...due, ...others].map((id) => ({ value: id, label: nameOf(id) })).concat([{ value: OTHER, label: t('vaccination.other') }])}
      />
      {vaccine === OTHER ? <TextInput label={t('vaccination.name')} value={typed.name} maxLength={400} error={errorOf('name')} onChange={(event) => set({ name: event.currentTarget.value })} /> : null}
      <DateBox label={t('vaccination.on')} lean="past" value={typed.givenOn ?? today} error={errorOf('givenOn')} onChange={(givenOn) => set({ givenOn })} />
      <TextInput label={t('vaccination.lot')} value={typed.lot} maxLength={60} autoComplete="off" onChange={(event) => set({ lot: event.currentTarget.value })} />
      <DateBox label={t('vaccination.expiry')} monthEnd value={typed.expiresOn} error={errorOf('expiresOn')} onChange={(expiresOn) => set({ expiresOn })} />
      <TextInput label={t('vaccination.site')} value={typed.site} maxLength={60} onChange={(event) => set({ site: event.currentTarget.value })} />
      <Button type="submit" loading={save.busy} leftSection={<IconVaccine size={18} aria-hidden />} rightSection={<KeyHint keys="Enter" onAccent />}>{t('vaccination.store')}</Button>
      <ProblemNote problem={elsewhere(save.problem, ['name', 'givenOn', 'expiresOn'])} />
    </form>
  );
}
