import { type FileHandle, open, unlink } from 'node:fs/promises';
import { errorCode } from '../log.ts';
import { Refused } from './io.ts';

/** Files that are being made: all of them stay, or none does. */
export interface NewFiles {
  /** Appends to the file of that place in the list of paths. */
  write(index: number, text: string): Promise<void>;
}

/**
 * Makes files that only their owner can read, for they hold addresses. None may be there already: what somebody has
 * uploaded must not change under them. When the work fails, they are taken away again.
 */
export async function withNewFiles<Result>(
  paths: readonly string[],
  work: (files: NewFiles) => Promise<Result>,
): Promise<Result> {
  const opened: { readonly path: string; readonly handle: FileHandle }[] = [];
  try {
    for (const path of paths) opened.push({ path, handle: await created(path) });
    const result = await work({
      async write(index, text) {
        await opened[index]?.handle.appendFile(text);
      },
    });
    for (const { handle } of opened) await handle.close();
    return result;
  } catch (error) {
    for (const { path, handle } of opened) {
      await handle.close();
      await unlink(path);
    }
    throw error;
  }
}

const OWNER_ONLY = 0o600;

async function created(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', OWNER_ONLY);
  } catch (error) {
    const code = errorCode(error);
    throw code === 'EEXIST'
      ? new Refused(`${path} is there already.`, 'Give --out another name, or move that file away.')
      : new Refused(`${path} cannot be written (${code}).`);
  }
}
