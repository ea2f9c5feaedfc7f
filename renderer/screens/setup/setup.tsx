import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { screenLanguageOf } from '#renderer/text/languages.ts';
import { Arriving } from './arriving.tsx';
import { ClinicStep } from './clinic-step.tsx';
import { JoinStep } from './join-step.tsx';
import { LanguageStep } from './language-step.tsx';
import { PersonStep } from './person-step.tsx';
import { PlacesStep } from './places-step.tsx';
import { RecoveryKey } from './recovery-key.tsx';
import { stepOfField, steps, stepReady, suggestions, type Answers, type Step } from './answers.ts';
import classes from './setup.module.css';

interface Props {
  readonly suggestedZone: string;
  readonly suggestedLanguage: string;
  /** This PC joined a clinic whose record is still on its way. */
  readonly arriving: boolean;
}

/** First run: five short questions, or a code of a clinic that is there already; then the recovery key. */
export function Setup(props: Props) {
  const [key, setKey] = useState<string>();
  const [joining, setJoining] = useState(false);
  if (key !== undefined) return <Frame at={joining ? null : steps.length}><RecoveryKey recoveryKey={key} onKept={() => setKey(undefined)} /></Frame>;
  if (props.arriving) return <Frame at={null}><Arriving /></Frame>;
  if (joining) return <Frame at={null}><JoinStep onJoined={setKey} onBack={() => setJoining(false)} /></Frame>;
  return <Questions {...props} onKey={setKey} onJoin={() => setJoining(true)} />;
}

interface QuestionsProps extends Props {
  readonly onKey: (recoveryKey: string) => void;
  readonly onJoin: () => void;
}

function Questions({ suggestedZone, suggestedLanguage, onKey, onJoin }: QuestionsProps) {
  const { t, i18n } = useTranslation();
  const [at, setAt] = useState(0);
  const [answers, setAnswers] = useState<Answers>(() => ({
    clinicName: '', zone: suggestedZone, languages: [screenLanguageOf([i18n.language, suggestedLanguage])],
    managerName: '', pin: '', pinAgain: '', password: '', rooms: suggestions(t('setup.rooms.suggested')), services: suggestions(t('setup.services.suggested')),
  }));
  const step = steps[at] ?? 'clinic';
  const change = (part: Partial<Answers>): void => setAnswers((before) => ({ ...before, ...part }));
  const making = useCommand(() => client.setup.run({
    clinicName: answers.clinicName, zone: answers.zone, languages: [...answers.languages],
    manager: { name: answers.managerName, pin: answers.pin, password: answers.password },
    rooms: [...answers.rooms], services: [...answers.services],
  }));
  const { problem } = making;
  const forward = async (event?: SyntheticEvent): Promise<void> => {
    event?.preventDefault();
    if (!stepReady(step, answers)) return;
    if (at < steps.length - 1) {
      making.clear();
      setAt(at + 1);
      return;
    }
    const made = await making.run();
    if (made) onKey(made.recoveryKey);
  };
  const back = (): void => setAt(Math.max(0, at - 1));
  useAction({ id: 'setup.back', title: t('shell.back'), keys: 'Escape', when: at > 0, run: back });
  useAction({ id: 'setup.join', title: t('sync.join.instead'), keys: 'Alt+J', when: at === 0, run: onJoin });

  const wrongStep = problem?.code === 'INVALID' ? stepOfField(problem.issues[0]?.field ?? '') : undefined;
  return (
    <Frame at={at}>
      <form className={classes.form} onSubmit={(event) => void forward(event)}>
        <StepBody step={step} answers={answers} onChange={change} onDone={() => void forward()} />
        <ProblemNote problem={problem} />
        <div className={classes.buttons}>
          {at > 0 ? (
            <Button variant="default" onClick={back} leftSection={<IconArrowLeft size={16} className="db-flip" aria-hidden />} rightSection={<KeyHint keys="Escape" />}>
              {t('setup.back')}
            </Button>
          ) : <Button variant="subtle" onClick={onJoin} rightSection={<KeyHint keys="Alt+J" />}>{t('sync.join.instead')}</Button>}
          {/* Keys of their own: turned into the submit button by its own click, the first would submit at once. */}
          {wrongStep !== undefined && wrongStep !== step
            ? <Button key="correct" variant="default" onClick={() => setAt(steps.indexOf(wrongStep))}>{t('setup.correct-it')}</Button>
            : (
              <Button key="next" type="submit" loading={making.busy} disabled={!stepReady(step, answers)} rightSection={<KeyHint keys="Enter" onAccent />}>
                {at < steps.length - 1 ? t('setup.next') : t('setup.finish')}
              </Button>
            )}
        </div>
      </form>
    </Frame>
  );
}

interface BodyProps {
  readonly step: Step;
  readonly answers: Answers;
  readonly onChange: (part: Partial<Answers>) => void;
  readonly onDone: () => void;
}

function StepBody({ step, answers, onChange, onDone }: BodyProps) {
  switch (step) {
    case 'clinic': return <ClinicStep answers={answers} onChange={onChange} />;
    case 'language': return <LanguageStep answers={answers} onChange={onChange} />;
    case 'manager': return <PersonStep answers={answers} onChange={onChange} />;
    case 'rooms': return <PlacesStep key="rooms" kind="rooms" names={answers.rooms} onChange={(rooms) => onChange({ rooms })} onDone={onDone} />;
    case 'services': return <PlacesStep key="services" kind="services" names={answers.services} onChange={(services) => onChange({ services })} onDone={onDone} />;
    default: return step satisfies never;
  }
}

/** @param at which of the questions; null where none is asked */
function Frame({ at, children }: { readonly at: number | null; readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <main className={classes.page}>
      <header className={classes.head}>
        <img src="/daybook.svg" alt="" width={40} height={40} />
        <h1 className={classes.title}>{t('setup.title')}</h1>
        {at === null ? null : (
          <div className={classes.dots} role="img" aria-label={at < steps.length ? t('setup.progress', { at: at + 1, of: steps.length }) : t('setup.done')}>
            {steps.map((step, index) => <span key={step} className={classes.dot} data-state={index < at ? 'past' : index === at ? 'now' : 'ahead'} />)}
          </div>
        )}
      </header>
      <div className={classes.card}>{children}</div>
    </main>
  );
}
