/** As much as the API takes. */
export const LONGEST_TITLE = 150;
export const LONGEST_TEXT = 5000;
