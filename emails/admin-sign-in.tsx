/** @jsxRuntime automatic */
/** @jsxImportSource react */
import { lengthOfTime } from '../src/words/duration.ts';
import { Frame } from './frame.tsx';
import type { MailProps } from './mail-props.ts';
import { Action, Note, Paragraph } from './parts.tsx';
import { SERVICE_FRAME } from './preview-frame.ts';
import { printing } from './printing.ts';

type Props = MailProps<'admin_sign_in'>;

/** Brings an admin the one-time link to the console. Transactional: the admin asked for it. */
export function AdminSignIn({ frame, facts }: Props) {
  const words = frame.words.adminSignIn;
  const service = printing(frame).formats.name(facts.service);
  const lasts = lengthOfTime(frame.language, facts.minutes, 'minute');
  return (
    <Frame
      frame={frame}
      preheader={words.preheader({ lasts })}
      heading={words.heading}
      why={frame.words.shared.fromService({ service })}
    >
      <Paragraph>{words.lead({ service, lasts })}</Paragraph>
      <Action frame={frame} label={words.button} url={facts.url} />
      <Note>{words.notAsked}</Note>
    </Frame>
  );
}

AdminSignIn.subject = ({ frame }: Props) => frame.words.adminSignIn.subject;

AdminSignIn.PreviewProps = {
  frame: SERVICE_FRAME,
  facts: {
    kind: 'admin_sign_in',
    service: 'heed.example',
    url: 'https://heed.example/console/sign-in/EXAMPLE',
    minutes: 15,
  },
} satisfies Props;

export default AdminSignIn;
