import type { Heed } from '../heed.ts';
import { findManualSender } from '../senders/manual-sender.ts';
import type { Sender } from '../senders/sender.ts';
import { Refused } from './io.ts';

/** The sender of that id, where it is told by hand and in service. Throws `Refused`, else. */
export async function manualSenderOf({ senders }: Heed, id: string): Promise<Sender> {
  const found = await findManualSender(senders, id);
  switch (found.kind) {
    case 'manual':
      return found.sender;
    case 'unknown_sender':
      throw unknownSender();
    case 'retired':
      throw new Refused('this sender was retired: it is told nothing any more.');
    case 'other_kind':
      throw new Refused(
        `this sender is of the kind ${found.of}: it is told without lists.`,
        'Lists are for senders that were added with --kind manual.',
      );
  }
}

/** For an id that no sender has. */
export function unknownSender(): Refused {
  return new Refused('there is no sender with this id.', 'heed senders list shows them.');
}
