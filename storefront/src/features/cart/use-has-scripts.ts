'use client';

import { useSyncExternalStore } from 'react';

const nothingChanges = () => () => {};
const yes = () => true;
const no = () => false;

/** Whether scripts run here by now, which a form can tell its action. */
export const useHasScripts = () => useSyncExternalStore(nothingChanges, yes, no);
