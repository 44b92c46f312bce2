import fastify from 'fastify'
import { Redis } from 'ioredis'

/** The least there is: a route that reads bytes from Redis and sends them. */
const [port = '', url = '', key = ''] = process.argv.slice(2)
const redis = new Redis(url)
const app = fastify()
app.get('/health/live', async () => 'ok')
app.post('/graphql', async (_request, reply) =>
  reply.type('application/json; charset=utf-8').send(await redis.getBuffer(key)),
)
await app.listen({ host: '127.0.0.1', port: Number(port) })
