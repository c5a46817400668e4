/** @jsxRuntime automatic */
/** @jsxImportSource react */
import type { ReactNode } from 'react';
import { Body, Container, Head, Heading, Hr, Html, Link, Preview, Text } from 'react-email';
import { directionOf } from '../src/words/language.ts';
import type { MailFrame } from './mail-props.ts';
import { printing } from './printing.ts';
import { headStyles, MAIL_FONTS, theme } from './theme.ts';

export interface FrameProps {
  readonly frame: MailFrame;
  /** The line a mail program shows beside the subject. */
  readonly preheader: string;
  readonly heading: string;
  /** Why this person got this mail. */
  readonly why: string;
  readonly children: ReactNode;
}

/** What every mail has around its words: language, direction, look, the name it comes in, and a quiet foot. */
export function Frame({ frame, preheader, heading, why, children }: FrameProps) {
  const { language, look } = frame;
  const direction = directionOf(language);
  const { brand } = printing(frame);
  const body = {
    ...theme.body,
    fontFamily: MAIL_FONTS[look.font],
    borderTop: `6px solid ${look.accent}`,
    textAlign: direction === 'rtl' ? 'right' : 'left',
  } as const;
  return (
    <Html lang={language} dir={direction}>
      <Head>
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no" />
        <title>{heading}</title>
        <style>{headStyles(look)}</style>
      </Head>
      <Preview useTitleTag={false}>{preheader}</Preview>
      <Body lang={language} dir={direction} className="ground" style={body}>
        <Container style={theme.column}>
          <Text className="ink" style={theme.brand}>
            {brand}
          </Text>
          <Heading className="ink" style={theme.heading}>
            {heading}
          </Heading>
          {children}
          <Hr className="line" style={theme.hr} />
          <Foot frame={frame} why={why} />
        </Container>
      </Body>
    </Html>
  );
}

function Foot({ frame, why }: { readonly frame: MailFrame; readonly why: string }) {
  const { from } = frame;
  const { formats } = printing(frame);
  return (
    <>
      <Text className="quiet" style={theme.foot}>
        {why}
      </Text>
      <Contacts frame={frame} />
      {from.postalAddress === null ? null : (
        <Text className="quiet" style={theme.foot}>
          {[from.name, ...from.postalAddress].map((line, index) => (
            <Line key={index} first={index === 0}>
              {formats.name(line)}
            </Line>
          ))}
        </Text>
      )}
    </>
  );
}

function Contacts({ frame }: { readonly frame: MailFrame }) {
  const { phone, email } = frame.from;
  const ways = [
    ...(phone === null ? [] : [{ shown: phone, href: `tel:${phone.replaceAll(/[^+\d]/g, '')}` }]),
    ...(email === null ? [] : [{ shown: email, href: `mailto:${email}` }]),
  ];
  if (ways.length === 0) return null;
  return (
    <Text className="quiet" style={theme.foot}>
      {frame.words.shared.questions({ brand: printing(frame).brand })}
      {ways.map(({ shown, href }) => (
        <Line key={href}>
          <Link href={href} dir="ltr" className="quiet" style={theme.contact} data-words-only="true">
            {shown}
          </Link>
        </Line>
      ))}
    </Text>
  );
}

function Line({ first = false, children }: { readonly first?: boolean; readonly children: ReactNode }) {
  return (
    <>
      {first ? null : <br />}
      {children}
    </>
  );
}
