import { runReceiver } from './receiver.ts';

// The healthy sender: takes every signed webhook at once.
await runReceiver({
  mood: () => ({ kind: 'take' }),
  summary: ({ taken, forged }) => `took ${taken} webhooks, ${forged} bad signatures`,
});
