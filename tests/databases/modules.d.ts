// oxlint-disable typescript/consistent-type-imports -- an ambient module has no other way to name a relative one

// Each project resolves this name to its own opener: see vitest.config.ts.
declare module '#test-database' {
  export const openTestDatabase: import('./test-database.ts').OpenTestDatabase;
}

// The plugin's own types bring all of the Workers' globals, which clash with Node's; this is the part that is used.
declare module 'cloudflare:test' {
  export const env: Record<'ONE' | 'TWO' | 'THREE', import('../../src/store/d1.ts').D1Binding>;
}
