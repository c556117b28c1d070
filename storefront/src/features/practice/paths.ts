export const PRACTICE = '/account/practice';
