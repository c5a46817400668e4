import { describe, expect, it } from 'vitest';
import { send } from '../api/send.testkit.ts';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import { brandStylesheet } from './brand-stylesheet.ts';
import { stylesheet } from './stylesheet.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';

async function opened() {
  const test = await openTestHeed();
  await addClearview(test);
  const setup = await test.key(['setup']);
  return {
    recolour: (ground: string) =>
      send(test, setup, {
        method: 'PATCH',
        path: '/v1/brands/clearview',
        body: { colors: { accent: '#003366', ground } },
      }),
    sheet: async () => {
      const brand = await test.heed.directory.brand('clearview');
      if (brand === undefined) throw new Error('the brand is there');
      return brandStylesheet(brand);
    },
    get: async (path: string) => {
      const response = await test.app.request(path);
      return {
        status: response.status,
        type: response.headers.get('content-type'),
        caching: response.headers.get('cache-control'),
        text: await response.text(),
      };
    },
  };
}

describe('the stylesheet of a brand', () => {
  it('may be kept for ever by the name it has', async () => {
    const { recolour, sheet, get } = await opened();
    await recolour('#f0f4ff');
    const { path, text } = await sheet();
    expect(await get(path)).toEqual({
      status: 200,
      type: 'text/css; charset=utf-8',
      caching: FOR_EVER,
      text,
    });
  });

  it('is answered as it is now by an older name, and not kept', async () => {
    const { recolour, sheet, get } = await opened();
    const before = await sheet();
    await recolour('#f0f4ff');
    const after = await sheet();
    expect(after.path).not.toBe(before.path);
    expect(await get(before.path)).toMatchObject({ status: 200, caching: 'no-cache', text: after.text });
  });

  it.each([
    '/style/nobody.0123456789.css',
    '/style/clearview.css',
    '/style/clearview.0123456789.css.map',
    '/style/..%2Fclearview.0123456789.css',
    '/style/CLEARVIEW.0123456789.css',
  ])('is the one of the house, not kept, at %s', async (path) => {
    const { recolour, get } = await opened();
    await recolour('#f0f4ff');
    expect(await get(path)).toMatchObject({ status: 200, caching: 'no-cache', text: stylesheet });
  });
});
