import { createHash } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import { s3Config } from '../../connectors/s3/config.ts'
import { createFileAnchor } from '../anchors/file-anchor.ts'
import { createGitAnchor } from '../anchors/git-anchor.ts'
import { createS3Anchor, type S3AnchorSettings } from '../anchors/s3-anchor.ts'
import {
  type Anchor,
  type AuditKeys,
  type AuditStore,
  type AuditStream,
  createAuditKeys,
  createAuditWriter,
  createHeadGuard,
  type HeadGuard,
} from '../audit/index.ts'
import { ConfigError, type LoadedConfig, serverSecret } from '../config/index.ts'
import { systemClock } from '../kernel/clock.ts'
import { deriveKey } from '../kernel/derive-key.ts'
import { createAuditStore } from '../persistence/audit-store.ts'
import { type AuditedStore, createAuditedStore } from '../persistence/audited-work.ts'
import type { Database } from '../persistence/database.ts'
import { storeFile } from './store-place.ts'

/** The audit trail of a store, as one process writes and reads it. */
export interface OpenAudit {
  readonly keys: AuditKeys
  readonly guard: HeadGuard
  readonly store: AuditStore
  readonly audited: AuditedStore
  /** Tells of every append of this process, once it has committed. */
  onAppended(listener: (stream: AuditStream) => void): void
}

/** Opens the audit trail of an open store. The server's secret is made here when there is none yet. */
export function openAudit(loaded: LoadedConfig, database: Database): OpenAudit {
  const { name, previousSecrets } = loaded.config.audit
  const [current, ...previous] = [serverSecret(loaded), ...previousSecrets].map((secret) =>
    deriveKey(secret, 'audit-signature'),
  )
  const keys = createAuditKeys(current ?? new Uint8Array(), previous)
  const guard = createHeadGuard(keys)
  const writer = createAuditWriter({ keys, guard, clock: systemClock, name })
  const listeners: ((stream: AuditStream) => void)[] = []
  const audited = createAuditedStore(database, {
    ...writer,
    confirm(head) {
      writer.confirm(head)
      for (const listener of listeners) listener(head.stream)
    },
  })
  const onAppended: OpenAudit['onAppended'] = (listener) => void listeners.push(listener)
  return { keys, guard, store: createAuditStore(database), audited, onAppended }
}

type AnchorConfig = LoadedConfig['config']['audit']['anchors'][number]

/** The configured anchors. Reaches none of them. Throws {@link ConfigError} for an S3 anchor without a place to write to. */
export function openAnchors(loaded: LoadedConfig): Promise<readonly Anchor[]> {
  return Promise.all(loaded.config.audit.anchors.map((anchor, index) => openAnchor(loaded, anchor, index)))
}

async function openAnchor(loaded: LoadedConfig, anchor: AnchorConfig, index: number): Promise<Anchor> {
  if (anchor.kind === 'file') return createFileAnchor(resolve(loaded.directory, anchor.path))
  if (anchor.kind === 's3') return createS3Anchor(s3Settings(loaded, anchor, index))
  const { remote, branch } = anchor
  const file = storeFile(loaded)
  const data = file === null ? join(loaded.directory, '.modelwarden') : dirname(file)
  const place = createHash('sha256').update(`${remote}\n${branch}`).digest('hex').slice(0, 16)
  return createGitAnchor({ remote, branch, cache: join(data, `anchor-${place}.git`) })
}

function s3Settings(
  loaded: LoadedConfig,
  anchor: Extract<AnchorConfig, { kind: 's3' }>,
  index: number,
): S3AnchorSettings {
  const { bucket, prefix, endpoint, region, credentials } = anchor
  const refuse = (key: string, message: string): never => {
    throw new ConfigError(loaded.origin, [{ path: ['audit', 'anchors', index, key], message }])
  }
  const where = { bucket, prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/` }
  if (anchor.source === undefined) {
    if (endpoint === undefined || credentials === undefined)
      return refuse('source', 'name a source of kind s3, or give endpoint and credentials')
    return { ...where, endpoint, region, forcePathStyle: true, credentials: revealed(credentials) }
  }
  const source = loaded.config.sources.find(({ id }) => id === anchor.source)
  if (source?.kind !== 's3') return refuse('source', `no source of kind s3 is called "${anchor.source}"`)
  const { id: _id, kind: _kind, environment: _environment, limits: _limits, ...own } = source
  const config = s3Config.parse(own)
  if (config.credentials === undefined)
    return refuse('source', `the source "${anchor.source}" has no credentials to write with`)
  const { forcePathStyle } = config
  return {
    ...where,
    endpoint: config.endpoint,
    region: config.region,
    forcePathStyle,
    credentials: revealed(config.credentials),
  }
}

type Credentials = NonNullable<ReturnType<typeof s3Config.parse>['credentials']>

function revealed({ accessKeyId, secretAccessKey, sessionToken }: Credentials): S3AnchorSettings['credentials'] {
  const token = sessionToken === undefined ? {} : { sessionToken: sessionToken.reveal() }
  return { accessKeyId, secretAccessKey: secretAccessKey.reveal(), ...token }
}
