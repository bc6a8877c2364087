import type { SlotName } from '../../rulebook/slots.ts';

/** Values for the slots of a guide. All were written by strangers; they are made harmless when they are filled in. */
export type Slots = Readonly<Record<SlotName, string>>;
