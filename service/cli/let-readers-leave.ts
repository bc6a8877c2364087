/** Whoever reads what a command writes may have seen enough, as `head` has: the command ends as if it had been read. */
export function letReadersLeave(streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams)
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}
