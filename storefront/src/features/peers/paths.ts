/** The address at which one reviews a fellow learner's work. */
export const peerReviewPath = (review: string) => `/account/work/reviews/${review}`;
