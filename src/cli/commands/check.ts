import { brandOf, parseScope, topicOf } from '../../consent/scope.ts';
import { checkGate, type GateOutcome } from '../../senders/gate.ts';
import type { GateAnswer } from '../../senders/gate-answer.ts';
import { heldAnswer } from '../../senders/held-words.ts';
import { type AddressRow, rowsOfLines } from '../address-rows.ts';
import { defineCommand } from '../command.ts';
import { type Io, Refused } from '../io.ts';
import { withHeed } from '../with-heed.ts';

// As many look-ups as one query carries well.
const ADDRESSES_PER_QUESTION = 1_000;
const SOME_NOT_ALLOWED = 3;

/** `heed check`: the gate. Any exit code but 0 means "do not send", so a script that only looks at that is safe. */
export const check = defineCommand({
  usage: ['--topic BRAND/TOPIC [--sender ID] ADDRESS…', '--topic BRAND/TOPIC [--sender ID] < ADDRESSES'],
  about:
    'Says for each address whether it may be mailed about a topic right now, and why. Addresses are words of the command line, or lines of standard input, plain or as {"address": "…"}. With --sender, promotional mail is refused to everybody while that sender is held, and standard error says why. Transactional topics pass a promotional opt-out and a hold. A topic or a sender nobody registered is an error, never a yes.\nThe exit code is 0 when all of them may be mailed and 3 when some may not; without an answer it is 1, and then nobody may be mailed.',
  words: { name: 'ADDRESS', min: 0, max: Number.POSITIVE_INFINITY },
  options: {
    topic: { type: 'string', value: 'BRAND/TOPIC', help: 'What the mail is about.', required: true },
    sender: { type: 'string', value: 'ID', help: 'The sender that is about to mail.' },
  },
  examples: [
    {
      line: 'heed check --topic clearview/offers jane@example.com && send-offer jane@example.com',
      does: 'Ask right before sending.',
    },
    {
      line: 'heed check --topic clearview/offers --sender crm jane@example.com',
      does: 'And may that sender mail at all?',
    },
    {
      line: 'heed check --topic clearview/offers --json < people.txt',
      does: 'One JSON object for each address, in order.',
    },
  ],
  run: ({ values, words, json, ...io }) =>
    withHeed(io, 'required', async (heed) => {
      const scope = parseScope(values.topic);
      const topic = scope && topicOf(scope);
      if (scope === undefined || topic === undefined) throw unknownTopic();
      const { sender } = values;
      let refused = 0;
      let told = false;
      for await (const rows of questions(io, words)) {
        io.signal.throwIfAborted();
        const addresses = rows.map((row) => ('address' in row ? row.address : ''));
        const question = { brand: brandOf(scope), topic, addresses, sender, now: heed.now() };
        const outcome = await checkGate(heed, question);
        if (outcome.kind === 'unknown_topic') throw unknownTopic();
        if (outcome.kind === 'unknown_sender') throw unknownSender();
        const holds: readonly string[] = told ? [] : holdWords(outcome, sender);
        for (const line of holds) io.note(line);
        told ||= holds.length > 0;
        refused += outcome.answers.filter(({ allowed }) => !allowed).length;
        const print = json ? inJson : inWords;
        await io.out(outcome.answers.map((answer, index) => print(answer, addresses[index] ?? '')).join(''));
      }
      return refused === 0 ? 0 : SOME_NOT_ALLOWED;
    }),
});

async function* questions(io: Io, words: readonly string[]): AsyncGenerator<readonly AddressRow[]> {
  if (words.length > 0) {
    yield words.map((address, index) => ({ line: index + 1, address }));
    return;
  }
  if (io.stdinIsTerminal) io.note('Write one address a line; end with Ctrl-D.');
  for await (const rows of rowsOfLines(io.stdin)) {
    for (let from = 0; from < rows.length; from += ADDRESSES_PER_QUESTION) {
      yield rows.slice(from, from + ADDRESSES_PER_QUESTION);
    }
  }
}

function inJson({ allowed, reason, recipientId }: GateAnswer, address: string): string {
  return `${JSON.stringify({ address, allowed, reason, recipient_id: recipientId })}\n`;
}

function inWords({ allowed, reason }: GateAnswer, address: string): string {
  return `${allowed ? 'yes' : 'no '}  ${reason.padEnd(14)}  ${address}\n`;
}

/** What is to be said of holds, once and around the answers. */
function holdWords(
  { held, heldSenders = [] }: Extract<GateOutcome, { kind: 'answered' }>,
  sender = '',
): string[] {
  if (held !== undefined) {
    const { reason, since, lifted_by } = heldAnswer(sender, held);
    return [`Sender ${sender} is held since ${since} (${reason}). ${lifted_by}`];
  }
  if (heldSenders.length === 0) return [];
  return [
    `Held just now, and so not to mail whatever is answered: ${heldSenders.join(', ')}. Name yours with --sender.`,
  ];
}

function unknownSender(): Refused {
  return new Refused(
    'there is no sender with this id. Until there is, do not send.',
    'heed senders list shows them.',
  );
}

function unknownTopic(): Refused {
  return new Refused(
    'there is no such topic. Until there is, do not send.',
    'Write it as BRAND/TOPIC. heed topics list shows them, heed topics add makes one.',
  );
}
