import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TRAINING_PIN } from '#domain/setup/training.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { takeEarly } from '#renderer/first/early.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { useAfterPaint } from '#renderer/parts/after-paint.ts';
import { useCapabilities } from '#renderer/session/session.ts';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import type { Person } from '#domain/contract/session.ts';
import { loadDateQuestion } from '#renderer/shell/later.ts';
import { PeopleTiles } from './people-tiles.tsx';
import { SecretForm } from './secret-form.tsx';
import classes from './sign-in.module.css';

const DateQuestion = lazy(loadDateQuestion);

/** Who is it? Shown before anybody works here, and over a locked desk. */
export function SignIn({ lockedPerson }: { readonly lockedPerson?: Person }) {
  const { t } = useTranslation();
  const { data } = useLive('session.people', () => client.session.people({}), ['users']);
  const people = data?.people ?? [];
  const [early] = useState(takeEarly);
  const [chosen, setChosen] = useState<Person | null | undefined>(lockedPerson ?? people.find(({ id }) => id === early.personId));
  const person = chosen === undefined && people.length === 1 ? people[0] : chosen;
  const canGoBack = people.length > 1;
  const { asked, reload } = useDateQuestion();
  useAction({ id: 'sign-in.back', title: t('shell.back'), keys: 'Escape', when: person != null && canGoBack && !asked, run: () => setChosen(null) });
  return (
    <main className={classes.page}>
      <SignInHead locked={lockedPerson !== undefined} />
      <div className={classes.card}>
        {asked ? <Suspense fallback={null}><DateQuestion today={asked} onAnswered={reload} /></Suspense> : person
          ? <SecretForm key={person.id} person={person} early={person.id === early.personId ? early : undefined} onBack={canGoBack ? () => setChosen(null) : undefined} />
          : <PeopleTiles people={people} onChoose={setChosen} />}
      </div>
    </main>
  );
}

/** The day to ask about, while the clock of this PC is in doubt; read after the first frame, which it must not hold up. */
function useDateQuestion(): { readonly asked: string | null; readonly reload: () => void } {
  const painted = useAfterPaint();
  const { data, reload } = useLive(painted ? 'clock.state' : null, () => client.clock.state({}), ['clinic']);
  return { asked: data?.doubt.kind === 'ahead' && !data.doubt.denied ? data.today : null, reload };
}

function SignInHead({ locked }: { readonly locked: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  // The first word about the date takes a browser several milliseconds: they are not to stand before the first key.
  const dated = useAfterPaint();
  const known = useCapabilities((state) => state.known);
  return (
    <header className={classes.head}>
      <img src="/daybook.svg" alt="" width={44} height={44} />
      <div>
        <h1 className={classes.clinic}>{known?.clinicName ?? 'Daybook'}</h1>
        <div className={classes.day}>{locked ? t('sign-in.locked') : dated ? format.weekday(now) : '\u00a0'}</div>
      </div>
      {known?.training ? <span className={classes.training}>{t('sign-in.training-pin', { pin: TRAINING_PIN })}</span> : null}
    </header>
  );
}
