import classes from './setup.module.css';

/** A question and why it is asked. */
export function StepHead({ title, hint }: { readonly title: string; readonly hint: string }) {
  return (
    <div>
      <h2 className={classes.question}>{title}</h2>
      <p className={classes.hint}>{hint}</p>
    </div>
  );
}
