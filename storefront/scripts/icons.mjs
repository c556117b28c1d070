import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Put the icons named in src/ui/icons.json into one file, so that a page fetches each once and scripts carry none. */
export function writeIcons() {
  const names = JSON.parse(readFileSync(join(ROOT, 'src/ui/icons.json'), 'utf8'));
  const symbols = Object.entries(names).map(([name, lucide]) => {
    const source = readFileSync(join(ROOT, `node_modules/lucide-static/icons/${lucide}.svg`), 'utf8');
    const shapes = source.slice(source.indexOf('>', source.indexOf('<svg')) + 1, source.lastIndexOf('</svg>'));
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s+/g, ' ').trim()}</symbol>`;
  });
  mkdirSync(join(ROOT, 'public'), { recursive: true });
  writeFileSync(join(ROOT, 'public/icons.svg'), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`);
}
