import { describe, expect, it } from 'vitest';
import { of, to } from './before-name.ts';

describe('a preposition before a name', () => {
  it.each([
    ['Clearview Magnifiers', 'de Clearview Magnifiers'],
    ['Harbor Training', 'de Harbor Training'],
    ['Acme', 'd’Acme'],
    ['Éclair', 'd’Éclair'],
    ['eBay', 'd’eBay'],
    ['Œuvre & Cie', 'd’Œuvre & Cie'],
    ['Yves Rocher', 'd’Yves Rocher'],
    ['Yoplait', 'de Yoplait'],
    ['3M', 'de 3M'],
    ['La Poste', 'de La Poste'],
    ['L’Oréal', 'de L’Oréal'],
    ['Lego', 'de Lego'],
    ['Le Monde', 'de la marque Le Monde'],
    ['Les Échos', 'de la marque Les Échos'],
    ['', 'de '],
  ])('%s takes "%s"', (name, text) => {
    expect(of(name)).toBe(text);
  });

  it('names what it is about where an article would have to melt into it', () => {
    expect(of('Le Groupe', 'du groupe')).toBe('du groupe Le Groupe');
    expect(to('Les Échos')).toBe('à la marque Les Échos');
    expect(to('La Poste')).toBe('à La Poste');
    expect(to('Acme')).toBe('à Acme');
  });
});
