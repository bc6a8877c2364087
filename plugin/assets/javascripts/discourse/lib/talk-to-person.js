/** Opens the composer with a message to the forum's helpers: nothing is sent until the member sends it. */
export default async function talkToPerson(waypostCards, composer, card) {
  const { recipients, title, body } = await waypostCards.askPerson(card);
  await composer.openNewMessage({ recipients, title, body });
}
