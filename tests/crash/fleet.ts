import { type ServerProcess, startServerProcess } from '../e2e/targets/server-process.ts';

/** Several `heed serve` on one database, of which any may be gone at any moment. */
export interface Fleet {
  /** The ports of those that can be asked now; whoever asks must bear that one dies meanwhile. */
  ports(): number[];
  /** Every line any of them has logged, the dead ones included. */
  log(): string[];
  /** SIGKILL, and a new start. Resolves when the new one listens. */
  restart(index: number): Promise<void>;
  /** SIGSTOP; what is answered ends it. */
  freeze(index: number): () => void;
  /** How many have ended without being told to. */
  deserters(): number;
  stop(): Promise<void>;
}

/** Starts that many. The first brings the schema up to date, the others come to it. */
export async function startFleet(count: number, databaseUrl: string): Promise<Fleet> {
  const born: ServerProcess[] = [];
  const slots: (ServerProcess | undefined)[] = [];
  const dismissed = new Set<ServerProcess>();

  async function start(index: number): Promise<void> {
    const started = await startServerProcess(databaseUrl);
    born.push(started);
    slots[index] = started;
  }

  for (let index = 0; index < count; index++) await start(index);
  return {
    ports: () => slots.flatMap((slot) => (slot === undefined ? [] : [slot.port])),
    log: () => born.flatMap(({ log }) => log),
    async restart(index) {
      const victim = slots[index];
      if (victim === undefined) return; // another restart of the same one is under way
      slots[index] = undefined;
      dismissed.add(victim);
      await victim.kill();
      await start(index);
    },
    freeze(index) {
      const victim = slots[index];
      victim?.freeze();
      return () => victim?.thaw();
    },
    deserters: () => born.filter((one) => !one.alive() && !dismissed.has(one)).length,
    async stop() {
      for (const one of born) if (one.alive()) dismissed.add(one);
      await Promise.all(slots.map(async (slot) => slot?.stop()));
    },
  };
}
