'use client';

import { useSyncExternalStore } from 'react';

const nothingChanges = () => () => {};
const yes = () => true;
const no = () => false;

/** Tells a form's action whether scripts run by now; without them it leads to a page, where kept pages cannot answer one person. */
export function ScriptsField() {
  const hasScripts = useSyncExternalStore(nothingChanges, yes, no);
  return hasScripts && <input type="hidden" name="scripts" value="1" />;
}
