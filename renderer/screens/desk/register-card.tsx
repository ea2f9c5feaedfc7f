import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconUserPlus } from '@tabler/icons-react';
import { useEffect, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { issueOf } from '#renderer/api/problem.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { runAction, useAction } from '#renderer/parts/actions.ts';
import { Card } from '#renderer/parts/card.tsx';
import { useFaultFocus } from '#renderer/parts/fault-focus.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { hasCamera } from '#renderer/parts/photo/camera.ts';
import { PHOTO_KEYS } from '#renderer/parts/photo/photo-box.tsx';
import { usePhotoFile } from '#renderer/parts/photo/use-photo-file.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { issueText } from '#renderer/parts/problem-text.ts';
import { useServices } from '#renderer/session/clinic.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { useNow } from '#renderer/parts/now.ts';
import { BirthLine } from './birth-line.tsx';
import { EmergencyToggle } from './emergency-toggle.tsx';
import { RegisterMore } from './register-more.tsx';
import { SexChoice } from './sex-choice.tsx';
import { focusNameIfFree, NAME_BOX, type Registration } from './use-registration.ts';
import classes from './register.module.css';

/** One key and three fields; Enter saves and gives the token. spec: REG-1 */
export function RegisterCard({ registration }: { readonly registration: Registration }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const services = useServices();
  useEffect(focusNameIfFree, []);
  const { form, change, service, command, more, missing } = registration;
  useFaultFocus(command.problem);
  const { choose } = usePhotoFile((photo) => change({ photo }));
  const issue = (field: string): string | undefined => {
    const found = issueOf(command.problem, field);
    return found && issueText(found, t);
  };
  const unplaced = command.problem && ['name', 'ageOrBirth'].every((field) => issue(field) === undefined) ? command.problem : undefined;
  useAction({ id: 'desk.service', title: t('desk.next-service'), keys: 'F2', when: services.length > 1, run: service.next });
  // Asked for when it is wanted: looking for cameras starts two processes of the browser.
  const addPhoto = async (): Promise<void> => { (await hasCamera() ? more.openForPhoto : choose)(); };
  useAction({ id: 'photo.add', title: t('patient.photo.add'), keys: PHOTO_KEYS, when: !more.open, run: () => void addPhoto() });
  // No name begins with a slash: on an empty form it goes to the search box, as everywhere else.
  const onNameKey = (event: KeyboardEvent): void => {
    if (event.key !== '/' || form.name !== '') return;
    event.preventDefault();
    runAction('shell.search');
  };
  // What was typed stays: the same key goes back to its beginning.
  useAction({ id: 'desk.name', title: t('desk.new'), keys: 'Alt+N', when: !registration.empty, run: registration.focusName, silent: true });
  const tools = registration.empty
    ? <ActionButton action={{ id: 'desk.new', title: t('desk.new'), keys: 'Alt+N', run: registration.focusName }} variant="subtle" size="compact-sm" />
    : <ActionButton action={{ id: 'desk.clear', title: t('desk.clear'), keys: 'Alt+C', run: registration.clear }} variant="subtle" size="compact-sm" />;
  return (
    <Card title={t('desk.register')} tools={tools} fill className={classes.card}>
      <form
        className={classes.form} noValidate onSubmit={(event) => { event.preventDefault(); registration.submit(); }}
        onKeyDown={(event) => { if (event.key === 'Enter' && event.ctrlKey) { event.preventDefault(); registration.submit(); } }}
      >
        {registration.restoredAt === null ? null : (
          <div className={classes.restored} role="status">{t('desk.restored', { time: format.dateTime(registration.restoredAt, now) })}</div>
        )}
        {registration.unfinished ? <Unfinished {...registration.unfinished} /> : null}
        <TextInput
          id={NAME_BOX} label={t('patient.name')} size="md" onKeyDown={onNameKey} value={form.name} autoComplete="off" spellCheck={false} maxLength={400}
          error={issue('name') ?? (missing === 'name' ? t('errors.invalid.empty') : undefined)} onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <BirthLine registration={registration} error={issue('ageOrBirth')} />
        <SexChoice value={form.sex} onChange={(sex) => change({ sex })} error={missing === 'sex' ? t('desk.sex-missing') : undefined} />
        <div className={classes.serviceRow}>
          <NativeSelect
            label={<span className={classes.withKey}>{t('desk.service')}{services.length > 1 ? <KeyHint keys="F2" /> : null}</span>}
            value={service.serviceId} onChange={(event) => service.choose(event.currentTarget.value)}
            data={services.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <EmergencyToggle on={form.emergency} onChange={(emergency) => change({ emergency })} />
        </div>
        {more.open ? <RegisterMore form={form} onChange={change} issue={issue} photoNow={more.photoNow} /> : null}
        <ProblemNote problem={unplaced} />
        <div className={classes.buttons} data-foot>
          <ActionButton
            action={{ id: 'desk.more', title: more.open ? t('desk.less') : t('desk.more'), keys: 'F4', run: more.toggle }}
            variant="subtle" size="compact-md" justify="flex-start"
            icon={more.open ? <IconChevronUp size={16} aria-hidden /> : <IconChevronDown size={16} aria-hidden />}
          />
          <Button
            type="submit" size="md" loading={command.busy} leftSection={<IconUserPlus size={18} aria-hidden />}
            rightSection={<KeyHint keys="Enter" onAccent />}
          >
            {t('desk.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** What was begun before and waits: nobody has to remember it. */
function Unfinished({ name, goOn }: NonNullable<Registration['unfinished']>) {
  const { t } = useTranslation();
  return (
    <div className={classes.unfinished}>
      <span role="status">{name === '' ? t('desk.unfinished-nameless') : t('desk.unfinished', { name: isolated(name) })}</span>
      <ActionButton action={{ id: 'desk.go-on', title: t('desk.go-on'), keys: 'Alt+G', run: goOn }} variant="default" size="compact-sm" />
    </div>
  );
}
