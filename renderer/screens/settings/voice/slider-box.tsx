import { useId } from 'react';
import classes from './voice.module.css';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value with its unit. */
  readonly shown: string;
  readonly onChange: (value: number) => void;
}

/** A number by feel: arrow keys change it by one step. */
export function SliderBox({ label, shown, onChange, ...range }: Props) {
  const id = useId();
  return (
    <div className={classes.slider}>
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id}>{shown}</output>
      <input id={id} type="range" {...range} aria-valuetext={shown} onChange={(event) => onChange(Number(event.currentTarget.value))} />
    </div>
  );
}
