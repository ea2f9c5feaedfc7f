/** One object of all areas: `./en/shell.json` becomes `shell`, so that `t('shell.back')` finds it. */
export function byArea(files: Readonly<Record<string, object>>): Record<string, object> {
  return Object.fromEntries(Object.entries(files).map(([path, sentences]) => [path.slice(path.lastIndexOf('/') + 1, -'.json'.length), sentences]));
}
