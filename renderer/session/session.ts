import { create } from 'zustand';
import { client, whenSessionEnds } from '#renderer/api/client.ts';
import { liveStore } from '#renderer/api/live.ts';
import { keepSessionToken, sessionToken } from '#renderer/api/session-token.ts';
import { givenFacts } from '#renderer/api/given-facts.ts';
import { startFacts } from '#renderer/api/start-facts.ts';
import { keepPlace, place } from '#renderer/router.ts';
import { showLanguage } from '#renderer/text/i18n.ts';
import { screenLanguageOf } from '#renderer/text/languages.ts';
import { keepDraftsNow } from './draft.ts';
import { homeOf } from './home.ts';
import type { Person, Session } from '#domain/contract/session.ts';
import type { Permission } from '#domain/permissions/permissions.ts';

/** What stands between a person and the desk of this window. */
export type Sitting =
  | { readonly phase: 'starting' }
  | { readonly phase: 'setup'; readonly suggestedZone: string; readonly suggestedLanguage: string; readonly arriving: boolean }
  /** This PC was taken out of its clinic; nobody works here any more. */
  | { readonly phase: 'removed' }
  | { readonly phase: 'signed-out' }
  | { readonly phase: 'signed-in'; readonly person: Person; readonly permissions: ReadonlySet<string> }
  /** Nothing of the desk is shown; the same PIN brings it back. */
  | { readonly phase: 'locked'; readonly person: Person };

export type Capabilities = Awaited<ReturnType<typeof client.clinic.capabilities>>;

export const useSitting = create<Sitting>(() => ({ phase: 'starting' }));

/** What this installation can do; known before anybody signs in. */
export const useCapabilities = create<{ readonly known: Capabilities | undefined }>(() => ({ known: undefined }));

/**
 * Finds out where this window stands: first run, nobody here, locked, or somebody at work. Where the page brought all
 * that is needed, this is known without a call, before the first screen is drawn.
 */
export async function startSitting(): Promise<void> {
  whenSessionEnds((code) => {
    const sitting = useSitting.getState();
    if (code === 'REMOVED') farewell();
    if (sitting.phase !== 'signed-in') return;
    if (code === 'SESSION_LOCKED') show({ phase: 'locked', person: sitting.person });
    else leave();
  });
  const [{ status, capabilities: known, people }, session] = await Promise.all([startFacts(), currentSession()]);
  if (!known) {
    await showLanguage(screenLanguageOf([...navigator.languages, status.suggestedLanguage]));
    farewell();
    return;
  }
  useCapabilities.setState({ known });
  if (!status.ready) {
    await showLanguage(screenLanguageOf([...navigator.languages, status.suggestedLanguage]));
    show({ phase: 'setup', suggestedZone: status.suggestedZone, suggestedLanguage: status.suggestedLanguage, arriving: status.arriving });
    return;
  }
  await showLanguage(screenLanguageOf([session?.person.language, ...known.languages]));
  if (!session) {
    leave();
    liveStore.prime('session.people', people);
  }
  else if (session.locked) show({ phase: 'locked', person: session.person });
  else enter(session);
}

/** Whether `startSitting` can say at once where this window stands: the page brought the facts, and nobody sits here. */
export const startsWithoutCall = (): boolean => givenFacts() !== undefined && sessionToken() === null;

async function currentSession(): Promise<Session | null> {
  // A window without a token cannot have a session.
  return sessionToken() === null ? null : (await client.session.current({})).session;
}

/** Somebody proved who they are, here. */
export async function signIn(personId: string, secret: string, using: 'pin' | 'password'): Promise<void> {
  const session = await client.session.signIn({ personId, secret, using });
  await showLanguage(screenLanguageOf([session.person.language, ...(useCapabilities.getState().known?.languages ?? [])]));
  enter(session);
}

/** Covers the desk at once, even when the program cannot be told. */
export function lock(): void {
  const sitting = useSitting.getState();
  if (sitting.phase !== 'signed-in') return;
  // Asked for before the forms go, sent before the program locks: afterwards it takes nothing more.
  const kept = keepDraftsNow();
  show({ phase: 'locked', person: sitting.person });
  kept.then(() => client.session.lock({})).catch(() => undefined);
}

/** Back to the list of people. */
export function signOut(): void {
  void keepDraftsNow().then(() => {
    if (sessionToken() !== null) client.session.signOut({}).catch(() => undefined);
    leave();
  });
}

/** The person's own language, chosen on the screens; the clinic's is not touched. */
export const may = (sitting: Sitting, permission: Permission): boolean =>
  sitting.phase === 'signed-in' && sitting.permissions.has(permission);

/** Whether the person at the desk may do something: `const can = useCan(); can('queue.call')`. */
export function useCan(): (permission: Permission) => boolean {
  const sitting = useSitting();
  return (permission) => may(sitting, permission);
}

function enter(session: Session): void {
  keepSessionToken(session.token);
  const before = useSitting.getState();
  // What one person could see is not kept for the next.
  if (before.phase !== 'locked' || before.person.id !== session.person.id) liveStore.forgetAll();
  const sitting: Sitting = { phase: 'signed-in', person: session.person, permissions: new Set(session.permissions) };
  beginAtHome(sitting.person.id, homeOf((permission) => may(sitting, permission)));
  show(sitting);
}

let lastHere: { readonly personId: string; readonly home: string } | undefined;

/** Who takes the place of somebody that was where their own work begins starts at theirs; any other place stays. */
function beginAtHome(personId: string, home: string): void {
  if (lastHere && lastHere.personId !== personId && place.current()[0] === lastHere.home) keepPlace();
  lastHere = { personId, home };
}

/** Nothing of the record may stay on the screen. */
function farewell(): void {
  keepSessionToken(null);
  liveStore.forgetAll();
  show({ phase: 'removed' });
}

function leave(): void {
  keepSessionToken(null);
  liveStore.forgetAll();
  show({ phase: 'signed-out' });
}

const show = (sitting: Sitting): void => useSitting.setState(sitting, true);
