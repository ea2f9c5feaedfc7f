import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './sign-in.module.css';

interface Props {
  /** The day this PC shows, of the clinic's calendar. */
  readonly today: string;
  readonly onAnswered: () => void;
}

/**
 * The clock went on by more than a day while the program was closed, and no server was asked: only the people here know
 * whether that is right. `1` is yes, `2` no, on every keyboard. spec: sync design 2.17
 */
export function DateQuestion({ today, onAnswered }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const answer = useCommand(async (isToday: boolean) => {
    await client.clock.answer({ isToday });
    onAnswered();
  });
  useAction({ id: 'sign-in.date-right', title: t('clock.yes'), keys: '1', run: () => void answer.run(true) });
  useAction({ id: 'sign-in.date-wrong', title: t('clock.no'), keys: '2', run: () => void answer.run(false) });
  return (
    <div className={classes.date} role="group" aria-labelledby="date-question">
      <h2 id="date-question" className={classes.dateQuestion}>{t('clock.question', { date: format.longDate(today) })}</h2>
      <p className={classes.dateHint}>{t('clock.question-hint')}</p>
      <div className={classes.dateAnswers}>
        <Button size="md" loading={answer.busy} onClick={() => void answer.run(true)} rightSection={<KeyHint keys="1" onAccent />} aria-keyshortcuts="1" data-autofocus autoFocus>{t('clock.yes')}</Button>
        <Button size="md" variant="default" onClick={() => void answer.run(false)} rightSection={<KeyHint keys="2" />} aria-keyshortcuts="2">{t('clock.no')}</Button>
      </div>
    </div>
  );
}
