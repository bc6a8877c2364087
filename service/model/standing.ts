/** Why a forum is left alone whose bot's account is suspended: in place of a code of the forum's, which has none for it. */
export const botIsSuspended = 'bot_suspended';
