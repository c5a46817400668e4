import { humanCount } from './format.ts';

const people = (count: number) => (count === 1 ? '1 person' : `${humanCount(count)} people`);
const entries = (count: number) => (count === 1 ? '1 entry waits' : `${humanCount(count)} entries wait`);

/** What the page about lists carried by hand says. */
export const handListCopy = {
  title: (sender: string) => `Lists for ${sender}`,
  lead: 'This system can neither be called nor ask: a person carries lists to it. Until somebody attests that a list was applied, nothing on it counts as done.',
  waits: (count: number) => `${entries(count)} to be carried there.`,
  due: (day: string, zone: string) => `The oldest is due by the end of ${day} (${zone}).`,
  nothing: 'Nothing waits: everything was applied.',
  retired: 'This sender was retired. It is told nothing any more.',
  refresh: 'Reload this page',
  download: {
    title: '1. Download the list',
    text: 'Everybody concerned since the last list that was attested, once each, with all that stands for them. It is full of addresses: keep it where only you can read it, and delete it afterwards.',
    button: 'Download the list',
    after: 'When the file has arrived, reload this page: its hash then stands below.',
  },
  apply: {
    title: '2. Apply it there',
    steps: [
      'In the columns that begin with “suppress:”, yes means: no promotional mail of this brand. Put these people on the system’s list of suppressed or unsubscribed addresses.',
      'No means: they may get it. Take these people off that list, if they are on it. Nobody else.',
      'Partly means: some topics alone. The columns named after the topics say which.',
      'Upload the file as it is, or a copy of it. A space before an address is not part of it.',
      'Apply lists in the order they were written, and never an old one after a new one.',
    ],
  },
  attest: {
    title: '3. Say that it was applied',
    nothing: 'Write a list first. It can be attested once it is in force.',
    which: 'Which list was applied',
    name: 'Your name',
    nameHint: 'You answer for it: it is kept with your name, for evidence.',
    at: 'When it was applied',
    atHint: (zone: string) => `By the clock in ${zone}. Leave it empty if it was just now.`,
    button: 'It was applied',
    done: (count: number) => `Recorded: the list of ${people(count)} is in force.`,
    doneBefore: 'It was attested before: nothing has changed.',
  },
  errors: {
    summary: 'There is a problem',
    prefix: 'Error:',
    list: 'Choose the list that was applied.',
    name: 'Type your name: two letters at least.',
    at: 'Give a date and a time, such as 2026-11-23T14:30.',
    future: 'That is in the future. Attest a list after it was applied.',
    early: 'That is before the list was written.',
    outdated:
      'Since that list was written the sender was given a brand, or is to be told again. Download a new list and apply that.',
  },
  history: {
    title: 'What was written and attested',
    none: 'No list was written yet.',
    list: people,
    written: (when: string, by: string) => `Written ${when} by ${by}.`,
    hash: 'SHA-256',
    inForce: (name: string, when: string) => `Applied, by the word of ${name}, recorded ${when}.`,
    overtaken: 'A later list was attested: this one is not needed any more.',
    open: 'Not attested.',
  },
} as const;
