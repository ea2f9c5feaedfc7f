import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SeriesShape } from '#domain/contract/vaccinations.ts';
import { readScheduleAge, scheduleAge } from '#domain/record/schedule-age.ts';
import { MOST_DOSES } from '#domain/record/vaccine-schedule.ts';
import { client } from '#renderer/api/client.ts';
import { issueOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { issueText } from '#renderer/parts/problem-text.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import type { Vaccines } from '#renderer/session/vaccines.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';
import classes from './vaccines.module.css';

interface Props {
  /** Undefined for a new one. */
  readonly series: SeriesShape | undefined;
  readonly vaccines: Vaccines;
  readonly onClose: () => void;
}

const PARTS = ['fromDays', 'graceDays', 'intervalDays'] as const;
type DoseBoxes = Readonly<Record<(typeof PARTS)[number], string>>;

const NEW: Omit<SeriesShape, 'id'> = { name: null, cvx: null, doses: [{ fromDays: 270, graceDays: 30, intervalDays: 28 }], untilDays: null, onlyFor: null, active: true };
/** What an age that is none is sent as: the program then says which box it is. */
const sent = (typed: string): number => readScheduleAge(typed) ?? -1;

/** One vaccine of the schedule: its name, and the age of each dose. Doses that were given stay what they are. */
export function SeriesPanel({ series, vaccines, onClose }: Props) {
  const { t } = useTranslation();
  const age = (days: number): string => { const { count, unit } = scheduleAge(days); return t(`vaccination.age.${unit}`, { n: count }); };
  const stored = series ?? NEW;
  const title = series ? vaccines.nameOf(series.id) : t('vaccination.settings.add');
  const draft = useDraft(`vaccine:${series?.id ?? 'new'}`, title, {
    name: series ? vaccines.nameOf(series.id) : '', cvx: stored.cvx ?? '', until: stored.untilDays === null ? '' : age(stored.untilDays), onlyFor: stored.onlyFor ?? '', active: stored.active,
    doses: stored.doses.map((dose): DoseBoxes => ({ fromDays: age(dose.fromDays), graceDays: age(dose.graceDays), intervalDays: age(dose.intervalDays) })),
  });
  const { value, set } = draft;
  const save = useCommand(async () => {
    // A name that was not touched stays the program's own, in every language.
    const name = series && value.name === vaccines.nameOf(series.id) ? series.name : value.name;
    await client.vaccinations.saveSeries({ series: {
      id: series?.id ?? '', name, cvx: value.cvx, untilDays: value.until.trim() === '' ? null : sent(value.until), active: value.active,
      onlyFor: value.onlyFor === 'female' || value.onlyFor === 'male' ? value.onlyFor : null,
      doses: value.doses.map((dose) => ({ fromDays: sent(dose.fromDays), graceDays: sent(dose.graceDays), intervalDays: sent(dose.intervalDays) })),
    } });
    toast('done', t('vaccination.settings.saved', { name: isolated(value.name.trim()) }));
    draft.discard();
    onClose();
  });
  const wrong = (field: string, typed?: string): string | undefined => {
    const issue = issueOf(save.problem, field);
    if (issue && typed !== undefined && readScheduleAge(typed) === undefined) return t('vaccination.settings.no-age');
    return issue && t(`vaccination.settings.issue.${issue.code}`, { limit: issue.limit, defaultValue: issueText(issue, t) });
  };
  const setDose = (at: number, part: Partial<DoseBoxes>): void => set({ doses: value.doses.map((dose, index) => (index === at ? { ...dose, ...part } : dose)) });
  return (
    <SidePanel title={title} onClose={onClose} onSubmit={() => void save.run()} busy={save.busy} draft={draft}>
      <ProblemNote problem={save.problem?.code === 'INVALID' ? undefined : save.problem} />
      <TextInput label={t('vaccination.name')} value={value.name} maxLength={200} error={wrong('name')} onChange={(event) => set({ name: event.currentTarget.value })} />
      <fieldset className={classes.doses}>
        <legend>{t('vaccination.settings.doses')}</legend>
        <p className={classes.about}>{t('vaccination.settings.ages-about')}</p>
        {value.doses.map((dose, at) => (
          // Doses are added and taken away at the end alone.
          <div key={at} className={classes.dose} role="group" aria-label={t('vaccination.dose', { dose: at + 1 })}>
            <span className={classes.which}>{t('vaccination.dose', { dose: at + 1 })}</span>
            {PARTS.filter((part) => part !== 'intervalDays' || at > 0).map((part) => (
              <TextInput
                key={part} size="xs" label={t(`vaccination.settings.${part}`)} value={dose[part]} maxLength={30} error={wrong(`doses.${String(at)}.${part}`, dose[part])}
                onChange={(event) => setDose(at, { [part]: event.currentTarget.value })}
              />
            ))}
          </div>
        ))}
        <div className={classes.buttons}>
          <Button
            variant="subtle" size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} disabled={value.doses.length >= MOST_DOSES}
            onClick={() => set({ doses: [...value.doses, { fromDays: '', graceDays: age(28), intervalDays: age(28) }] })}
          >
            {t('vaccination.settings.add-dose')}
          </Button>
          {value.doses.length > 1 ? (
            <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconMinus size={16} aria-hidden />} onClick={() => set({ doses: value.doses.slice(0, -1) })}>{t('vaccination.settings.remove-dose')}</Button>
          ) : null}
        </div>
      </fieldset>
      <TextInput label={t('vaccination.settings.until')} description={t('vaccination.settings.until-about')} value={value.until} maxLength={30} error={wrong('untilDays', value.until)} onChange={(event) => set({ until: event.currentTarget.value })} />
      <NativeSelect
        label={t('vaccination.settings.for')} value={value.onlyFor} onChange={(event) => set({ onlyFor: event.currentTarget.value as typeof value.onlyFor })}
        data={['', 'female', 'male'].map((sex) => ({ value: sex, label: t(`vaccination.settings.sex.${sex === '' ? 'everybody' : sex}`) }))}
      />
      <TextInput label={t('vaccination.settings.cvx')} description={t('vaccination.settings.cvx-about')} value={value.cvx} maxLength={20} error={wrong('cvx')} onChange={(event) => set({ cvx: event.currentTarget.value })} />
      <Switch label={t('vaccination.settings.in-use')} checked={value.active} onChange={(event) => set({ active: event.currentTarget.checked })} />
    </SidePanel>
  );
}
