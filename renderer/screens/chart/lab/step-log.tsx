import { useTranslation } from 'react-i18next';
import type { LabEventShape, LabLine } from '#domain/contract/lab-shapes.ts';
import { useNow } from '#renderer/parts/now.ts';
import type { Catalogue } from '#renderer/session/laboratory.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './lab.module.css';

interface Props {
  readonly lines: readonly LabLine[];
  readonly events: readonly LabEventShape[];
  readonly catalogue: Catalogue;
}

/** Every step of some ordered tests, the first at the top: when, which test, how far, who, and why. Steps taken together stand in one line. */
export function StepLog({ lines, events, catalogue }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <details className={classes.steps}>
      <summary>{t('laboratory.chart.steps')}</summary>
      <ol>
        {stepsOf(lines, events).map(({ key, event, testCodes }) => (
          <li key={key}>
            <span className={classes.dim}>{format.dateTime(event.at, now)}</span>
            <span>{t(`laboratory.line-status.${event.to}`)}{lines.length > 1 ? `: ${testCodes.map((code) => catalogue.nameOf(code)).join(t('everywhere.comma'))}` : null}</span>
            <span className={classes.dim}><bdi>{event.by ?? '–'}</bdi>{event.reason === null ? null : <> · <bdi>{event.reason}</bdi></>}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

interface Step { readonly key: string; readonly event: LabEventShape; readonly testCodes: string[] }

function stepsOf(lines: readonly LabLine[], events: readonly LabEventShape[]): Step[] {
  const codes = new Map(lines.map(({ id, testCode }) => [id, testCode]));
  const steps = new Map<string, Step>();
  for (const event of events) {
    const code = codes.get(event.lineId);
    if (code === undefined) continue;
    const key = JSON.stringify([event.at, event.to, event.by, event.reason]);
    const step = steps.get(key);
    if (step) step.testCodes.push(code);
    else steps.set(key, { key, event, testCodes: [code] });
  }
  return [...steps.values()].sort((a, b) => (a.event.at < b.event.at ? -1 : a.event.at > b.event.at ? 1 : 0));
}
