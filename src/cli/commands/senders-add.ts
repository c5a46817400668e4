import { auditBy } from '../../access/audit.ts';
import { addSender, newSenderSchema, type SenderAdded } from '../../senders/add-sender.ts';
import { SENDER_KINDS, type Sender, type SenderKind } from '../../senders/sender.ts';
import { defineCommand } from '../command.ts';
import { instant } from '../instant.ts';
import { Misspelled, Refused } from '../io.ts';
import { parseGiven, splitList } from '../parse-given.ts';
import { CLI_ACTOR } from '../with-database.ts';
import { withHeed } from '../with-heed.ts';

/** `heed senders add`: a system that can mail people. A webhook's secret is shown this once. */
export const sendersAdd = defineCommand({
  usage: [
    'ID --name NAME --brands BRANDS --kind webhook --url URL',
    'ID --name NAME --brands BRANDS --kind feed',
    'ID --name NAME --brands BRANDS --kind manual',
  ],
  about:
    'Adds a sender. Its first deliveries bring it everything that stands for its brands. A webhook is called with signed requests (Standard Webhooks); the secret that verifies them is printed on standard output, once. A feed sender fetches /v1/changes with a key of its own: heed keys create --scopes changes --sender ID. A manual sender is told by a person: heed senders list-file writes what they carry there. A running service takes the new sender up within seconds.',
  words: { name: 'ID', min: 1, max: 1 },
  options: {
    name: { type: 'string', value: 'NAME', help: 'The name admins read.', required: true },
    'public-name': { type: 'string', value: 'NAME', help: 'The name recipients read. Default: the name.' },
    kind: {
      type: 'string',
      value: 'KIND',
      help: 'webhook: it is called. feed: it asks. manual: a person tells it.',
      required: true,
    },
    brands: {
      type: 'string',
      value: 'BRANDS',
      help: 'The brands it mails for, separated by commas.',
      required: true,
    },
    url: { type: 'string', value: 'URL', help: 'Where a webhook is called: https, on the public internet.' },
  },
  examples: [
    {
      line: 'heed senders add crm --name "CRM" --brands clearview --kind webhook --url https://crm.example.com/heed',
      does: 'A system that is called for every change.',
    },
    {
      line: 'heed senders add shop --name "Shop" --brands clearview,soundpage --kind feed',
      does: 'A system that fetches its changes.',
    },
    {
      line: 'heed senders add catalog --name "Printed catalog" --brands clearview --kind manual',
      does: 'A system that a person uploads lists to.',
    },
  ],
  run: ({ words: [id], values, json, ...io }) => {
    const { name, kind, url } = values;
    if (!isKind(kind)) throw new Misspelled('--kind is webhook, feed or manual.');
    if ((url !== undefined) !== (kind === 'webhook')) {
      throw new Misspelled('--url goes with --kind webhook, which cannot do without it.');
    }
    const given = {
      id,
      name,
      public_name: values['public-name'],
      kind,
      brands: splitList(values.brands),
      ...(url === undefined ? {} : { url }),
    };
    const wanted = parseGiven(newSenderSchema, given, ([key = '']) =>
      key === 'id' ? 'ID' : `--${key.replace('_', '-')}`,
    );
    return withHeed(io, 'made_at_first', async (heed) => {
      const outcome = await addSender(heed, wanted, auditBy(heed, CLI_ACTOR));
      if (outcome.kind !== 'added') throw refusal(outcome);
      const { sender, secret } = outcome;
      const { brands, createdAt } = sender;
      const answer = {
        id: sender.id,
        name,
        public_name: sender.publicName,
        kind,
        brands,
        created_at: instant(createdAt),
        webhook_secret: secret,
      };
      if (json) await io.out(`${JSON.stringify(answer)}\n`);
      else if (secret !== undefined) await io.out(`${secret}\n`);
      if (!json) io.note(nextStep(sender, secret));
      return 0;
    });
  },
});

function isKind(text: string): text is SenderKind {
  return SENDER_KINDS.some((kind) => kind === text);
}

function nextStep({ id, kind }: Sender, secret: string | undefined): string {
  if (secret !== undefined) {
    return `Sender ${id} is added. This is the secret that verifies its requests. It is not shown again.`;
  }
  return kind === 'manual'
    ? `Sender ${id} is added. Write its first list: heed senders list-file ${id} --out ${id}.csv`
    : `Sender ${id} is added. Make its key: heed keys create --name "${id}" --scopes changes --sender ${id}`;
}

function refusal(outcome: Exclude<SenderAdded, { kind: 'added' }>): Refused {
  switch (outcome.kind) {
    case 'unknown_brands':
      return new Refused(
        `there is no such brand: ${outcome.brands.join(', ')}.`,
        'heed brands list shows them, heed brands add makes one.',
      );
    case 'refused_target':
      return new Refused(
        `--url is refused (${outcome.code}).`,
        `${outcome.fix} In development, HEED_WEBHOOK_TARGETS=public_and_loopback allows this machine.`,
      );
    case 'exists':
      return new Refused('there is a sender with this id.', 'Choose another.');
  }
}
