import { createHmac } from 'node:crypto'
import { type LoadedConfig, serverSecret } from '../config/index.ts'
import type { HookedSource } from '../ingest/index.ts'
import { deriveKey } from '../kernel/derive-key.ts'
import type { EventSource, Sources } from './sources.ts'

/** Path of the door that a source's events come in by. */
function hookPath(source: string): string {
  return `/hooks/mlflow/${source}`
}

/** What the events of a source are signed with: what its configuration says, or a key of its own of the server's secret. */
export function hookSecretOf(loaded: LoadedConfig, { source, settings }: EventSource): string {
  return settings.secret?.reveal() ?? deriveKey(serverSecret(loaded), `hook:${source.id}`).toString('base64url')
}

/** The sources whose tools can send events, each with where to and signed with what; `publicUrl` is the gateway's address. */
export function hookedSources(
  loaded: LoadedConfig,
  { withEvents }: Pick<Sources, 'withEvents'>,
  publicUrl: string,
): readonly (HookedSource & { readonly isWanted: boolean })[] {
  const markKey = deriveKey(serverSecret(loaded), 'hook-mark')
  return withEvents.map((each) => {
    const { source, settings, webhooks } = each
    const secret = hookSecretOf(loaded, each)
    return {
      id: source.id,
      workspaces: source.connector.workspaces ?? [''],
      webhooks,
      url: `${settings.url ?? publicUrl}${hookPath(source.id)}`,
      secret,
      secretMark: createHmac('sha256', markKey).update(`${source.id}\n${secret}`).digest('base64url'),
      isWanted: settings.register,
    }
  })
}

/** The address of a gateway that does not run here: the public one, or the one that it would listen on. */
export function plannedUrl({ config }: LoadedConfig): string {
  const { publicUrl, host, port, tls } = config.server
  const protocol = tls.cert === undefined ? 'http' : 'https'
  return publicUrl ?? `${protocol}://${host.includes(':') ? `[${host}]` : host}:${port}`
}
