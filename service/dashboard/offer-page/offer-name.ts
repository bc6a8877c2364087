import { z } from 'zod';

/** The mark of an offer in an address: the form of a UUID, cut from a digest, so that its digits say no version. */
export const offerName = z.guid();
