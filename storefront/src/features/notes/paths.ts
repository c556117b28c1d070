export const NOTES_PAGE = '/account/notes';
