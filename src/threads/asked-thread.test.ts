import { describe, expect, it, onTestFinished } from 'vitest';
import { createAskedThread, threadFile } from './asked-thread.ts';

const FILE = new URL('./testing/echo-thread.ts', import.meta.url);

function echo(given = 'echo') {
  const thread = createAskedThread<string, string>({ file: FILE, given });
  onTestFinished(() => thread.close());
  return thread;
}

describe('a thread that is asked', () => {
  it('answers each question in its turn, and does afterwards what it has to', async () => {
    const thread = echo();
    const answers = ['a', 'b', 'c'].map((question) => thread.ask(question));
    expect(await Promise.all(answers)).toEqual(['echo a 0', 'echo b 1', 'echo c 2']);
  });

  it('hands on what is thrown, with its name and code, and goes on', async () => {
    const thread = echo();
    const [thrown, next] = await Promise.allSettled([thread.ask('throw'), thread.ask('a')]);
    expect(thrown).toMatchObject({ reason: { name: 'RangeError', code: 'TOLD', message: 'told to' } });
    expect(next).toEqual({ status: 'fulfilled', value: 'echo a 1' });
  });

  it('fails all it was asked when it ends by itself, and the next question starts another', async () => {
    const thread = echo();
    const outcomes = await Promise.allSettled(['a', 'end', 'b'].map((question) => thread.ask(question)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await thread.ask('c')).toBe('echo c 0');
  });

  it('says why it cannot start', async () => {
    await expect(echo('broken').ask('a')).rejects.toMatchObject({ code: 'BROKEN' });
  });

  it('finishes what it was asked before it closes, and answers nothing after that', async () => {
    const thread = echo();
    const answer = thread.ask('a');
    await Promise.all([thread.close(), thread.close()]);
    expect(await answer).toBe('echo a 0');
    await expect(thread.ask('b')).rejects.toThrow('not open');
  });

  it('takes no question that cannot be handed over, and is not confused by it', async () => {
    const thread = createAskedThread<unknown, string>({ file: FILE, given: 'echo' });
    onTestFinished(() => thread.close());
    await expect(thread.ask(() => undefined)).rejects.toThrow('could not be cloned');
    expect(await thread.ask('a')).toBe('echo a 0');
  });
});

it('the file of a thread lies beside the module that starts it, under the same extension', () => {
  expect(threadFile('file:///heed/src/store/x.ts', 'y').href).toBe('file:///heed/src/store/y.ts');
  expect(threadFile('file:///heed/dist/chunk-1.js', 'y').href).toBe('file:///heed/dist/y.js');
});
