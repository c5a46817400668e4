import { STEPS, type Step } from '../deadline/ladder.ts';

/** What concerns the service itself and no sender: its incidents have the sender id ''. */
export const SERVICE_KINDS = ['mail_failing', 'alarm_failing', 'watch_stopped'] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

/** Every kind of incident. `refused`: a sender answers in a way that only a person can mend. */
export const INCIDENT_KINDS = [...STEPS, 'refused', ...SERVICE_KINDS] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** The sender id of incidents of the service itself. */
export const SERVICE = '';

export function isStep(kind: string): kind is Step {
  return STEPS.some((step) => step === kind);
}

/** The kind a stored text spells. Throws on one this version does not know. */
export function kindOf(text: string): IncidentKind {
  const kind = INCIDENT_KINDS.find((one) => one === text);
  if (kind === undefined) throw new Error(`the incident ${text} is not known to this version`);
  return kind;
}

const REFUSED_CODES: ReadonlySet<string> = new Set([
  'gone',
  'unauthorized',
  'forbidden',
  'not_found',
  'redirect_refused',
  'settings_unreadable',
  'settings_invalid',
  'refused_address',
]);

/** Whether a sender's last code says that only a person can mend it: a key, a URL, settings. */
export function needsAPerson(code: string | null): boolean {
  return code !== null && (REFUSED_CODES.has(code) || code.startsWith('url_'));
}
