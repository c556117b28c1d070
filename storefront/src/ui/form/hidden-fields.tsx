/**
 * What a form sends beside what is typed. Not bound to its action: React, rendering the answer for who runs no scripts,
 * never comes to an end where a component binds the action that it gives to useActionState.
 */
export function HiddenFields({ fields }: { fields: Record<string, string> }) {
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}
