import type { FC } from 'hono/jsx';
import { copy } from './copy.ts';

/** How to add the first brand. */
export const AddBrand: FC<{ baseUrl: string }> = ({ baseUrl }) => (
  <Step
    title={copy.empty.brandTitle}
    command={[
      'heed brands add clearview',
      '--name "Clearview Magnifiers"',
      '--postal-address "12 Lens Street, Springfield, IL 62701"',
    ]}
    request={apiRequest(`${baseUrl}/v1/brands`, {
      id: 'clearview',
      name: 'Clearview Magnifiers',
      postal_address: '12 Lens Street, Springfield, IL 62701',
    })}
  />
);

/** How to add the first sender, for a brand that is there. */
export const AddSender: FC<{ baseUrl: string; brand: string }> = ({ baseUrl, brand }) => (
  <Step
    title={copy.empty.senderTitle}
    command={[
      'heed senders add newsletter',
      '--name "Newsletter tool"',
      `--brands ${brand}`,
      '--kind webhook',
      '--url https://tool.example.com/heed',
    ]}
    request={apiRequest(`${baseUrl}/v1/senders`, {
      id: 'newsletter',
      name: 'Newsletter tool',
      brands: [brand],
      kind: 'webhook',
      url: 'https://tool.example.com/heed',
    })}
  />
);

const Step: FC<{ title: string; command: readonly string[]; request: readonly string[] }> = (props) => (
  <section aria-labelledby="step">
    <h2 id="step">{props.title}</h2>
    <p>{copy.empty.command}</p>
    <pre>{oneCommand(props.command)}</pre>
    <p>{copy.empty.api}</p>
    <pre>{oneCommand(props.request)}</pre>
  </section>
);

function apiRequest(url: string, body: Readonly<Record<string, unknown>>): string[] {
  const members = Object.entries(body).map(([key, value]) => `    "${key}": ${JSON.stringify(value)}`);
  return [
    `curl ${url}`,
    '-H "Authorization: Bearer $HEED_API_KEY"',
    '-H "Content-Type: application/json"',
    `-d '{\n${members.join(',\n')}\n  }'`,
  ];
}

/** Lines a shell reads as one. */
function oneCommand(lines: readonly string[]): string {
  return lines.join(' \\\n  ');
}
