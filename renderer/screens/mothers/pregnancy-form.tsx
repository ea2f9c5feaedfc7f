import { useTranslation } from 'react-i18next';
import type { Pregnancy, PregnancyDraft } from '#domain/contract/mothers.ts';
import { isCalendarDate } from '#domain/kit/calendar.ts';
import { datePregnancy } from '#domain/mothers/dating.ts';
import { bloodGroups, rhesusFactors, riskFactors, smokingAmounts, type RiskFactor } from '#domain/mothers/words.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useNow } from '#renderer/parts/now.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { Box, Boxes, Pick, Ticks } from './form-boxes.tsx';
import { FormFrame } from './form-frame.tsx';
import classes from './mothers.module.css';
import { confirmations, daysOfWeeks, errorOf, gestationWords, typedOf, weeksOf, wholeOf } from './mothers-words.ts';
import { useKeptForm } from './use-kept-form.ts';

interface Props {
  readonly patientId: string;
  /** Undefined for a new one. */
  readonly pregnancy: Pregnancy | undefined;
  readonly onClose: () => void;
}

const emptyToNull = (text: string): string | null => (text === '' ? null : text);

interface Typed {
  readonly lastPeriod: string; readonly cycleDays: string; readonly scanOn: string; readonly scanWeeks: string; readonly transferOn: string; readonly embryoDays: string;
  readonly gravida: string; readonly para: string; readonly previousCaesareans: string; readonly fetuses: string; readonly riskNote: string; readonly risks: RiskFactor[];
  readonly bloodGroup: Pregnancy['bloodGroup']; readonly rhesus: Pregnancy['rhesus']; readonly smoking: Pregnancy['smoking'];
}

const EMPTY: Typed = {
  lastPeriod: '', cycleDays: '', scanOn: '', scanWeeks: '', transferOn: '', embryoDays: '', gravida: '', para: '', previousCaesareans: '', fetuses: '1', riskNote: '', risks: [],
  bloodGroup: null, rhesus: null, smoking: null,
};

const typedPregnancy = (stored: Pregnancy): Typed => ({
  lastPeriod: stored.lastPeriod ?? '', cycleDays: typedOf(stored.cycleDays), scanOn: stored.scanOn ?? '', scanWeeks: weeksOf(stored.scanDays), transferOn: stored.transferOn ?? '',
  embryoDays: typedOf(stored.embryoDays), gravida: typedOf(stored.gravida), para: typedOf(stored.para), previousCaesareans: typedOf(stored.previousCaesareans), fetuses: String(stored.fetuses),
  riskNote: stored.riskNote ?? '', risks: stored.risks, bloodGroup: stored.bloodGroup, rhesus: stored.rhesus, smoking: stored.smoking,
});

const datingOf = (values: Typed) => ({
  lastPeriod: emptyToNull(values.lastPeriod), cycleDays: wholeOf(values.cycleDays), scanOn: emptyToNull(values.scanOn), scanDays: daysOfWeeks(values.scanWeeks),
  transferOn: emptyToNull(values.transferOn), embryoDays: wholeOf(values.embryoDays),
});

/** What is no day yet counts for nothing while it is typed. */
const readable = (facts: ReturnType<typeof datingOf>): ReturnType<typeof datingOf> => ({ ...facts, lastPeriod: dayOf(facts.lastPeriod), scanOn: dayOf(facts.scanOn), transferOn: dayOf(facts.transferOn) });
const dayOf = (text: string | null): string | null => (text !== null && isCalendarDate(text) ? text : null);

/** How a pregnancy began and what is known beforehand. The due date stands below while it is typed. spec: MAT-1 */
export function PregnancyForm({ patientId, pregnancy, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const today = format.today(useNow());
  const form = useKeptForm(`mothers:pregnancy:${pregnancy?.id ?? patientId}`, pregnancy ? typedPregnancy(pregnancy) : EMPTY);
  const { values, set } = form;
  const save = useCommand(async (confirmed: string[]) => {
    const draft: PregnancyDraft = {
      ...datingOf(values), gravida: wholeOf(values.gravida), para: wholeOf(values.para), previousCaesareans: wholeOf(values.previousCaesareans), fetuses: wholeOf(values.fetuses) ?? 1,
      bloodGroup: values.bloodGroup, rhesus: values.rhesus, smoking: values.smoking, risks: values.risks, riskNote: emptyToNull(values.riskNote),
    };
    await client.mothers.savePregnancy({ ...draft, patientId, confirmed, ...(pregnancy ? { pregnancyId: pregnancy.id, version: pregnancy.version } : {}) });
    form.forget();
    toast('done', t('mothers.saved'));
    onClose();
  });
  const remove = useCommand(async (pregnancyId: string) => {
    await client.mothers.removePregnancy({ pregnancyId });
    form.forget();
    toast('done', t('mothers.removed'));
    onClose();
  });
  const error = (field: string): string | undefined => errorOf(save.problem, field, t);
  const text = (field: 'lastPeriod' | 'cycleDays' | 'scanOn' | 'scanWeeks' | 'transferOn' | 'embryoDays' | 'gravida' | 'para' | 'previousCaesareans' | 'fetuses' | 'riskNote') =>
    ({ label: t(`mothers.field.${field}`), value: values[field], onChange: (value: string) => set({ [field]: value }), error: error(field === 'scanWeeks' ? 'scanDays' : field) });
  const facts = readable(datingOf(values));
  const dating = datePregnancy(facts, today);
  const due = dating.ok ? dating.value.due : null;
  return (
    <FormFrame
      title={t(pregnancy ? 'mothers.details' : 'mothers.begin')} busy={save.busy} problem={save.problem ?? remove.problem} restoredAt={form.restoredAt} onForget={form.forget} onClose={onClose}
      onSave={() => void save.run(confirmations(save.problem))}
      removal={pregnancy && { title: t('mothers.remove-pregnancy'), busy: remove.busy, run: () => void remove.run(pregnancy.id) }}
    >
      <Boxes title={t('mothers.dating')}>
        <Box {...text('lastPeriod')} kind="date" autoFocus />
        <Box {...text('cycleDays')} unit={t('mothers.days')} />
        <Box {...text('scanOn')} kind="date" />
        <Box {...text('scanWeeks')} hint={t('mothers.weeks-hint')} />
        <Box {...text('transferOn')} kind="date" />
        <Box {...text('embryoDays')} unit={t('mothers.days')} />
      </Boxes>
      <p className={classes.due} aria-live="polite">
        {due === null ? t('mothers.no-due-date') : t('mothers.due-by', { date: format.date(due.dueDate), method: t(`mothers.method.${due.method}`), weeks: gestationWords(Math.max(0, gestationAt(due.dueDate, today)), t) })}
        {dating.ok && dating.value.differs !== null && dating.value.allowed !== null
          ? ` ${t(Math.abs(dating.value.differs) > dating.value.allowed ? 'mothers.scan-changes' : 'mothers.scan-agrees', { days: Math.abs(dating.value.differs), allowed: dating.value.allowed })}` : null}
      </p>
      <Boxes title={t('mothers.births-before')}>
        <Box {...text('gravida')} />
        <Box {...text('para')} />
        <Box {...text('previousCaesareans')} />
        <Box {...text('fetuses')} />
      </Boxes>
      <Boxes title={t('mothers.blood')}>
        <Pick label={t('mothers.field.bloodGroup')} value={values.bloodGroup} from={bloodGroups} name={(word) => t(`mothers.blood-group.${word}`)} onChange={(bloodGroup) => set({ bloodGroup })} />
        <Pick label={t('mothers.field.rhesus')} value={values.rhesus} from={rhesusFactors} name={(word) => t(`mothers.rhesus.${word}`)} onChange={(rhesus) => set({ rhesus })} />
        <Pick label={t('mothers.field.smoking')} value={values.smoking} from={smokingAmounts} name={(word) => t(`mothers.smoking.${word}`)} onChange={(smoking) => set({ smoking })} />
      </Boxes>
      <Ticks title={t('mothers.risks')} from={riskFactors} ticked={values.risks} name={(word) => t(`mothers.risk.${word}`)} onChange={(risks) => set({ risks })} />
      <Boxes title={t('mothers.risks-further')} wide><Box {...text('riskNote')} kind="text" /></Boxes>
    </FormFrame>
  );
}

const gestationAt = (dueDate: string, day: string): number => 280 - Math.round((Date.parse(dueDate) - Date.parse(day)) / 86_400_000);
