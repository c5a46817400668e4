import { type Api, createApi } from './api.ts';
import { BRANDS, TOPICS } from './group.ts';
import type { Lifetime } from './lifetime.ts';
import { type Links, mintAll } from './mint.ts';
import { createProgress } from './progress.ts';
import { type Account, type Proof, prove } from './proof.ts';
import { type Asking, chooseAsking, type Recipient, readRecipients } from './recipients.ts';
import { type Asked, sayStop } from './say-stop.ts';
import type { Screen } from './screen.ts';
import { type Service, startService } from './service.ts';
import { type DemoSender, makeBrands, startSenders } from './set-up.ts';
import { durationOf, tableOf } from './table.ts';
import { readStates, type SenderState, watchUntilTold } from './watch.ts';
import type { Workplace } from './workplace.ts';

/** What the story is told with. */
export interface StoryParts {
  readonly screen: Screen;
  readonly life: Lifetime;
  readonly workplace: Workplace;
}

interface Cast {
  readonly service: Service;
  readonly api: Api;
  readonly senders: readonly DemoSender[];
}

/** What is there when the story is over: everyone in it, still running, and whether the promise was kept. */
export interface Scene extends Cast {
  readonly proof: Proof;
  /** How many opt-outs were recorded. */
  readonly recorded: number;
  /** The links of someone who has not said stop. */
  readonly unused: Links | undefined;
}

/** Runs the whole way of the opt-outs, from an empty database to the proof, and says what happens. */
export async function tellStory(parts: StoryParts, port: number | undefined): Promise<Scene> {
  const { screen, life, workplace } = parts;
  screen.say('', screen.paint('bold', 'When a person says stop, every system that can mail them must stop.'));
  screen.tell('Here that happens before your eyes, with real processes, requests and times.');
  const service = await startService(workplace, { port, life });
  const key = await service.makeKey('demo', ['setup', 'links', 'decisions', 'latency']);
  const api = createApi({ baseUrl: service.baseUrl, key, signal: life.signal });

  await introduceGroup(screen, service, api);
  const cast = { service, api, senders: await introduceSenders(parts, service, api) };
  const recipients = readRecipients();
  const links = await mint(screen, api, recipients);

  const people = chooseAsking(recipients);
  const states = await propagate(parts, cast, { links, people });
  showLatency(screen, states);
  const proof = await showProof(screen, cast, people);

  const asking = new Set(people.map(({ address }) => address));
  const quiet = recipients.find(({ address }) => !asking.has(address));
  return { ...cast, proof, recorded: people.length, unused: quiet && links.get(quiet.address) };
}

async function introduceGroup(screen: Screen, service: Service, api: Api): Promise<void> {
  heading(screen, '1', 'The Northlight Group');
  screen.tell(`Heed runs at ${service.baseUrl} on an empty SQLite file.`);
  await makeBrands(api);
  const promotional = TOPICS.filter(({ kind }) => kind === 'promotional').length;
  screen.tell(
    `${BRANDS.map(({ name }) => name).join(', ')}: ${promotional} topics people can stop, and ${TOPICS.length - promotional} that go on, each with the law it rests on.`,
  );
}

async function introduceSenders(
  { screen, life, workplace }: StoryParts,
  service: Service,
  api: Api,
): Promise<DemoSender[]> {
  heading(screen, '2', 'Three systems that mail for them, each a process of its own');
  const senders = await startSenders(api, service, { logFile: workplace.logFile, life });
  for (const { name, character, running } of senders) {
    screen.say(`  ${name.padEnd(17)}${character} ${screen.paint('dim', `(pid ${running.pid})`)}`);
  }
  return senders;
}

async function mint(screen: Screen, api: Api, recipients: readonly Recipient[]): Promise<Map<string, Links>> {
  heading(screen, '3', `${recipients.length.toLocaleString('en')} recipients get a mailing with their links`);
  const startedAt = performance.now();
  const links = await mintAll(api, recipients);
  const took = durationOf(Math.round(performance.now() - startedAt));
  screen.tell(
    `Minted in ${took}: links for people, headers for mail programs. Nothing is stored about anyone until they act.`,
  );
  return links;
}

async function propagate(
  { screen, life }: StoryParts,
  { service, api, senders }: Cast,
  { links, people }: { links: ReadonlyMap<string, Links>; people: readonly Asking[] },
): Promise<SenderState[]> {
  const count = people.length;
  const by = (way: Asking['way']) => people.filter((one) => one.way === way).length;
  heading(screen, '4', `${count} people say stop`);
  screen.tell(
    `${by('one_click')} with their mail program's button (RFC 8058), ${by('page')} on the page, ${by('phone')} by telephone. Each opt-out is on disk before it is answered, then every sender is told until it has taken it.`,
  );
  screen.say('');
  const asked: Asked = { recorded: 0, slowestMillis: 0 };
  const progress = createProgress(screen);
  const moment = (states: readonly SenderState[]) => ({ asked, count, senders: states, now: Date.now() });
  const ids = senders.map(({ id }) => id);
  const [last] = await Promise.all([
    watchUntilTold({
      count,
      look: () => readStates(api, service.heed, ids),
      show: (states) => progress.show(moment(states)),
      signal: life.signal,
    }),
    sayStop(people, { api, links, signal: life.signal }, asked),
  ]);
  progress.done(moment(last));
  return last;
}

function showLatency(screen: Screen, states: readonly SenderState[]): void {
  heading(screen, '5', 'How long it took, from the request to the acknowledgement');
  screen.say(...tableOf(states, screen.paint));
  screen.tell('The law gives 10 business days; Gmail and Yahoo expect it within two days.', 'dim');
}

async function showProof(
  screen: Screen,
  { service, senders }: Cast,
  people: readonly Asking[],
): Promise<Proof> {
  heading(screen, '6', 'The proof: every sender is asked what it knows itself');
  const accounts = await Promise.all(
    senders.map(async ({ name, running }): Promise<Account> => ({ name, report: await running.report() })),
  );
  for (const { name, report } of accounts) screen.say(`  ${name.padEnd(17)}${report.summary}`);
  screen.say('');
  const proof = await prove(service.heed.database, people, accounts);
  if (proof.kind === 'proven') screen.tell(`✓ ${proof.sentence}`, 'green');
  else for (const problem of proof.problems) screen.tell(`✗ ${problem}`, 'red');
  return proof;
}

function heading(screen: Screen, number: string, text: string): void {
  screen.say('', `${screen.paint('dim', number)} ${screen.paint('bold', text)}`);
}
