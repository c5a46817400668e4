import type { FC } from 'hono/jsx';

/** A postal address, line by line, each in the direction it is written in: a house number must not change sides. */
export const AddressLines: FC<{ text: string }> = ({ text }) => (
  <address>
    {text.split('\n').map((line, index) => (
      <>
        {index === 0 ? null : <br />}
        <bdi>{line}</bdi>
      </>
    ))}
  </address>
);
