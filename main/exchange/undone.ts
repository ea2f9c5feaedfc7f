/** Why an archived patient or a marked value is out of use: the import that brought it was undone. */
export const UNDO_REASON = 'import-undone';
/** The intent under which an import is undone in the log. */
export const UNDO_INTENT = 'exchange.undo';
