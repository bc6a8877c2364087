/** The account that guides are written by. */
export const botUsername = 'waypost';
