import { auditBy } from '../../access/audit.ts';
import { normaliseAddress } from '../../consent/address.ts';
import { recipientId } from '../../consent/recipient.ts';
import type { Heed } from '../../heed.ts';
import { replayAnswer } from '../../propagation/replay-answer.ts';
import { type ReplayProgress, replayOf } from '../../propagation/replay-list.ts';
import { type ReplayWish, startReplay } from '../../propagation/start-replay.ts';
import { rowsOfLines } from '../address-rows.ts';
import { defineCommand } from '../command.ts';
import { type Io, Misspelled, Refused } from '../io.ts';
import { createProgress } from '../progress.ts';
import { CLI_ACTOR } from '../with-database.ts';
import { withHeed } from '../with-heed.ts';

const LOOK_MILLIS = 500;

/** `heed senders replay`: telling a sender again, from an entry on or about one person. */
export const sendersReplay = defineCommand({
  usage: ['ID --from SEQ [--wait]', 'ID --address - [--wait] < ADDRESS'],
  about:
    'Tells a sender again what it was told before: everything after an entry, each person once, or the whole state of one person, whose address is read from standard input. A webhook is sent it by the running service, in turn with what is new; a feed is moved back and fetches it again. While the same is under way, that is shown.',
  words: { name: 'ID', min: 1, max: 1 },
  options: {
    from: { type: 'string', value: 'SEQ', help: 'Everything after this entry; 0 for all of it.' },
    address: {
      type: 'string',
      value: '-',
      help: 'One person: `-` reads the address from standard input, for it must not stand in a list of processes.',
    },
    wait: { type: 'boolean', help: 'Wait until it is done. The service must be running.' },
  },
  examples: [
    { line: 'heed senders replay crm --from 0 --wait', does: 'The system was restored from a backup.' },
    {
      line: 'heed senders replay crm --address - < address.txt',
      does: 'One person, without their address in a list of processes.',
    },
  ],
  run: ({ words: [id = ''], values, json, ...io }) => {
    const { from, address, wait } = values;
    if ((from === undefined) === (address === undefined)) {
      throw new Misspelled('give either --from or --address.');
    }
    const seq = from === undefined ? undefined : entryOf(from);
    if (address !== undefined && address !== '-') {
      throw new Misspelled('--address is -: the address is read from standard input.');
    }
    return withHeed(io, 'required', async (heed) => {
      const sender = (await heed.senders.read()).find((one) => one.id === id);
      if (sender === undefined) {
        throw new Refused('there is no sender with this id.', 'heed senders list shows them.');
      }
      const wish: ReplayWish =
        seq === undefined ? await personIn(heed, io) : { kind: 'replay', fromSeq: seq };
      const outcome = await startReplay(heed, sender, wish, auditBy(heed, CLI_ACTOR));
      if (outcome.kind === 'retired') {
        throw new Refused('this sender was retired: it is told nothing any more.');
      }
      if (outcome.kind === 'not_told_yet') {
        throw new Refused('this sender was told nothing of the kind yet.', 'What there is, is on its way.');
      }
      const replay = wait
        ? await waited(heed, io, { senderId: id, replayId: outcome.id })
        : await progressOf(heed, { senderId: id, replayId: outcome.id });
      await io.out(json ? `${JSON.stringify(replayAnswer(replay))}\n` : `${inWords(replay)}\n`);
      return replay.finishedAt === null && wait ? 1 : 0;
    });
  },
});

function entryOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new Misspelled('--from is the number of an entry, 0 for all of them.');
  return Number(text);
}

async function personIn(heed: Heed, io: Io): Promise<ReplayWish> {
  for await (const rows of rowsOfLines(io.stdin)) {
    const [row] = rows;
    if (row === undefined) continue;
    const normalised = 'address' in row ? normaliseAddress(row.address) : undefined;
    if (normalised?.kind !== 'address') {
      throw new Refused('standard input holds no mail address.', 'Write one, on a line.');
    }
    return { kind: 'person', recipientId: recipientId(heed.identityKey, normalised.address) };
  }
  throw new Refused('standard input is empty.', 'Write one mail address, on a line.');
}

interface Which {
  readonly senderId: string;
  readonly replayId: string;
}

async function progressOf(heed: Heed, { senderId, replayId }: Which): Promise<ReplayProgress> {
  const replay = await replayOf(heed.database, senderId, replayId);
  if (replay === undefined) throw new Error(`the replay ${replayId} is gone`);
  return replay;
}

/** Looks until it is finished or the process is to stop. */
async function waited(heed: Heed, io: Io, which: Which): Promise<ReplayProgress> {
  const progress = createProgress(io);
  let replay = await progressOf(heed, which);
  while (replay.finishedAt === null && !io.signal.aborted) {
    progress.say(inWords(replay));
    await heed.sleep(LOOK_MILLIS, io.signal);
    replay = await progressOf(heed, which);
  }
  progress.end();
  return replay;
}

function inWords({ entriesDone, entriesLeft, peopleTold, finishedAt }: ReplayProgress): string {
  const people = `${peopleTold} ${peopleTold === 1 ? 'person' : 'people'} told`;
  if (finishedAt !== null) return `Done: ${people}.`;
  return `${entriesDone} of ${entriesDone + entriesLeft} entries, ${people}.`;
}
