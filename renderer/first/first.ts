import './styles.ts';
import { matches } from '#renderer/parts/keys.ts';
import { givenFacts } from '#renderer/api/given-facts.ts';
import { sessionToken } from '#renderer/api/session-token.ts';
import { isDisplay } from '#renderer/pages.ts';
import { markLanguage, screenLanguageOf } from '#renderer/text/languages.ts';
import { rememberedScheme, showScheme } from '#renderer/theme/shown-scheme.ts';
import type { StartFacts } from '#domain/contract/start-facts.ts';
import { drawSignIn, KEYED } from './draw.ts';
import { earlySignal, earlySoFar, noteEarly } from './early.ts';

const RELOAD_MS = 2_000;

/**
 * The first thing a window runs. Where the page brought all that the sign-in shows, it is drawn and answers keys in the
 * very first frame; the program, a hundred times as much script, loads behind it and goes on with what was done meanwhile.
 */
function start(): void {
  const facts = givenFacts();
  if (!facts?.status.ready || facts.people.people.length === 0 || sessionToken() !== null || isDisplay()) {
    loadProgram();
    return;
  }
  showScheme(rememberedScheme());
  showSignIn(facts);
  afterFrame(loadProgram);
}

/** A file that is not there any more belongs to a version that was replaced meanwhile: the page brings the new one. */
function loadProgram(): void {
  import('#renderer/main.tsx').catch(() => { setTimeout(() => { location.reload(); }, RELOAD_MS); });
}

function showSignIn(facts: StartFacts): void {
  const language = screenLanguageOf(facts.capabilities.languages);
  markLanguage(language);
  const { root, only } = drawSignIn(facts, language, ({ id }) => { noteEarly({ personId: id }); });
  document.getElementById('root')?.replaceChildren(root);
  root.querySelector<HTMLElement>('button, input')?.focus();
  if (only) noteEarly({ personId: only.id });
  noteTyping(facts.people.people.slice(0, KEYED).map(({ id }) => id), root);
}

/** A digit chooses a person, what follows belongs to the PIN. With one person the box on the screen takes it all. */
function noteTyping(people: readonly string[], root: HTMLElement): void {
  const signal = earlySignal();
  const box = root.querySelector('input');
  box?.addEventListener('input', () => { noteEarly({ typed: box.value }); }, { signal });
  root.querySelector('form')?.addEventListener('submit', (event) => {
    event.preventDefault();
    noteEarly({ submitted: true });
  }, { signal });
  if (box) return;
  window.addEventListener('keydown', (event) => {
    if (event.isComposing || event.repeat) return;
    const { personId, typed } = earlySoFar();
    const chosen = people.find((_, index) => matches(String(index + 1), event));
    if (personId === null) {
      if (chosen !== undefined) noteEarly({ personId: chosen });
    } else if (event.key === 'Escape') noteEarly({ personId: null, typed: '', submitted: false });
    else if (event.key === 'Backspace') noteEarly({ typed: typed.slice(0, -1) });
    else if (event.key === 'Enter' && typed !== '') noteEarly({ submitted: true });
    else if ([...event.key].length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) noteEarly({ typed: typed + event.key });
    else return;
    if (personId !== null) event.preventDefault();
  }, { signal });
}

/** Runs once the frame is on the screen; in a window that nobody sees there are no frames, so soon in any case. */
function afterFrame(run: () => void): void {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    run();
  };
  requestAnimationFrame(() => { setTimeout(once); });
  setTimeout(once, 100);
}

start();
