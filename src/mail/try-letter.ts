import type { Directory } from '../brands/directory.ts';
import type { Keyring } from '../keys/keyring.ts';
import { errorCode, type Log } from '../log.ts';
import type { OutboxRow } from '../store/schema.ts';
import { dress } from './dress.ts';
import type { Letter } from './letter.ts';
import type { Compose, MailOutcome, OutgoingMail, SendMail } from './mail.ts';
import { isOneAddress } from './mailbox.ts';
import { openLetter } from './outbox.ts';
import type { TryEnd } from './settlement.ts';

export interface TryParts {
  readonly keyring: Keyring;
  readonly directory: Directory;
  readonly compose: Compose;
  /** Absent: mails do not leave, they are captured. */
  readonly sendMail?: SendMail | undefined;
  readonly log: Log;
}

/** What a try came to, and whether the vendor wants quiet from all of us for a while. */
export interface Tried {
  readonly end: TryEnd;
  readonly pauseMillis: number;
}

/** Opens, renders and hands over one claimed letter at `now` (epoch ms). Never throws: whatever fails is an end too. */
export async function tryLetter(parts: TryParts, row: OutboxRow, now: number): Promise<Tried> {
  if (row.expires_at !== null && row.expires_at <= now) return ended({ kind: 'expired' });
  const opened = openLetter(parts.keyring, row);
  if (opened.kind === 'unreadable') return ended(opened);
  if (opened.kind === 'not_now') return ended({ kind: 'retry', code: opened.code });
  if (parts.sendMail === undefined) return ended({ kind: 'captured' });
  const mail = await written(parts, row, opened.letter);
  if (mail === undefined) return ended({ kind: 'retry', code: 'compose_failed' });
  if (!isOneAddress(mail.to)) return ended({ kind: 'refused', code: 'address_invalid' });
  return endOf(await handedOver(parts.sendMail, mail, row.id));
}

/** The letter as it would leave. Throws what its template throws. */
export async function outgoing(
  { directory, compose }: Pick<TryParts, 'directory' | 'compose'>,
  letter: Letter,
  writtenAt: number,
): Promise<OutgoingMail> {
  const brand = letter.brandId === null ? undefined : await directory.brand(letter.brandId);
  return dress(await compose(letter), { letter, brand, writtenAt });
}

async function written(parts: TryParts, row: OutboxRow, letter: Letter): Promise<OutgoingMail | undefined> {
  try {
    return await outgoing(parts, letter, row.created_at);
  } catch (error) {
    // A fault of ours, mended by the next version: the letter waits for it.
    parts.log.error('mail.compose_failed', { mail: row.id, letter: letter.kind, code: errorCode(error) });
    return undefined;
  }
}

async function handedOver(send: SendMail, mail: OutgoingMail, key: string): Promise<MailOutcome> {
  try {
    return await send(mail, key);
  } catch {
    // A transport answers and does not throw. When it does, nobody knows whether the mail left; the message of the error
    // may quote the address, so it goes nowhere.
    return { kind: 'retry', code: 'send_failed' };
  }
}

function endOf(outcome: MailOutcome): Tried {
  if (outcome.kind !== 'retry') return ended(outcome);
  const { code, afterMillis, pausesAll } = outcome;
  return {
    end: { kind: 'retry', code, afterMillis },
    pauseMillis: pausesAll === true ? (afterMillis ?? 0) : 0,
  };
}

function ended(end: TryEnd): Tried {
  return { end, pauseMillis: 0 };
}
