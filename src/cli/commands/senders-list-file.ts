import { auditBy } from '../../access/audit.ts';
import { randomId } from '../../keys/random.ts';
import type { HandList } from '../../propagation/by-hand/hand-list.ts';
import type { Suppress } from '../../propagation/by-hand/list-rows.ts';
import { beginList, type ListBegun } from '../../propagation/by-hand/write-list.ts';
import { defineCommand } from '../command.ts';
import { type Io, Misspelled } from '../io.ts';
import { manualSenderOf } from '../manual-sender.ts';
import { type NewFiles, withNewFiles } from '../new-files.ts';
import { createProgress } from '../progress.ts';
import { CLI_ACTOR } from '../with-database.ts';
import { withHeed } from '../with-heed.ts';

/** `heed senders list-file`: what a person carries to a system that is told by hand. */
export const sendersListFile = defineCommand({
  usage: ['ID --out FILE [--format csv|suppress]'],
  about:
    'Writes the list of everything a sender that is told by hand has to apply: everybody concerned since the last list that was attested, once each, with their whole state, as CSV. Its SHA-256 is remembered, the file is not. When it has been applied there, say so with heed senders attest; until then nothing counts as done. With --format suppress, two plain lists are written beside it, one address a line: those who get no promotional mail (.suppress.txt) and those who get all of it (.release.txt). Who stops only a part is in the CSV alone. The files are readable by their owner alone, and none is written over.',
  words: { name: 'ID', min: 1, max: 1 },
  options: {
    out: { type: 'string', value: 'FILE', help: 'Where to write the list.', required: true },
    format: {
      type: 'string',
      value: 'FORMAT',
      help: 'csv: the list. suppress: the list, and plain addresses beside it.',
      default: 'csv',
    },
  },
  examples: [
    { line: 'heed senders list-file catalog --out catalog.csv', does: 'Everything the system must know.' },
    {
      line: 'heed senders list-file catalog --out catalog.csv --format suppress',
      does: 'The same, and plain lists for a tool that takes addresses alone.',
    },
  ],
  run: ({ words: [id = ''], values: { out, format = 'csv' }, json, ...io }) => {
    if (format !== 'csv' && format !== 'suppress') throw new Misspelled('--format is csv or suppress.');
    return withHeed(io, 'required', async (heed) => {
      const sender = await manualSenderOf(heed, id);
      const options = { id: randomId('lst', heed.random), audit: auditBy(heed, CLI_ACTOR) };
      const begun = await beginList(heed.feed, sender, options);
      if (begun.kind === 'nothing_waits') {
        await io.out(json ? `${JSON.stringify({ list: null })}\n` : `Nothing waits for sender ${id}.\n`);
        return 0;
      }
      const paths = format === 'csv' ? [out] : [out, ...plainPaths(out)];
      const { list, counts } = await withNewFiles(paths, (files) => written(begun, files, io));
      if (json) await io.out(`${JSON.stringify(answerOf(list, paths, counts))}\n`);
      else {
        await io.out(`${list.items} people in ${out}\nsha256 ${list.sha256}\n`);
        if (format === 'suppress') io.note(plainWords(paths, counts));
        io.note(
          `Apply it in the system. Then: heed senders attest ${id} --file ${out} --by "YOUR NAME"\nUntil then nothing of it counts as done.`,
        );
      }
      return 0;
    });
  },
});

function plainPaths(out: string): string[] {
  const stem = out.replace(/\.csv$/i, '');
  return [`${stem}.suppress.txt`, `${stem}.release.txt`];
}

type Counts = Readonly<Record<Suppress, number>>;

async function written(
  { pieces }: ListBegun,
  files: NewFiles,
  io: Pick<Io, 'draw' | 'now' | 'signal'>,
): Promise<{ list: HandList; counts: Counts }> {
  const counts = { yes: 0, no: 0, partly: 0 };
  const progress = createProgress(io);
  try {
    for (;;) {
      io.signal.throwIfAborted();
      // The last step records the list: by then all of it is in the file.
      const next = await pieces.next();
      if (next.done) return { list: next.value, counts };
      const { text, people } = next.value;
      await files.write(0, text);
      await files.write(1, linesOf(people, 'yes'));
      await files.write(2, linesOf(people, 'no'));
      for (const { suppress } of people) counts[suppress]++;
      progress.say(`${(counts.yes + counts.no + counts.partly).toLocaleString('en-US')} people`);
    }
  } finally {
    progress.end();
  }
}

function linesOf(people: readonly { address: string; suppress: Suppress }[], wanted: Suppress): string {
  return people.flatMap(({ address, suppress }) => (suppress === wanted ? [`${address}\n`] : [])).join('');
}

function plainWords([out, suppress, release]: readonly string[], { yes, no, partly }: Counts): string {
  const rest = partly === 0 ? '' : ` ${partly} stop only a part: ${out} says which.`;
  return `Suppress the ${yes} of ${suppress}, and release the ${no} of ${release}.${rest}`;
}

function answerOf(list: HandList, [file, suppress, release]: readonly string[], counts: Counts) {
  const { id, fromSeq, toSeq, sha256, items } = list;
  const plain = suppress === undefined ? {} : { suppress_file: suppress, release_file: release };
  return {
    list: id,
    from_seq: fromSeq,
    to_seq: toSeq,
    sha256,
    items,
    suppress: counts.yes,
    release: counts.no,
    partly: counts.partly,
    file,
    ...plain,
  };
}
