import type { FC } from 'hono/jsx';
import type { Brand } from '../../brands/brand.ts';
import { Choice, TextField } from '../../web/form-kit.tsx';
import type { Reader } from '../reader.ts';
import { otherBrands, type Visit } from '../visit.ts';
import { namesOf } from '../wording.ts';

export interface DoorFormProps {
  readonly visit: Visit;
  readonly brand: Brand;
  /** What was typed and ticked before, when the form comes back. */
  readonly typed?: { readonly address: string; readonly everyBrand: boolean } | undefined;
  readonly error?: string | undefined;
}

/** Stops mail by address alone. One field, no account, nothing to prove: 16 CFR 316.5 allows no more to be asked. */
export const DoorForm: FC<DoorFormProps> = ({ visit, brand, typed, error }) => {
  const { words, formats } = visit.reader;
  return (
    <form method="post" action={`/b/${brand.id}`} novalidate>
      <TextField
        id="address"
        name="address"
        type="email"
        autocomplete="email"
        label={words.door.address}
        hint={words.door.addressHint}
        value={typed?.address}
        error={error}
        prefix={words.errors.prefix}
      />
      <EveryBrand visit={visit} checked={typed?.everyBrand === true} />
      <p>
        <button type="submit" name="press" value="stop">
          {words.stop.brand(formats.name(brand.name))}
        </button>
      </p>
      <section>
        <h2>{words.door.mailTitle}</h2>
        <p>{words.choices.lead(formats.name(brand.name))}</p>
        <p>
          <button type="submit" name="press" value="mail-link" class="second">
            {words.choices.button}
          </button>
        </p>
      </section>
    </form>
  );
};

const EveryBrand: FC<{ visit: Visit; checked: boolean }> = ({ visit, checked }) => {
  const others = otherBrands(visit);
  if (others.length === 0) return null;
  const label = everyBrandLabel(visit.reader, visit);
  return (
    <Choice type="checkbox" id="every-brand" name="every-brand" value="yes" checked={checked} label={label} />
  );
};

function everyBrandLabel({ words, formats }: Reader, visit: Visit): string {
  return visit.groupName === undefined
    ? words.door.everyBrandPlain(namesOf(visit, otherBrands(visit)))
    : words.door.everyBrand(formats.name(visit.groupName));
}
