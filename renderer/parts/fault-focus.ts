import { useEffect } from 'react';
import type { Problem } from '#renderer/api/problem.ts';

const FAULT = '[aria-invalid="true"]:not(:disabled)';
const AROUND = '[role="group"], form, aside, [role="dialog"]';

/**
 * Puts the cursor into the first box that was refused, each time something was: in the form or panel somebody works in, else anywhere on
 * the page. Who stands in a refused box already stays there, and so does who types on in a box elsewhere, as down a column of a list.
 */
export function useFaultFocus(problem: Problem | undefined): void {
  useEffect(() => {
    if (problem?.code !== 'INVALID' && problem?.code !== 'CONFIRM') return;
    const at = document.activeElement;
    if (at?.matches(FAULT)) return;
    let around = at?.closest(AROUND);
    while (around && !around.querySelector(FAULT)) around = around.parentElement?.closest(AROUND);
    const place = around ?? (at?.matches('input, textarea, select') ? undefined : document);
    place?.querySelector<HTMLElement>(FAULT)?.focus();
  }, [problem]);
}
