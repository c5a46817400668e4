import { open } from 'node:fs/promises';
import { LOGO_CHARACTERS_MAX, logoAddress } from '../brands/logo.ts';
import { Refused } from './io.ts';

/**
 * A picture file as a `data:` address; null for an empty name, which takes the logo away. Whether it is taken as a logo is
 * judged as for the API. No more is read than a logo may have.
 */
export async function readLogo(file: string | undefined): Promise<string | null | undefined> {
  if (file === undefined || file === '') return file === '' ? null : undefined;
  const opened = await open(file).catch(() => undefined);
  if (opened === undefined) throw new Refused(`--logo: the file ${file} cannot be read.`);
  try {
    // As an address it is longer than as a file, so a full buffer is a logo that is refused for its length.
    const buffer = Buffer.alloc(LOGO_CHARACTERS_MAX);
    const { bytesRead } = await opened.read(buffer, 0, LOGO_CHARACTERS_MAX, 0);
    return logoAddress(buffer.subarray(0, bytesRead));
  } catch {
    throw new Refused(`--logo: ${file} is no file that can be read.`);
  } finally {
    await opened.close();
  }
}
