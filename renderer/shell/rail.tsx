import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys } from '#renderer/parts/keys.ts';
import { navigate } from '#renderer/router.ts';
import type { Area } from '#renderer/routes.tsx';
import classes from './rail.module.css';

/** The areas the person may see, each with its key. */
export function Rail({ areas, current }: { readonly areas: readonly Area[]; readonly current: string | undefined }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.rail} aria-label={t('shell.areas')}>
      {areas.map((area) => <Entry key={area.id} area={area} current={area.id === current} />)}
    </nav>
  );
}

function Entry({ area, current }: { readonly area: Area; readonly current: boolean }) {
  const { t } = useTranslation();
  const name = t(`shell.area.${area.id}`);
  const go = (): void => navigate(area.id);
  useAction({ id: `go.${area.id}`, title: t('shell.go-to', { name }), keys: area.keys, run: go });
  const Picture = area.icon;
  return (
    <button type="button" className={classes.entry} onClick={go} aria-current={current ? 'page' : undefined} aria-keyshortcuts={ariaKeys(area.keys)}>
      <Picture size={24} stroke={1.6} aria-hidden />
      <span className={classes.name}>{name}</span>
      <KeyHint keys={area.keys} />
    </button>
  );
}
