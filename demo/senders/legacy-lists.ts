import { type Mood, runReceiver } from './receiver.ts';

const take: Mood = { kind: 'take' };
const reset: Mood = { kind: 'reset' };
const outOfOrder: Mood = { kind: 'refuse', status: 503 };
const slowDown = (seconds: number): Mood => ({ kind: 'refuse', status: 429, retryAfterSeconds: seconds });

// The sick sender: out of order, then asking to be left alone, then able to do only a little at a time. After these
// requests it is well.
const ILLNESS: readonly Mood[] = [
  outOfOrder,
  slowDown(2),
  take,
  reset,
  reset,
  take,
  slowDown(1),
  slowDown(1),
];

await runReceiver({
  mood: (request) => ILLNESS[request - 1] ?? take,
  summary: ({ taken, forged, resets, refused }) => {
    const answered = [...refused].map(([status, times]) => `${times} × ${status}`);
    return `${answered.join(', ')}, ${resets} × reset; then took ${taken}, ${forged} bad signatures`;
  },
});
