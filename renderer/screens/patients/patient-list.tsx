import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { PatientLine } from './patient-line.tsx';
import classes from './patients.module.css';

const LINE_PX = 52;
/** Lines kept ready above and below what is seen. */
const SPARE = 8;

interface Props {
  readonly id: string;
  readonly patients: readonly PatientBrief[];
  readonly chosen: number;
  readonly busy: boolean;
  readonly onChoose: (index: number) => void;
  readonly onOpen: (patient: PatientBrief) => void;
  /** The same keys as in the box. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** Called when the last lines come into view. */
  readonly onEnd: () => void;
}

/** The list under the box. The focus stays in the box or is on the list as a whole; the chosen line is named to screen readers from there. */
export function PatientList({ id, patients, chosen, busy, onChoose, onOpen, onKeyDown, onEnd }: Props) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- components are not compiled here, and nothing of it is handed on
  const lines = useVirtualizer({ count: patients.length, getScrollElement: () => frame.current, estimateSize: () => LINE_PX, overscan: SPARE });
  const shown = lines.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { scrollToIndex } = lines;
  useEffect(() => { if (patients.length > 0) scrollToIndex(chosen); }, [chosen, patients.length, scrollToIndex]);
  useEffect(() => { if (patients.length > 0 && last >= patients.length - 1) onEnd(); }, [last, patients.length, onEnd]);
  return (
    <div
      ref={frame} id={id} className={classes.frame} role="listbox" aria-label={t('patients.title')} tabIndex={0} aria-busy={busy} onKeyDown={onKeyDown}
      {...(patients.length > 0 ? { 'aria-activedescendant': `${id}-${chosen}` } : {})}
    >
      <div role="presentation" className={classes.lines} style={{ blockSize: lines.getTotalSize() }}>
        {shown.map(({ index, start, size }) => {
          const patient = patients[index];
          if (!patient) return null;
          return (
            <div
              key={patient.id} id={`${id}-${index}`} role="option" aria-selected={index === chosen}
              aria-setsize={patients.length} aria-posinset={index + 1}
              className={classes.line} style={{ blockSize: size, transform: `translateY(${start}px)` }}
              onClick={() => onChoose(index)} onDoubleClick={() => onOpen(patient)}
            >
              <PatientLine patient={patient} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
