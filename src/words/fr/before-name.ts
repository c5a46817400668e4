const VOWEL_FIRST = /^(?:[aeiouœæ]|y[^aeiouy\s])/i;
const ARTICLE_FIRST = /^les?\s/i;

/**
 * `de` before a name nobody knows beforehand: `de Clearview`, `d’Acme`, `d’Yves Rocher`. `de Le Monde` is no French and
 * `du Monde` is another name, so there a noun comes between: `de la marque Le Monde`. An h is taken for a consonant,
 * which is right for most names from other languages and not wrong for any.
 */
export function of(name: string, noun = 'de la marque'): string {
  if (ARTICLE_FIRST.test(name)) return `${noun} ${name}`;
  return VOWEL_FIRST.test(withoutAccents(name)) ? `d’${name}` : `de ${name}`;
}

/** `à` before a name: `à Acme`, and `à la marque Le Monde`, because `à Le Monde` is no French. */
export function to(name: string): string {
  return ARTICLE_FIRST.test(name) ? `à la marque ${name}` : `à ${name}`;
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '');
}
