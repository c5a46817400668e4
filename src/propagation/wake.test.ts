import { describe, expect, it } from 'vitest';
import { createWake, type Sleep } from './wake.ts';

/** A sleep that ends when it is told to, or when its signal is aborted; it keeps no time. */
function aSleep() {
  const asked: number[] = [];
  let end = () => undefined as void;
  const sleep: Sleep = (millis, signal) => {
    asked.push(millis);
    return new Promise((resolve) => {
      end = resolve;
      if (signal?.aborted) resolve();
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  };
  return { sleep, asked, end: () => end() };
}

describe('a wake', () => {
  it('ends every wait that is under way, and none that begins later', async () => {
    const { sleep, asked } = aSleep();
    const wake = createWake(sleep);
    const both = [wake.wait(1_000), wake.wait(5_000, new AbortController().signal)];
    wake.ring();
    await Promise.all(both);
    let over = false;
    void wake.wait(7_000).then(() => {
      over = true;
    });
    await Promise.resolve();
    expect([asked, over]).toEqual([[1_000, 5_000, 7_000], false]);
  });

  it('ends by itself when the time is up, and at once when the signal aborts', async () => {
    const { sleep, end } = aSleep();
    const wake = createWake(sleep);
    const timed = wake.wait(1_000);
    end();
    await timed;
    const stopping = new AbortController();
    const stopped = wake.wait(1_000, stopping.signal);
    stopping.abort();
    await expect(stopped).resolves.toBeUndefined();
    await expect(wake.wait(1_000, stopping.signal)).resolves.toBeUndefined();
  });
});
