/** Posts to try on the demo forum with one click; each meets one of the starter rules, or none on purpose. */
export const demoSamples = [
  {
    title: 'How do I format code in a post?',
    raw: 'I pasted a few lines of Python and the indentation is gone. What is the proper way to do this here?',
  },
  {
    title: 'The app will not start since the update',
    raw: 'Since this morning I only see an error message and then nothing. Has anybody an idea what it could be?',
  },
  {
    title: 'Passwort vergessen, und die Mail kommt nicht an',
    raw: 'Hallo zusammen, ich habe mein Passwort vergessen. Ich habe die Mail schon zweimal angefordert. Was kann ich tun?',
  },
  {
    title: 'A quiet evening at the harbour',
    raw: 'Nothing to ask, just a nice sunset today. Waypost should keep silent here, and the dashboard can say why.',
  },
] as const;
