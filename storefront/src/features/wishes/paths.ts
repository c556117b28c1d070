export const WISHES = '/account/wishes';
