import { createElement, type FunctionComponent } from 'react';
import { render } from 'react-email';
import type { MailFrame, MailProps, MailTemplate } from '../../emails/mail-props.ts';
import { TEMPLATES } from '../../emails/templates.ts';
import type { LetterFacts, LetterKind } from './letter.ts';
import { plainText } from './plain-text.ts';
import { oneLine } from './printable.ts';

/** A letter as it can be read. */
export interface RenderedLetter {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/**
 * Renders the facts of a letter in a frame. The same facts and frame give the same bytes. Every text in them is printed
 * as text, whatever it holds; names are expected as `printableFacts` leaves them.
 */
export function renderLetter(facts: LetterFacts, frame: MailFrame): Promise<RenderedLetter> {
  return renderKind(facts.kind, { facts, frame });
}

async function renderKind<K extends LetterKind>(kind: K, props: MailProps<K>): Promise<RenderedLetter> {
  const template: MailTemplate<K> = TEMPLATES[kind];
  const component: FunctionComponent<MailProps<K>> = template;
  const html = await render(createElement(component, props));
  return { subject: oneLine(template.subject(props)), html, text: plainText(html) };
}
