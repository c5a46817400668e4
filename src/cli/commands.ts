import type { Command } from './command.ts';
import type { Listed } from './help.ts';

/** A command by its name. Its file is read when it is called for, so that no command pays for another's libraries. */
export interface Entry extends Listed {
  load(): Promise<Command>;
}

/** Every command there is, in the order the overview shows them. */
export const COMMANDS: readonly Entry[] = [
  {
    name: 'serve',
    summary: 'Run the service.',
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  {
    name: 'demo',
    summary: 'Watch opt-outs travel to three senders, on made-up data.',
    load: async () => (await import('./commands/demo.ts')).demo,
  },
  {
    name: 'simulate',
    summary: 'Live through a month of outages and see whether every promise held.',
    load: async () => (await import('./commands/simulate.ts')).simulate,
  },
  {
    name: 'deadline',
    summary: 'Work out by when an opt-out must be honoured.',
    load: async () => (await import('./commands/deadline.ts')).deadline,
  },
  {
    name: 'links',
    summary: 'Mint unsubscribe links and headers for a list of addresses.',
    load: async () => (await import('./commands/links.ts')).links,
  },
  {
    name: 'check',
    summary: 'Ask whether addresses may be mailed about a topic.',
    load: async () => (await import('./commands/check.ts')).check,
  },
  {
    name: 'latency',
    summary: 'Show how long opt-outs take to reach each sender.',
    load: async () => (await import('./commands/latency.ts')).latency,
  },
  {
    name: 'verify',
    summary: 'Prove that a receipt is genuine, and say what it proves.',
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  {
    name: 'ledger verify',
    summary: 'Prove that no entry of the ledger was changed, removed or moved.',
    load: async () => (await import('./commands/ledger-verify.ts')).ledgerVerify,
  },
  {
    name: 'brands list',
    summary: 'List the brands.',
    load: async () => (await import('./commands/brands-list.ts')).brandsList,
  },
  {
    name: 'brands add',
    summary: 'Add a brand.',
    load: async () => (await import('./commands/brands-add.ts')).brandsAdd,
  },
  {
    name: 'brands set',
    summary: 'Change how a brand looks and what it promises on its pages.',
    load: async () => (await import('./commands/brands-set.ts')).brandsSet,
  },
  {
    name: 'topics list',
    summary: 'List the topics of the brands.',
    load: async () => (await import('./commands/topics-list.ts')).topicsList,
  },
  {
    name: 'topics add',
    summary: 'Add a kind of mail to a brand.',
    load: async () => (await import('./commands/topics-add.ts')).topicsAdd,
  },
  {
    name: 'topics set',
    summary: 'Change what people read of a kind of mail.',
    load: async () => (await import('./commands/topics-set.ts')).topicsSet,
  },
  {
    name: 'topics remove',
    summary: 'Remove a kind of mail; what people said of it stays.',
    load: async () => (await import('./commands/topics-remove.ts')).topicsRemove,
  },
  {
    name: 'senders list',
    summary: 'List the systems that are told of opt-outs.',
    load: async () => (await import('./commands/senders-list.ts')).sendersList,
  },
  {
    name: 'senders add',
    summary: 'Add a system that can mail people, and so must be told.',
    load: async () => (await import('./commands/senders-add.ts')).sendersAdd,
  },
  {
    name: 'senders set',
    summary: 'Change what a sender is called, and for which brands it mails.',
    load: async () => (await import('./commands/senders-set.ts')).sendersSet,
  },
  {
    name: 'senders replay',
    summary: 'Tell a sender again, from an entry on or about one person.',
    load: async () => (await import('./commands/senders-replay.ts')).sendersReplay,
  },
  {
    name: 'senders list-file',
    summary: 'Write the list that a person carries to a sender by hand.',
    load: async () => (await import('./commands/senders-list-file.ts')).sendersListFile,
  },
  {
    name: 'senders attest',
    summary: 'Say that such a list was applied, in a person’s name.',
    load: async () => (await import('./commands/senders-attest.ts')).sendersAttest,
  },
  {
    name: 'senders retire',
    summary: 'Take a sender out of service, in a person’s name.',
    load: async () => (await import('./commands/senders-retire.ts')).sendersRetire,
  },
  {
    name: 'senders reinstate',
    summary: 'Put a retired sender back into service.',
    load: async () => (await import('./commands/senders-retire.ts')).sendersReinstate,
  },
  {
    name: 'senders lift-hold',
    summary: 'Answer for a held sender, so that it may mail again.',
    load: async () => (await import('./commands/senders-lift-hold.ts')).sendersLiftHold,
  },
  {
    name: 'incidents list',
    summary: 'List what is wrong, and what was.',
    load: async () => (await import('./commands/incidents-list.ts')).incidentsList,
  },
  {
    name: 'incidents explain',
    summary: 'Write why a deadline was missed.',
    load: async () => (await import('./commands/incidents-explain.ts')).incidentsExplain,
  },
  {
    name: 'keys list',
    summary: 'List the API keys.',
    load: async () => (await import('./commands/keys-list.ts')).keysList,
  },
  {
    name: 'keys create',
    summary: 'Make an API key; its secret is shown once.',
    load: async () => (await import('./commands/keys-create.ts')).keysCreate,
  },
  {
    name: 'keys revoke',
    summary: 'Put an API key out of force.',
    load: async () => (await import('./commands/keys-revoke.ts')).keysRevoke,
  },
  {
    name: 'keys generate',
    summary: 'Make a new HEED_KEYS entry or HEED_IDENTITY_KEY.',
    load: async () => (await import('./commands/keys-generate.ts')).keysGenerate,
  },
  {
    name: 'admin link',
    summary: 'Print a one-time link that signs an admin in.',
    load: async () => (await import('./commands/admin-link.ts')).adminLink,
  },
  {
    name: 'migrate',
    summary: 'Bring the database schema up to date.',
    load: async () => (await import('./commands/migrate.ts')).migrate,
  },
];
