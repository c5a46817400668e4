import { HtmlValidate } from 'html-validate';

/** What every page of ours is held to. */
export const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // hono/jsx writes what XML needs, too: `<br/>` and `<input disabled="">` are HTML (13.1.2.1, 13.1.2.3).
    'void-style': ['error', { style: 'selfclose' }],
    'attribute-boolean-style': ['error', { style: 'empty' }],
    'attribute-empty-style': ['error', { style: 'empty' }],
    // In lower case, as hono's own examples have it; HTML does not care (13.1.1).
    'doctype-style': ['error', { style: 'lowercase' }],
    // A list of mistakes stands before the h1, under an h2: GOV.UK's pattern, so that it is read first.
    'heading-level': ['error', { minInitialRank: 'h2' }],
    // Several fields under one name are how HTML sends a list; that no two say the same is tested below.
    'form-dup-name': 'off',
    // The stylesheet comes from where the page comes from: whoever can change one can change the other.
    'require-sri': ['error', { target: 'crossorigin' }],
    // A number may be broken: on a small screen the other choice is to cut it off.
    'tel-non-breaking': 'off',
    // It says first what happened and ends with the brand's name, and both may be long.
    'long-title': 'off',
  },
});
