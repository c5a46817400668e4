/** @jsxRuntime automatic */
/** @jsxImportSource react */
import type { ReactNode } from 'react';
import { Button, Link, Section, Text } from 'react-email';
import { directionOf } from '../src/words/language.ts';
import type { MailFrame } from './mail-props.ts';
import { printing } from './printing.ts';
import { theme } from './theme.ts';

export function Paragraph({ children }: { readonly children: ReactNode }) {
  return (
    <Text className="ink" style={theme.text}>
      {children}
    </Text>
  );
}

/** What a reader may skip. */
export function Note({ children }: { readonly children: ReactNode }) {
  return (
    <Text className="quiet" style={theme.quiet}>
      {children}
    </Text>
  );
}

/**
 * The one thing to do: a button, and the same link in full for where no button works. The plain-text part has the words
 * of the button, and the link on a line of its own.
 */
export function Action(props: { readonly frame: MailFrame; readonly label: string; readonly url: string }) {
  const { frame, label, url } = props;
  const { accent, onAccent } = frame.look;
  const colours = { backgroundColor: accent, color: onAccent, border: `2px solid ${accent}` };
  return (
    <>
      <Section style={theme.action}>
        <Button href={url} className="button" style={{ ...theme.button, ...colours }} data-words-only="true">
          {label}
        </Button>
      </Section>
      <Text className="quiet" style={theme.linkHint} data-skip-in-text="true">
        {frame.words.shared.linkHint}
      </Text>
      <Text style={theme.linkLine}>
        <Link href={url} dir="ltr" className="quiet" style={theme.link}>
          {url}
        </Link>
      </Text>
    </>
  );
}

/** Several things of one kind, one below the other. */
export function List({ frame, items }: { readonly frame: MailFrame; readonly items: readonly string[] }) {
  const side = directionOf(frame.language) === 'rtl' ? 'paddingRight' : 'paddingLeft';
  return (
    <ul className="ink" style={{ ...theme.list, [side]: '24px' }}>
      {items.map((item, index) => (
        <li key={index}>{item}</li>
      ))}
    </ul>
  );
}

/** Somebody's own words, with their line breaks and in whatever direction they are written. */
export function Quote({ frame, lines }: { readonly frame: MailFrame; readonly lines: readonly string[] }) {
  const side = directionOf(frame.language) === 'rtl' ? 'borderRight' : 'borderLeft';
  const { formats } = printing(frame);
  return (
    <blockquote className="ink line" style={{ ...theme.quote, [side]: theme.quoteLine }}>
      {lines.map((line, index) => (
        <span key={index}>
          {index === 0 ? null : <br />}
          {formats.name(line)}
        </span>
      ))}
    </blockquote>
  );
}
