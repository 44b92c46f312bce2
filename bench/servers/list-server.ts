import { serveGuarded, serveOpen } from './ours.ts'
import { servePlain, servePlainWithOurResolvers } from './plain-apollo.ts'

const variants = {
  plain: servePlain,
  'plain-with-our-resolvers': servePlainWithOurResolvers,
  open: serveOpen,
  guarded: serveGuarded,
}

const [variant = '', port = '', folder = ''] = process.argv.slice(2)
const serve = Object.entries(variants).find(([name]) => name === variant)?.[1]
if (serve === undefined) throw new Error(`list-server.ts ${Object.keys(variants).join('|')} PORT FOLDER`)
await serve(Number(port), folder)
