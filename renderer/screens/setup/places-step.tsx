import { useTranslation } from 'react-i18next';
import { NameList } from '#renderer/parts/name-list.tsx';
import { StepHead } from './step-head.tsx';

interface Props {
  readonly kind: 'rooms' | 'services';
  readonly names: readonly string[];
  readonly onChange: (names: string[]) => void;
  readonly onDone: () => void;
}

/** Rooms or services, with suggestions to take away or add to. */
export function PlacesStep({ kind, names, onChange, onDone }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <StepHead title={t(`setup.${kind}.title`)} hint={t(`setup.${kind}.hint`)} />
      <NameList label={t(`setup.${kind}.add`)} hint={t('setup.places-hint')} names={names} onChange={onChange} onDone={onDone} />
    </>
  );
}
