/** What is left of a message without one of its parts. */
export function without<Part extends string>(part: Part) {
  return <Message extends object>(message: Message): Omit<Message, Part> =>
    Object.fromEntries(Object.entries(message).filter(([name]) => name !== part)) as Omit<Message, Part>
}
