/**
 * When a rule is paused by itself for what it does to people: at least so many members were given something that somebody
 * judged, and with a certainty of 95 % more than this share of it was wrong. Five wrong of five do it, and seven of eight; eight
 * of ten do not.
 */
export const leastJudged = 5;
export const mostShareOfBad = 0.5;
