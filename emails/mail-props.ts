import type { ReactElement } from 'react';
import type { FactsOf, LetterKind } from '../src/mail/letter.ts';
import type { Language } from '../src/words/language.ts';
import type { MailWords } from '../src/words/mail-words.ts';
import type { MailFont } from './theme.ts';

/** Colours, already corrected for contrast: what stands on an accent reads at 4.5:1 or better. */
export interface MailLook {
  readonly accent: string;
  readonly onAccent: string;
  /** Their counterparts on a dark ground; without them the same colours stay, and the button gets an edge. */
  readonly dark?: { readonly accent: string; readonly onAccent: string } | undefined;
  readonly font: MailFont;
}

/** In whose name a mail comes, and how to reach them. Every text is one line and ready to print. */
export interface MailSource {
  readonly name: string;
  /** Line by line; null where none is known. 15 USC 7704(a)(5)(A)(iii) asks for one in what promotes. */
  readonly postalAddress: readonly string[] | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/** What every mail is given besides its facts. */
export interface MailFrame {
  readonly language: Language;
  readonly words: MailWords;
  /** The IANA zone its days and times are told in. */
  readonly zone: string;
  readonly from: MailSource;
  readonly look: MailLook;
}

export interface MailProps<K extends LetterKind> {
  readonly frame: MailFrame;
  readonly facts: FactsOf<K>;
}

/** A mail: how it looks, what its subject says, and an example. */
export interface MailTemplate<K extends LetterKind> {
  (props: MailProps<K>): ReactElement;
  readonly subject: (props: MailProps<K>) => string;
  readonly PreviewProps: MailProps<K>;
}
