import type { KeyboardEvent } from 'react';

/** From the button of a table's row, the arrows go to those of the rows above and below, Home and End to the first and the last. */
export function stepRows(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  if (by === undefined || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLButtonElement)) return;
  const row = event.target.closest('tbody > tr');
  if (!row?.parentElement) return;
  const buttons = [...row.parentElement.children].map((each) => each.querySelector('button')).filter((each) => each !== null);
  const at = buttons.findIndex((button) => row.contains(button));
  buttons[Math.max(0, Math.min(buttons.length - 1, at + by))]?.focus();
  event.preventDefault();
}
