import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys } from '#renderer/parts/keys.ts';
import { navigate } from '#renderer/router.ts';
import { OVERVIEW, type ChartSection } from './sections.tsx';
import classes from './section-strip.module.css';

interface Props {
  readonly patientId: string;
  readonly sections: readonly ChartSection[];
  readonly current: string;
}

/** The pages of a chart, each with its key. Where there is one only, there is nothing to choose. */
export function SectionStrip({ patientId, sections, current }: Props) {
  const { t } = useTranslation();
  if (sections.length < 2) return null;
  return (
    <nav className={classes.strip} aria-label={t('chart.sections')}>
      {sections.map((section) => <SectionLink key={section.id} patientId={patientId} section={section} current={section.id === current} />)}
    </nav>
  );
}

function SectionLink({ patientId, section, current }: { readonly patientId: string; readonly section: ChartSection; readonly current: boolean }) {
  const { t } = useTranslation();
  const title = t(`chart.section.${section.id}`);
  const place = section.id === OVERVIEW ? ['patients', patientId] : ['patients', patientId, section.id];
  useAction({ id: `chart.section.${section.id}`, title: t('chart.open-section', { section: title }), keys: section.keys, run: () => navigate(...place) });
  const Picture = section.icon;
  return (
    <a
      className={classes.link} href={`#/${place.map(encodeURIComponent).join('/')}`} aria-current={current ? 'page' : undefined}
      aria-keyshortcuts={ariaKeys(section.keys)}
    >
      <Picture size={16} stroke={1.7} aria-hidden />
      {title}
      <KeyHint keys={section.keys} />
    </a>
  );
}
