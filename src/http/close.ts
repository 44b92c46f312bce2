import type { FastifyInstance } from 'fastify'

/** Requests under way get this long; the longest a request may ask for is a minute, which a stop does not wait for. */
const closeMs = 25_000

/** Stops accepting, closes idle connections, lets requests under way finish, and cuts off what is left at the deadline. */
export async function closeGracefully(app: FastifyInstance, deadlineMs = closeMs): Promise<void> {
  const cutOff = setTimeout(() => app.server.closeAllConnections(), deadlineMs)
  try {
    await app.close()
  } finally {
    clearTimeout(cutOff)
  }
}
