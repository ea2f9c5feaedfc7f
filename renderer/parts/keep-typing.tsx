import { useEffect, useLayoutEffect, useState, type ReactNode } from 'react';

interface Props {
  /** Where the focus was when somebody went to the part of the program that is shown here. */
  readonly left: Element | null;
  readonly children: ReactNode;
}

/** Whoever began to type elsewhere while this part was still on its way goes on there, whatever in it asks for the focus. */
export function KeepTyping({ left, children }: Props) {
  const [typing] = useState(() => typedIn(left));
  const goOn = (): void => { if (typing?.isConnected && document.activeElement !== typing) typing.focus(); };
  // Boxes ask for the focus when they are made, and some once more after they were shown.
  useLayoutEffect(goOn, [typing]);
  useEffect(goOn, [typing]);
  return children;
}

function typedIn(left: Element | null): HTMLElement | undefined {
  const now = document.activeElement;
  return now !== left && (now instanceof HTMLInputElement || now instanceof HTMLTextAreaElement) ? now : undefined;
}
