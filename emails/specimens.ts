import type { LetterFacts, LetterKind } from '../src/mail/letter.ts';
import type { MailFrame, MailProps, MailTemplate } from './mail-props.ts';
import { FURTHER_STATES } from './states.ts';
import { TEMPLATES } from './templates.ts';

/** A mail in one state, with the example it is shown by. */
export interface Specimen {
  /** `opt-out-acknowledgement`, `opt-out-acknowledgement-whole-brand`. */
  readonly name: string;
  readonly facts: LetterFacts;
  readonly frame: MailFrame;
}

/** Every mail in every state: its PreviewProps first, then its further states. */
export function specimens(): readonly Specimen[] {
  // The keys of the record are the kinds; Object.keys does not say so.
  return (Object.keys(TEMPLATES) as LetterKind[]).flatMap(specimensOf);
}

function specimensOf<K extends LetterKind>(kind: K): Specimen[] {
  const template: MailTemplate<K> = TEMPLATES[kind];
  const { frame, facts }: MailProps<K> = template.PreviewProps;
  const name = kind.replaceAll('_', '-');
  const further = Object.entries<LetterFacts>(FURTHER_STATES[kind] ?? {});
  return [
    { name, facts, frame },
    ...further.map(([state, other]) => ({ name: `${name}-${state}`, facts: other, frame })),
  ];
}
