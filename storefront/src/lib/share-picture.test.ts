import { expect, test } from 'vitest';

import { isDrawable, sharePicture } from './share-picture';

const picture = { url: '/api/v1/media/x', alt_text: 'A stage', width: 1600, height: 1000 };

test('a title in our letters is drawn', () => {
  expect(sharePicture({ path: '/courses/waltz', title: 'Waltz — „eins“, dvě, trzy', picture, changedAt: '1970-01-01T00:00:01Z' })).toEqual([
    { url: '/share/courses/waltz.png?v=rs', width: 1200, height: 630, type: 'image/png', alt: 'Waltz — „eins“, dvě, trzy' },
  ]);
  expect(sharePicture({ path: '/', title: 'Perfomix' })[0]?.url).toBe('/share/home.png');
});

test.each(['舞踊入門', 'Танго', 'رقص', 'Dance 💃', 'soft\u00adhyphen', 'zero\u200bwidth'])('%s is not, its own picture stands for it', (title) => {
  expect(isDrawable(title)).toBe(false);
  expect(sharePicture({ path: '/courses/x', title, picture })).toEqual([
    { url: '/api/v1/media/x?width=1280', width: 1280, height: 800, alt: 'A stage' },
  ]);
  expect(sharePicture({ path: '/courses/x', title })).toEqual([]);
});
