/** Where all incidents are listed. */
export const INCIDENTS_PATH = '/console/incidents';

/** Where one incident is read, and a breach explained. */
export function incidentPath(id: string): string {
  return `${INCIDENTS_PATH}/${encodeURIComponent(id)}`;
}

/** Where one sender is looked at. */
export function senderPath(id: string): string {
  return `/console/senders/${encodeURIComponent(id)}`;
}
