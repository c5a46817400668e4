// The plugin's own types bring all of the Workers' globals, which clash with Node's; this is the part that is used.
declare module 'cloudflare:test' {
  import type { D1Binding } from '../../src/store/d1.ts';

  export const env: { readonly DB: D1Binding };
}
