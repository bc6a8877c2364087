/** Values for the slots of a guide by name. All were written by strangers; they are made harmless when they are filled in. */
export type Slots = Readonly<Record<string, string>>;
