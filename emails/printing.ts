import { type Formats, formatsOf } from '../src/words/formats.ts';
import type { MailFrame } from './mail-props.ts';

/** How a frame prints what its mail tells: the formats of its language, and the name it comes in. */
export function printing(frame: MailFrame): { readonly formats: Formats; readonly brand: string } {
  const formats = formatsOf(frame.language);
  return { formats, brand: formats.name(frame.from.name) };
}

/** True where the foot says how to reach those who sent it. */
export function canBeReached({ from }: MailFrame): boolean {
  return from.postalAddress !== null || from.phone !== null || from.email !== null;
}
