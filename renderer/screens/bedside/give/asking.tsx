import { useTranslation } from 'react-i18next';
import type { Bed } from '#domain/contract/bedside.ts';
import { client } from '#renderer/api/client.ts';
import { ChoiceList } from '#renderer/parts/choice-list.tsx';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { certaintyOf } from '../certainty.ts';
import { exampleWords } from '../measure-words.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { GiveDialog } from './give-dialog.tsx';
import { deviceStep, driverQuestion, type Question } from './questions.ts';

interface Props {
  readonly question: Question | undefined;
  readonly beds: readonly Bed[];
  /** One answer leads to the next question. */
  readonly onAsk: (question: Question) => void;
  readonly onClose: () => void;
  readonly onGiven: (stayId: string) => void;
}

type Asked<K extends Question['kind']> = Extract<Question, { kind: K }> | undefined;

const asked = <K extends Question['kind']>(question: Question | undefined, kind: K): Asked<K> =>
  (question?.kind === kind ? question as Extract<Question, { kind: K }> : undefined);

/** The bedside's questions, one at a time. */
export function Asking({ question, beds, onAsk, onClose, onGiven }: Props) {
  return (
    <>
      <GiveDialog gift={asked(question, 'give')?.gift} beds={beds} onClose={onClose} onGiven={onGiven} />
      <WhichDriver question={asked(question, 'driver')} onAsk={onAsk} onClose={onClose} />
      <WhichDevice question={asked(question, 'which')} onAsk={onAsk} onClose={onClose} />
      <Release question={asked(question, 'release')} onClose={onClose} />
      <Discharge question={asked(question, 'discharge')} onClose={onClose} />
    </>
  );
}

function WhichDriver({ question, onAsk, onClose }: Pick<Props, 'onAsk' | 'onClose'> & { readonly question: Asked<'driver'> }) {
  const { t } = useTranslation();
  const candidates = question?.result.candidates ?? [];
  const choose = (id: string): void => {
    const candidate = candidates.find((each) => each.driver.id === id);
    if (question && candidate) onAsk(driverQuestion(question.port, candidate));
  };
  const words = ({ driver: { maker, models, mark }, confidence, example }: (typeof candidates)[number]): string => t('bedside.driver-line', {
    certainty: t(`bedside.certainty.${certaintyOf(confidence)}`), name: isolated(`${maker} ${models[0] ?? ''}`), mark: t(`devices.mark.${mark}`), example: exampleWords(example, t),
  });
  return (
    <Dialog opened={question !== undefined} onClose={onClose} title={t('bedside.which-driver')} size="lg">
      <ChoiceList onChoose={choose} choices={candidates.map((candidate) => ({ value: candidate.driver.id, label: words(candidate) }))} />
    </Dialog>
  );
}

function WhichDevice({ question, onAsk, onClose }: Pick<Props, 'onAsk' | 'onClose'> & { readonly question: Asked<'which'> }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={question !== undefined} onClose={onClose} title={t('bedside.which-device')}>
      <ChoiceList
        onChoose={(deviceId) => { if (question) onAsk(deviceStep(question.stay, deviceId, question.what)); }}
        choices={question?.stay.devices.map(({ deviceId, name }) => ({ value: deviceId, label: name })) ?? []}
      />
    </Dialog>
  );
}

function Release({ question, onClose }: Pick<Props, 'onClose'> & { readonly question: Asked<'release'> }) {
  const { t } = useTranslation();
  const device = isolated(question?.stay.devices.find(({ deviceId }) => deviceId === question.deviceId)?.name ?? '');
  return (
    <ConfirmDialog
      opened={question !== undefined} onClose={onClose} title={t('bedside.release')} action={t('bedside.release')} done={t('bedside.released', { device })}
      question={t('bedside.release-question', { device, name: isolated(question?.stay.patient.name ?? '') })}
      run={async () => { if (question) await client.bedside.release({ deviceId: question.deviceId }); }}
    />
  );
}

function Discharge({ question, onClose }: Pick<Props, 'onClose'> & { readonly question: Asked<'discharge'> }) {
  const { t } = useTranslation();
  const name = isolated(question?.stay.patient.name ?? '');
  return (
    <ConfirmDialog
      opened={question !== undefined} onClose={onClose} title={t('bedside.discharge')} action={t('bedside.discharge')} done={t('bedside.discharged', { name })}
      question={t('bedside.discharge-question', { count: question?.stay.devices.length ?? 0, name })}
      run={async () => { if (question) await client.bedside.discharge({ stayId: question.stay.id }); }}
    />
  );
}
