import { stateAnswer } from '../../propagation/sender-state-answer.ts';
import { readSenderStates } from '../../propagation/sender-states.ts';
import { byService, type Sender } from '../../senders/sender.ts';
import { defineCommand } from '../command.ts';
import { instant, instantOrNull } from '../instant.ts';
import { table } from '../table.ts';
import { withHeed } from '../with-heed.ts';

/** `heed senders list`: every system that is told of opt-outs. */
export const sendersList = defineCommand({
  usage: [''],
  about:
    'Lists the senders with the brands they mail for, what holds their promotional mail, and what is wrong with them; those that were retired apart. How far each has come is shown by heed latency.',
  options: {},
  examples: [{ line: 'heed senders list', does: 'Who must know.' }],
  run: ({ json, ...io }) =>
    withHeed(io, 'required', async (heed) => {
      const stateOf = await readSenderStates(heed.database, heed.now());
      const { inService, retired } = byService(await heed.senders.read());
      const listed = (sender: Sender) => ({
        ...answerOf(sender),
        ...stateAnswer(sender.id, stateOf(sender.id)),
      });
      const answer = { senders: inService.map(listed), retired: retired.map(listed) };
      const rows = answer.senders.map((one) => [
        ...shown(one),
        one.created_at,
        one.held.map(({ reason }) => reason).join(',') || '-',
        one.incidents.join(',') || '-',
      ]);
      const past = answer.retired.map((one) => [...shown(one), one.retired_at ?? '']);
      const words = table([...SHOWN, 'CREATED', 'HELD', 'INCIDENTS'], rows);
      const more = past.length === 0 ? '' : `\n${table([...SHOWN, 'RETIRED'], past)}`;
      await io.out(json ? `${JSON.stringify(answer)}\n` : `${words}${more}`);
      return 0;
    }),
});

const SHOWN = ['SENDER', 'NAME', 'KIND', 'BRANDS'];

function answerOf({ id, name, publicName, kind, brands, createdAt, retiredAt }: Sender) {
  return {
    id,
    name,
    public_name: publicName,
    kind,
    brands,
    created_at: instant(createdAt),
    retired_at: instantOrNull(retiredAt),
  };
}

function shown({ id, name, kind, brands }: ReturnType<typeof answerOf>): string[] {
  return [id, name, kind, brands.join(',')];
}
