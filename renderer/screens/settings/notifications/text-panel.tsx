import { Button, Textarea, TextInput } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventTemplate } from '#domain/contract/notifications.ts';
import { variablesOf } from '#domain/notifications/events.ts';
import { MOST_BODY, MOST_SHORT, MOST_SUBJECT } from '#domain/notifications/template.ts';
import { client, type Client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import table from '../parts/page.module.css';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';
import own from './notifications.module.css';

type Preview = Awaited<ReturnType<Client['notifications']['preview']>>;

interface Props {
  readonly template: EventTemplate;
  readonly manage: boolean;
  readonly onClose: () => void;
}

/** The texts of one event in one language, and how they look for somebody made up. */
export function TextPanel({ template, manage, onClose }: Props) {
  const { t } = useTranslation();
  const { event, language } = template;
  const title = t(`notify.event.${event}`);
  const draft = useDraft(`notify-text:${event}:${language}`, title, { subject: template.subject, body: template.body, short: template.short });
  const { value, set } = draft;
  const [shown, setShown] = useState<Preview>();
  const save = useCommand(async () => {
    await client.notifications.saveTemplate({ event, language, ...value });
    draft.discard();
    onClose();
  });
  const look = useCommand(async () => setShown(await client.notifications.preview({ event, language, ...value })));
  const reset = useCommand(async () => {
    await client.notifications.resetTemplate({ event, language });
    draft.discard();
    onClose();
  });
  const errorOf = useFieldError(save.problem);
  const faultOf = (field: 'subject' | 'body' | 'short'): string | undefined => {
    const fault = shown?.faults.find((each) => each.field === field);
    return errorOf(field) ?? (fault && t(`errors.invalid.${fault.code}`, { limit: fault.name ?? '' }));
  };
  const type = (change: Partial<typeof value>): void => {
    setShown(undefined);
    save.clear();
    set(change);
  };
  const common = { lang: language, dir: 'auto', readOnly: !manage } as const;
  return (
    <SidePanel title={title} onClose={onClose} onSubmit={() => { if (manage) void save.run(); }} busy={save.busy} draft={draft}>
      <ProblemNote problem={elsewhere(save.problem, ['subject', 'body', 'short']) ?? reset.problem ?? look.problem} />
      <div>
        <div className={table.dim}>{t('notify.variables')}</div>
        <div className={own.variables} dir="ltr">{variablesOf(event).map((name) => <code key={name}>{`{${name}}`}</code>)}</div>
      </div>
      <TextInput {...common} label={t('notify.box.subject')} value={value.subject} maxLength={MOST_SUBJECT} error={faultOf('subject')} onChange={(change) => type({ subject: change.currentTarget.value })} />
      <Textarea {...common} label={t('notify.box.mail-body')} value={value.body} maxLength={MOST_BODY} autosize minRows={5} maxRows={12} error={faultOf('body')} onChange={(change) => type({ body: change.currentTarget.value })} />
      <Textarea {...common} label={t('notify.box.short')} value={value.short} maxLength={MOST_SHORT} autosize minRows={2} maxRows={6} error={faultOf('short')} onChange={(change) => type({ short: change.currentTarget.value })} />
      <div className={own.line}>
        <ActionButton variant="default" size="sm" busy={look.busy} action={{ id: 'notify.preview', title: t('notify.preview'), keys: 'Alt+Enter', run: () => void look.run() }} icon={<IconEye size={18} aria-hidden />} />
        {template.own && manage ? <ConfirmButton size="sm" variant="default" label={t('notify.reset')} question={t('notify.reset-question')} confirm={t('notify.reset')} busy={reset.busy} onConfirm={() => void reset.run()} /> : null}
      </div>
      {shown && shown.faults.length === 0 ? (
        <div role="status" aria-label={t('notify.preview')}>
          <p className={own.shown} dir="auto" lang={language}>{`${shown.subject}\n\n${shown.body}`}</p>
          <p className={own.shown} dir="auto" lang={language}>{shown.short}</p>
          <Button variant="subtle" size="compact-sm" onClick={() => setShown(undefined)}>{t('notify.hide-preview')}</Button>
        </div>
      ) : null}
    </SidePanel>
  );
}
