export interface StyleSkill {
  style: string;
  skill: number;
}

/** The styles chosen in a form of rows `style` and `skill`; rows without a style do not count. Null when one comes twice. */
export function readStyles(form: FormData): StyleSkill[] | null {
  const skills = form.getAll('skill').map(Number);
  const chosen = form.getAll('style').flatMap((style, row) => (style ? [{ style: String(style), skill: skills[row] ?? 1 }] : []));
  return new Set(chosen.map(({ style }) => style)).size === chosen.length ? chosen : null;
}
