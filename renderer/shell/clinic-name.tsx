import { useClinicSettings } from '#renderer/session/clinic.ts';
import classes from './top-bar.module.css';

/** Whose desk this is. */
export function ClinicName() {
  const settings = useClinicSettings();
  return <div className={classes.clinic} title={settings?.name}>{settings?.name}</div>;
}
