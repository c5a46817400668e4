import { stateAnswer } from '../../propagation/sender-state-answer.ts';
import { readSenderStates } from '../../propagation/sender-states.ts';
import { defineCommand } from '../command.ts';
import { instant } from '../instant.ts';
import { table } from '../table.ts';
import { withHeed } from '../with-heed.ts';

/** `heed senders list`: every system that is told of opt-outs. */
export const sendersList = defineCommand({
  usage: [''],
  about:
    'Lists the senders with the brands they mail for, what holds their promotional mail, and what is wrong with them. How far each has come is shown by heed latency.',
  options: {},
  examples: [{ line: 'heed senders list', does: 'Who must know.' }],
  run: ({ json, ...io }) =>
    withHeed(io, 'required', async (heed) => {
      const stateOf = await readSenderStates(heed.database, heed.now());
      const senders = (await heed.senders.read()).map(
        ({ id, name, publicName, kind, brands, createdAt }) => ({
          id,
          name,
          public_name: publicName,
          kind,
          brands,
          created_at: instant(createdAt),
          ...stateAnswer(id, stateOf(id)),
        }),
      );
      const rows = senders.map((one) => [
        one.id,
        one.name,
        one.kind,
        one.brands.join(','),
        one.created_at,
        one.held.map(({ reason }) => reason).join(',') || '-',
        one.incidents.join(',') || '-',
      ]);
      const words = table(['SENDER', 'NAME', 'KIND', 'BRANDS', 'CREATED', 'HELD', 'INCIDENTS'], rows);
      await io.out(json ? `${JSON.stringify({ senders })}\n` : words);
      return 0;
    }),
});
