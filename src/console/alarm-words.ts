import { guaranteeCopy } from './copy-guarantee.ts';
import type { SenderView } from './sender-view.ts';

type Alarming = Pick<SenderView, 'name' | 'held' | 'incidents'>;

/** Pure: what is said before everything else, a sentence each: who missed a legal deadline, and who is held. */
export function alarmWords(senders: readonly Alarming[]): string[] {
  const { lead } = guaranteeCopy;
  const breached = senders.filter(({ incidents }) => incidents.some(({ kind }) => kind === 'breached'));
  // A retired sender mails nobody: that it may not is no alarm.
  const held = senders.filter((sender) => sender.held.some(({ reason }) => reason !== 'retired'));
  return [
    ...(breached.length === 0 ? [] : [lead.breached(whomWords(breached))]),
    ...(held.length === 0 ? [] : [lead.held(whomWords(held), held.length === 1)]),
  ];
}

function whomWords(senders: readonly Alarming[]): string {
  const [only, ...others] = senders;
  return only !== undefined && others.length === 0 ? only.name : guaranteeCopy.lead.some(senders.length);
}
