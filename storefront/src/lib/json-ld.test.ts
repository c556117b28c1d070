import { expect, test } from 'vitest';

import { jsonForScript } from './json-ld';

test.each(['</script><script>alert(1)</script>', '<!-- <script>', ']]>', 'Tom & Ana', 'a\u2028b\u2029c', '"quoted" \\ back'])(
  '%s stays words',
  (words) => {
    const text = jsonForScript({ name: words });
    expect(text).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(text)).toEqual({ name: words });
  },
);
