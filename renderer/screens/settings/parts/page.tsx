import type { ReactNode } from 'react';
import classes from './page.module.css';
import { stepRows } from './row-steps.ts';

interface Props {
  readonly title: string;
  /** One sentence about what is set here. */
  readonly about?: string;
  /** Buttons at the end of the title line. */
  readonly tools?: ReactNode;
  /** Stands beside the page; never in front of it. */
  readonly side?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a settings page: title, content and, where something is edited, a panel beside it. */
export function Page({ title, about, tools, side, children }: Props) {
  return (
    <div className={classes.frame} data-side={side ? true : undefined} onKeyDown={stepRows}>
      <div className={classes.main}>
        <header className={classes.head}>
          <div className={classes.words}>
            <h2 className={classes.title}>{title}</h2>
            {about === undefined ? null : <p className={classes.about}>{about}</p>}
          </div>
          {tools === undefined ? null : <div className={classes.tools}>{tools}</div>}
        </header>
        {children}
      </div>
      {side}
    </div>
  );
}

interface GroupProps {
  readonly title?: string;
  readonly children: ReactNode;
  /** Below each other instead. */
  readonly wide?: boolean;
  /** Of labels so long that some take two lines. */
  readonly level?: boolean;
}

/** Some boxes that belong together, two beside each other where there is room. */
export function Group({ title, children, wide = false, level = false }: GroupProps) {
  return (
    <section className={classes.group} {...(title === undefined ? {} : { 'aria-label': title })}>
      {title === undefined ? null : <h3 className={classes.groupTitle}>{title}</h3>}
      <div className={wide ? classes.wide : `${classes.pairs ?? ''} ${level ? classes.level ?? '' : ''}`}>{children}</div>
    </section>
  );
}
