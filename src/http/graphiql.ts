import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify'
import { graphiqlPage, graphiqlPolicy, graphiqlScript, graphiqlStyle } from './graphiql-page.ts'

const require = createRequire(import.meta.url)

/** Files of the packages that the page is made of, as they were published for browsers. */
const packageFiles = [
  ['graphiql', 'graphiql.min.js'],
  ['graphiql', 'graphiql.min.css'],
  ['react', 'umd/react.production.min.js'],
  ['react-dom', 'umd/react-dom.production.min.js'],
] as const

const ownFiles = [
  ['page.js', 'text/javascript; charset=utf-8', graphiqlScript],
  ['page.css', 'text/css; charset=utf-8', graphiqlStyle],
] as const

/** GraphiQL for browsers at `GET /graphql`, with every byte of it from this package. */
export async function graphiqlRoutes(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, { root: import.meta.dirname, serve: false, dotfiles: 'deny' })
  for (const [name, file] of packageFiles) {
    const folder = join(dirname(require.resolve(`${name}/package.json`)), dirname(file))
    const base = file.slice(file.lastIndexOf('/') + 1)
    publicRoute(app, base, (reply) => reply.sendFile(base, folder, { maxAge: 3_600_000 }))
  }
  for (const [base, type, text] of ownFiles) {
    publicRoute(app, base, (reply) => reply.type(type).header('cache-control', 'no-cache').send(text))
  }
}

function publicRoute(app: FastifyInstance, base: string, send: (reply: FastifyReply) => FastifyReply): void {
  app.get(`/graphiql/${base}`, { config: { isPublic: true } }, (_request, reply) => send(reply))
}

/** Whether a request is a browser opening `/graphql`, and not a query. */
export function isBrowser({ method, query, headers }: FastifyRequest): boolean {
  if (method !== 'GET' || (typeof query === 'object' && query !== null && 'query' in query)) return false
  return (headers.accept ?? '').includes('text/html')
}

function isRoot({ url }: FastifyRequest): boolean {
  return url.split('?', 1)[0] === '/'
}

/** Answers a browser with the page before anybody asks it for a token, and leads one there that opens the bare address. */
export function useGraphiql(app: FastifyInstance): void {
  app.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => {
    if (isRoot(request) && isBrowser(request)) {
      void reply.headers({ 'cache-control': 'no-store', vary: 'Accept' }).redirect('/graphql', 302)
      return
    }
    if (request.routeOptions.url !== '/graphql' || !isBrowser(request)) {
      done()
      return
    }
    void reply
      .headers({
        'content-security-policy': graphiqlPolicy,
        'cache-control': 'no-cache',
        'referrer-policy': 'no-referrer',
        vary: 'Accept',
      })
      .type('text/html; charset=utf-8')
      .send(graphiqlPage)
  })
}
