import { access, constants } from 'node:fs/promises'
import { z } from 'zod'
import {
  type CallContext,
  type Connector,
  type ConnectorHost,
  contractVersion,
  defineConnector,
  upstreamUnavailable,
} from '../../src/connector/index.ts'
import { addressOf, parseRoot } from './address.ts'
import { find } from './open.ts'
import { createReleases } from './releases.ts'
import { createGuarded, createStore } from './store.ts'

const rootFolder = z.string().transform((text, context) => {
  const path = parseRoot(text)
  if (path !== null) return path
  context.addIssue({
    code: 'custom',
    message: 'must be a folder other than "/", as a path or a file:// address, such as "/srv/models"',
  })
  return z.NEVER
})

/** Keys of a filesystem source in `modelwarden.yaml`. A relative root starts at the folder the process started in. */
const config = z.strictObject({
  root: rootFolder.describe('Folder that may be read, as a path or a `file://` address; nothing outside is'),
})

/** A folder that this machine mounts. */
export const manifest = defineConnector({
  id: 'filesystem',
  contract: contractVersion,
  tool: { name: 'Filesystem', versions: '*' },
  capabilities: ['ARTIFACT_STORE'],
  streams: [],
  config,
  describeUrl: ({ root }) => addressOf(root),
  connect,
})

function connect({ root: path }: z.output<typeof config>, host: ConnectorHost): Connector {
  const root = { source: host.source, path }
  const guarded = createGuarded(host)
  return {
    probe: (call: CallContext) =>
      guarded('probe', call, async () => {
        const found = await find(root, path)
        if (!found?.facts.isDirectory()) {
          throw upstreamUnavailable({ source: host.source, operation: 'probe', detail: 'the root is not a folder' })
        }
        await access(path, constants.R_OK | constants.X_OK)
        return { version: null, detail: 'the folder can be read' }
      }),
    artifactStore: createStore(root, host),
    effects: createReleases(root),
    close: async () => {},
  }
}
