import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Recognised } from '#domain/contract/devices.ts';
import { certaintyOf } from '../../bedside/certainty.ts';
import { exampleWords } from '../../bedside/measure-words.ts';
import classes from '../parts/page.module.css';
import own from './devices.module.css';
import { lineWords } from './line-words.ts';

type Candidate = Recognised['candidates'][number];

interface Props {
  readonly candidates: readonly Candidate[];
  readonly busy: boolean;
  readonly onChoose: (candidate: Candidate) => void;
}

/** What a line may be, the likeliest first, each with a value it was heard to say. */
export function CandidateList({ candidates, busy, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <ul className={own.candidates}>
      {candidates.map((candidate, index) => {
        const { driver, confidence, settings, example } = candidate;
        const name = `${driver.maker} ${driver.models[0] ?? ''}`.trim();
        return (
          <li key={`${driver.id} ${lineWords(settings.line)}`} className={own.candidate}>
            <span>
              <strong>{t(`bedside.certainty.${certaintyOf(confidence)}`)} <bdi>{name}</bdi></strong>
              <span className={classes.dim}> {t(`devices.family.${driver.family}`)} · {t(`devices.mark.${driver.mark}`)} · <bdi dir="ltr">{lineWords(settings.line)}</bdi> · <bdi>{exampleWords(example, t)}</bdi></span>
            </span>
            <Button size="sm" variant={index === 0 ? 'filled' : 'default'} loading={busy} aria-label={t('devices.use-this', { name })} onClick={() => onChoose(candidate)}>{t('devices.use')}</Button>
          </li>
        );
      })}
    </ul>
  );
}
