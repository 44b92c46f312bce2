import {
  type CallContext,
  Fault,
  parseServedText,
  servedText,
  upstreamUnavailable,
  versionOfRef,
} from '../../../src/connector/index.ts'
import { handMadeDigest } from './hand-made.ts'
import type { LoadingClient } from './loading-client.ts'
import type { Settings, SettingsState } from './settings-file.ts'
import { unsupported } from './unsupported.ts'

/** What is loaded under a name, and what loading takes. */
export interface Served {
  /** By the answers of the server itself; null for nothing. Throws a retryable fault while it is loading. */
  read(deployment: string, call: CallContext): Promise<string | null>
  /** Has the server load what its settings say, or unload. Throws CONFLICT where the settings say neither this nor what replaced it. */
  put(deployment: string, value: string | null, call: CallContext): Promise<void>
}

const unaskable = 'A deployment whose name has a slash cannot be asked about, so nothing can be proved of it.'

/** What is loaded, and neither put there by the gateway nor told by settings. */
const unknown = 'unknown'

/** Reads and changes what a server has loaded. */
export function createServed(parts: {
  readonly source: string
  readonly server: LoadingClient
  readonly settings: Settings
}): Served {
  const { source, server, settings } = parts
  const read: Served['read'] = async (deployment, call) => {
    const readiness = await server.readiness(deployment, null, call)
    if (readiness === 'UNASKABLE') throw unsupported(source, unaskable)
    if (readiness === 'NOT_READY') throw loading(source)
    if (readiness === 'ABSENT') return null
    const loaded = await server.metadata(deployment, null, call)
    const digest = loaded?.files ?? null
    const { ref = null, source: registry = null } = loaded?.marker ?? {}
    if (digest === null || ref === null || registry === null)
      return unmarked(server, { deployment, state: await settings.read(deployment, call) }, call)
    const isReady = (await server.readiness(deployment, versionOfRef(ref), call)) === 'READY'
    return isReady ? servedText({ registry, ref, digest }) : unknown
  }
  return {
    read,
    async put(deployment, value, call) {
      if (value === null) return server.unload(deployment, call)
      await bringSettings(parts, { deployment, value }, call)
      await settings.renew(deployment, call)
      const before = await read(deployment, call)
      const answer = await server.load(deployment, call)
      if (answer === 'LOADED') return
      // Where it serves what it served, nothing came of it. Otherwise nobody knows, and it is looked at again.
      if ((await read(deployment, call)) === before) throw refused(source)
      throw upstreamUnavailable({ source, operation: 'load', detail: 'refused, and serves something else than before' })
    },
  }
}

/** Settings that were replaced are put back, as they are when a change is undone. Others belong to somebody else. */
async function bringSettings(
  { settings, source }: { readonly settings: Settings; readonly source: string },
  { deployment, value }: { readonly deployment: string; readonly value: string },
  call: CallContext,
): Promise<void> {
  const state = await settings.read(deployment, call)
  if (state?.text === value) return
  if (state === null || state.replaces !== value) throw otherSettings(source)
  await settings.put(deployment, value, call)
}

/** What the server does not tell is what its settings tell, or those told that the gateway has replaced, if it serves that version. */
async function unmarked(
  server: LoadingClient,
  { deployment, state }: { readonly deployment: string; readonly state: SettingsState | null },
  call: CallContext,
): Promise<string> {
  if (state === null) return unknown
  if (parseServedText(state.text) !== null) {
    const former = state.replaces
    return former !== null && handMadeDigest(former) !== null ? former : unknown
  }
  if (state.version === null) return state.text
  return (await server.readiness(deployment, state.version, call)) === 'READY' ? state.text : unknown
}

function refused(source: string): Fault {
  return new Fault({
    code: 'UPSTREAM_INVALID',
    publicMessage: `Source ${source} could not load the version; it goes on serving what it served.`,
    internalMessage: `loading a version on ${source} was refused`,
    retryable: false,
    source,
  })
}

function loading(source: string): Fault {
  return upstreamUnavailable({ source, operation: 'ready', detail: 'a version is being loaded' })
}

function otherSettings(source: string): Fault {
  const publicMessage = 'The settings of the deployment were changed meanwhile.'
  return new Fault({
    code: 'CONFLICT',
    publicMessage,
    internalMessage: `${source}: ${publicMessage}`,
    retryable: true,
    source,
  })
}
