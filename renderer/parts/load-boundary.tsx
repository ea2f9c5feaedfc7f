import { IconPuzzleOff } from '@tabler/icons-react';
import { Component, useState, type ErrorInfo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { reportFault } from '#renderer/api/report-fault.ts';
import { keepDraftsNow } from '#renderer/session/draft.ts';
import { ActionButton } from './action-button.tsx';
import { Empty } from './empty.tsx';
import classes from './notes.module.css';

interface Props {
  /** What it is called in the program's log. */
  readonly part: string;
  /** Where in the program it stands; somewhere else is tried anew. */
  readonly place: string;
  readonly children: ReactNode;
}

interface State {
  readonly failed: 'missing' | 'fault' | undefined;
}

/** What browsers say of a script, and the bundler of a style sheet, that could not be fetched. */
const MISSING = /dynamically imported module|Importing a module script failed|Unable to preload CSS/;

const isMissing = (error: unknown): boolean => error instanceof Error && MISSING.test(error.message);

/**
 * Says in words what would otherwise leave an empty window: a part of the program cannot be loaded, because the program was
 * brought up to date since the window opened, or it failed. The forms it takes the place of keep what was typed as they leave.
 */
export class LoadBoundary extends Component<Props, State> {
  override state: State = { failed: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { failed: isMissing(error) ? 'missing' : 'fault' };
  }

  /** A file that is not there any more was written down when it was asked for. */
  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    if (!isMissing(error)) reportFault(this.props.part, error, componentStack);
  }

  override componentDidUpdate(before: Props): void {
    if (before.place !== this.props.place && this.state.failed !== undefined) this.setState({ failed: undefined });
  }

  override render(): ReactNode {
    return this.state.failed === undefined ? this.props.children : <NotLoaded why={this.state.failed} />;
  }
}

function NotLoaded({ why }: { readonly why: 'missing' | 'fault' }) {
  const { t } = useTranslation();
  const [away, setAway] = useState(false);
  const loadAgain = async (): Promise<void> => {
    await keepDraftsNow();
    // A page asked for while the program is away would be the browser's own, without a way back.
    await client.setup.status({}).then(() => { location.reload(); }, () => setAway(true));
  };
  return (
    <div role="alert" className={classes.whole}>
      <Empty icon={IconPuzzleOff} title={t(`shell.not-loaded.${why}`)} hint={t(away ? 'shell.unreachable.hint' : `shell.not-loaded.${why}-hint`)}>
        <ActionButton action={{ id: 'shell.load-again', title: t('shell.not-loaded.again'), keys: 'F5', run: () => void loadAgain() }} />
      </Empty>
    </div>
  );
}
