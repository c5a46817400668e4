import type { FC, PropsWithChildren } from 'hono/jsx';
import type { Brand } from '../brands/brand.ts';
import { AddressLines } from '../web/address-lines.tsx';
import { brandStylesheet } from '../web/brand-stylesheet.ts';
import { Layout } from '../web/layout.tsx';
import { directionOf, LANGUAGE_NAMES, LANGUAGES } from '../words/language.ts';
import type { Reader } from './reader.ts';
import { brandName, type Visit } from './visit.ts';

export interface PageProps {
  readonly visit: Visit;
  /** The h1, and with the brand's name the title. */
  readonly title: string;
  /** True where a form came back with a mistake: the title says so first. */
  readonly wrong?: boolean;
}

/** A page for recipients: the brand's look, the reader's language, and at its foot the same help on every page. */
export const Page: FC<PropsWithChildren<PageProps>> = ({ visit, title, wrong, children }) => {
  const { reader, brand } = visit;
  return (
    <Layout
      title={titleOf(visit, title, wrong === true)}
      speaker={brand?.name ?? visit.groupName ?? reader.words.frame.speaker}
      logo={brand?.profile.logo}
      stylesheet={brand && brandStylesheet(brand).path}
      lang={reader.language}
      dir={directionOf(reader.language)}
      foot={brand === undefined && !visit.reopens ? undefined : <Foot visit={visit} />}
    >
      {children}
    </Layout>
  );
};

function titleOf(visit: Visit, heading: string, wrong: boolean): string {
  const { frame } = visit.reader.words;
  const title = wrong ? frame.errorTitle(heading) : heading;
  const name = brandName(visit);
  return name === '' || title.includes(name) ? title : frame.titleWith(title, name);
}

const Foot: FC<{ visit: Visit }> = ({ visit }) => {
  const { brand, reader, gpc } = visit;
  const { frame } = reader.words;
  return (
    <>
      {brand === undefined ? null : <Contact brand={brand} reader={reader} />}
      {gpc && brand?.profile.privacy.honorsGpc ? <p>{frame.gpc(brandName(visit))}</p> : null}
      {brand === undefined ? null : (
        <p>
          <a href={`/b/${brand.id}/privacy`}>{frame.privacy}</a>
        </p>
      )}
      <Languages visit={visit} />
    </>
  );
};

/** WCAG 2.2 SC 3.2.6: help in the same place everywhere. 15 USC 7704(a)(5)(A)(iii) wants the postal address near. */
const Contact: FC<{ brand: Brand; reader: Reader }> = ({ brand, reader: { words, formats } }) => {
  const { phone, email } = brand.profile.support;
  const { frame } = words;
  return (
    <>
      {brand.postalAddress.startsWith(brand.name) ? null : <p>{brand.name}</p>}
      <AddressLines text={brand.postalAddress} />
      {phone === null && email === null ? null : (
        <>
          <h2>{frame.helpTitle}</h2>
          <p>{frame.help(formats.name(brand.name))}</p>
          {phone === null ? null : (
            <p>
              <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{frame.phone(formats.name(phone))}</a>
            </p>
          )}
          {email === null ? null : (
            <p>
              <a href={`mailto:${email}`}>{frame.email(formats.name(email))}</a>
            </p>
          )}
        </>
      )}
    </>
  );
};

const Languages: FC<{ visit: Visit }> = ({ visit: { reopens, reader } }) =>
  !reopens ? null : (
    <nav aria-labelledby="languages">
      <h2 id="languages">{reader.words.frame.languages}</h2>
      <ul class="languages">
        {LANGUAGES.map((language) => (
          <li>
            <a
              href={`?lang=${language}`}
              lang={language}
              hreflang={language}
              aria-current={language === reader.language ? 'true' : undefined}
            >
              {LANGUAGE_NAMES[language]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
