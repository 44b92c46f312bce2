import { createConnectorHost } from '../../src/connector/connector-host.ts'
import {
  type ConnectorEffects,
  type ConnectorManifest,
  type StagedFiles,
  servedText,
} from '../../src/connector/index.ts'
import { sourceLimits } from '../../src/connector/source-limits.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { afterFile } from '../support/tools.ts'
import type { folderFiles } from './folder-files.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** A call with time enough for a busy machine. */
export const call = () => ({ signal: AbortSignal.timeout(60_000), requestId: 'test' })

/** Effects of a source as a gateway has them after a start; undefined where it takes none. */
export function freshEffects(manifest: ConnectorManifest, config: unknown): ConnectorEffects | undefined {
  const limits = sourceLimits.parse({ timeoutMs: 60_000 })
  const host = createConnectorHost({ source: 'serving', limits, log: silent, clock: systemClock })
  afterFile(() => host.close())
  return manifest.connect(manifest.config.parse(config), host).effects
}

/** The places of a server's deployments, and what tests do with them. `open` is asked when the first of them is. */
export function effectsBench({
  open,
  filesOf,
}: {
  readonly open: () => { readonly manifest: ConnectorManifest; readonly config: unknown }
  /** Files of a version of the model `numbers`. */
  readonly filesOf: (number: number) => ReturnType<typeof folderFiles>
}) {
  let current: ConnectorEffects | undefined
  const effects = () => {
    const { manifest, config } = open()
    current ??= freshEffects(manifest, config)
    if (current === undefined) throw new Error('A server with a repository takes changes.')
    return current
  }
  const textOf = (number: number) =>
    servedText({ registry: 'tracking', ref: `models:/numbers/${number}`, digest: filesOf(number).digest })
  const staged = (deployment: string, number: number): StagedFiles => {
    const rest = { registry: 'tracking', workspace: '', model: 'numbers', version: String(number) }
    return { kind: 'STAGED_FILES', deployment, digest: filesOf(number).digest, ...rest }
  }
  const settings = (deployment: string) => ({ kind: 'SERVED_SETTINGS', deployment }) as const
  const model = (deployment: string) => ({ kind: 'SERVED_MODEL', deployment }) as const
  const stage = async (deployment: string, number: number): Promise<void> => {
    const files = filesOf(number)
    await effects().put(staged(deployment, number), files.digest, call(), files)
  }
  return {
    effects,
    /** Forgets everything, as a process that dies does. */
    restart: () => {
      current = undefined
    },
    textOf,
    staged,
    settings,
    model,
    answer: (deployment: string) => ({ kind: 'SERVED_ANSWER', deployment }) as const,
    held: async (deployment: string) => ({
      settings: await effects().observe(settings(deployment), call()),
      model: await effects().observe(model(deployment), call()),
    }),
    stage,
    async serve(deployment: string, number: number): Promise<void> {
      await stage(deployment, number)
      await effects().put(settings(deployment), textOf(number), call())
      await effects().put(model(deployment), textOf(number), call())
    },
  }
}
