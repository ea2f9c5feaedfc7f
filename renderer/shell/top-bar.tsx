import type { Person } from '#domain/contract/session.ts';
import { useCan } from '#renderer/session/session.ts';
import { CallingState } from './calling-state.tsx';
import { PersonMenu } from './person-menu.tsx';
import { SearchBox } from './search-box.tsx';
import { StatusLine } from './status-line.tsx';
import { ClinicName } from './clinic-name.tsx';
import classes from './top-bar.module.css';

/** Always there: the search box in the middle, calling beside it, the state of things and the person at the end. */
export function TopBar({ person }: { readonly person: Person }) {
  const can = useCan();
  return (
    <header className={classes.bar}>
      <ClinicName />
      <div className={classes.middle}>
        {can('patients.read') ? <SearchBox /> : null}
        {can('queue.call') ? <CallingState /> : null}
      </div>
      <div className={classes.end}>
        <StatusLine />
        <PersonMenu person={person} />
      </div>
    </header>
  );
}
