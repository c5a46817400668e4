/** @jsxRuntime automatic */
/** @jsxImportSource react */
import { Body, Button, Container, Head, Heading, Html, Preview, Text } from 'react-email';
import { theme } from './theme.ts';

export interface AdminSignInProps {
  /** The one-time link to the console. */
  readonly url: string;
  /** How long it works. */
  readonly minutes: number;
  /** The address of this Heed, so that the reader knows which one asks. */
  readonly service: string;
}

/** Brings an admin the one-time link to the console. Transactional: the admin asked for it. */
export function AdminSignIn({ url, minutes, service }: AdminSignInProps) {
  return (
    <Html lang="en">
      <Head />
      <Preview>{`Your link works once, for ${minutes} minutes.`}</Preview>
      <Body style={theme.body}>
        <Container style={theme.column}>
          <Heading style={theme.heading}>Sign in to the Heed console</Heading>
          <Text
            style={theme.text}
          >{`This link opens the console of ${service}. It works once, for ${minutes} minutes.`}</Text>
          <Button href={url} style={theme.button}>
            Sign in
          </Button>
          <Text style={theme.quiet}>
            You did not ask for it? Then ignore this mail: without the link, nobody gets in.
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

AdminSignIn.PreviewProps = {
  url: 'https://heed.example/console/sign-in/EXAMPLE',
  minutes: 15,
  service: 'heed.example',
} satisfies AdminSignInProps;

export default AdminSignIn;
