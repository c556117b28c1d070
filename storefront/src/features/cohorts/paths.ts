/** Where on the course's page one chooses with which cohort one takes it. */
export const COHORTS_PLACE = 'cohorts';

export const cohortsPath = (slug: string) => `/courses/${slug}#${COHORTS_PLACE}`;
