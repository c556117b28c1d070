import { afterEach, expect, test, vi } from 'vitest';

import { shrink } from './shrink';

const file = (bytes: number) => new File([new Uint8Array(bytes)], 'IMG_0042.png', { type: 'image/png' });
const pencil = { fillStyle: '', fillRect: vi.fn(), drawImage: vi.fn() };

/** A browser that draws, and writes so many bytes; none where it cannot write. */
function drawing(width: number, height: number, written: number | null) {
  vi.stubGlobal('createImageBitmap', async () => ({ width, height, close: () => {} }));
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(pencil as never);
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((done, type) => {
    done(written === null ? null : new Blob([new Uint8Array(written)], { type }));
  });
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.clearAllMocks();
});

test('what is small enough stays as it is', async () => {
  const small = file(100);
  expect(await shrink(small, 100)).toBe(small);
});

test.each([
  [4000, 3000, 2000, 1500],
  [3000, 4000, 1500, 2000],
  [1000, 800, 1000, 800],
])('one of %d by %d pixels is drawn with %d by %d', async (width, height, drawnWidth, drawnHeight) => {
  drawing(width, height, 40);
  const shrunk = await shrink(file(101), 100);
  expect([shrunk.name, shrunk.type, shrunk.size]).toEqual(['portrait.jpg', 'image/jpeg', 40]);
  expect(pencil.drawImage).toHaveBeenCalledWith(expect.anything(), 0, 0, drawnWidth, drawnHeight);
});

test('what cannot be drawn or written here stays as it is', async () => {
  const large = file(101);
  expect(await shrink(large, 100)).toBe(large);
  drawing(4000, 3000, null);
  expect(await shrink(large, 100)).toBe(large);
});
